"""Places, as a reader meets them: a city's residents as dots, a country's cities as circles, or numbers by month."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.engines.compiled.engine import CompiledEngine
from sim.engines.recording import FOUND, LEAKED, PROTESTED, STOPPED, Recording
from sim.model.outcomes import OUTCOME_NAMES
from sim.present.words.language import words
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from sim.scenario.text.months import format_month
from tests.experiments.folders import small
from tests.present.accessibility import LOOKS, look, violations
from tests.present.explorer.opened import Page, written
from tests.present.explorer.places import CELLS, again

SCENARIOS = Path(__file__).parents[3] / "scenarios"
FIRST = 12  # the month in which the rules of the city begin
MARKS = {"found": FOUND, "stopped": STOPPED, "leaked": LEAKED, "protested": PROTESTED}
SETTLED = "document.querySelector('.places').getAttribute('aria-busy') === null"


@pytest.fixture(scope="module")
def town() -> Scenario:
    settings = {"period.start": "2023-01", "period.end": "2024-12", "parameters.breach_hazard_per_year": "3"}
    settings["parameters.ban_reversal_hazard_per_year"] = "6"
    return load_scenario(SCENARIOS / "classroom" / "lindenford.yaml", settings=settings)


@pytest.fixture(scope="module")
def opened(browser: Any, town: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Page:
    shown = Page(browser, written(town, tmp_path_factory.mktemp("town")))
    shown.open("#view=places&rule=wanted-only")
    shown.until(SETTLED)
    return shown


def marks(town: Scenario, arm: str, seed: int) -> Any:
    """Return what Python's engine says of each resident and month."""
    return CompiledEngine(1, Recording(marks=True)).run(town.world, town.policies[arm], seed).marks


def numbers(cells: list[str]) -> list[int]:
    return [int(cell.replace(",", "")) for cell in cells]


def counts(found: Any, bit: int, month: int) -> tuple[int, int]:
    """Return people in a month, and people at least once since the rule began."""
    is_marked = (found & bit) > 0
    return int(is_marked[month].sum()), int(is_marked[FIRST : month + 1].any(axis=0).sum())


@pytest.mark.parametrize(("seed", "month"), [(0, 23), (1, 14), (0, 5)])
def test_the_legend_says_what_python_counts(opened: Page, town: Scenario, seed: int, month: int) -> None:
    opened.set(".watch select", str(seed))
    opened.until(SETTLED)
    opened.drag("#month", month)
    rows = opened.run(CELLS, ".legend")
    sides = [marks(town, arm, seed) for arm in (town.baseline, "wanted-only")]
    for [_, *cells], bit in zip(rows[1:], MARKS.values(), strict=True):
        without, with_it = [counts(found, bit, month) for found in sides]
        assert numbers(cells) == [without[0], with_it[0], without[1], with_it[1]]
    assert numbers(rows[0][1:2])[0] > 0, "some are wanted"
    begins = opened.text(".seen .told")
    assert ("The rule begins in January 2024" in begins) == (month < FIRST)


def test_months_in_which_something_happened_are_told_and_lead_there(opened: Page, town: Scenario) -> None:
    opened.set(".watch select", "0")
    opened.until(SETTLED)
    both = [marks(town, arm, 0) for arm in (town.baseline, "wanted-only")]
    months = [month for month in range(FIRST, 24) if any(found[month].any() for found in both)]
    told = opened.all(".happened li")
    assert len(told) == len(months) > 3
    opened.click(".happened li:nth-child(2) button")
    assert f"month={months[1]}" in opened.run("return location.hash")
    stopped = [int(((found[months[1]] & STOPPED) > 0).sum()) for found in both]
    said = opened.text("#spoken")
    assert told[1].text.splitlines()[0] in said
    assert sum(stopped) > 0
    assert re.search(rf"\b{max(stopped)} (person was|people were) stopped by mistake", said)


def test_who_is_stopped_in_both_or_one_is_told_in_numbers(opened: Page, town: Scenario) -> None:
    without, with_it = [
        ((marks(town, arm, 0)[FIRST:] & STOPPED) > 0).any(axis=0) for arm in (town.baseline, "wanted-only")
    ]
    opened.set(".watch select", "0")
    opened.until(SETTLED)
    told = [int(number) for number in re.findall(r"\b\d{1,3}\b", opened.text(".city .verdict"))]
    assert told == [(without & with_it).sum(), (without & ~with_it).sum(), (with_it & ~without).sum()]


def test_dots_are_drawn_in_the_colours_of_their_signs(opened: Page) -> None:
    opened.set("#month", 23)
    is_drawn = opened.run("""
        return [...document.querySelectorAll('.twin-cities canvas')].map((canvas) => {
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          const [r, g, b] = getComputedStyle(document.querySelector('.sign.stopped')).color.match(/\\d+/g).map(Number);
          return data.some((red, k) => k % 4 === 0 && red === r && data[k + 1] === g && data[k + 2] === b);
        });
    """)
    assert is_drawn == [True, True]


def test_time_passes_at_a_button(opened: Page) -> None:
    opened.set("#month", 3)
    opened.click(".play")
    opened.until("document.querySelector('#month').value > 5")
    opened.click(".play")
    month = int(opened.run("return document.querySelector('#month').value"))
    assert f"month={month}" in opened.run("return location.hash")
    assert opened.text("#spoken").startswith(opened.text(".months output"))


def test_a_telephone_shows_one_of_the_twins_at_a_time(opened: Page, phone: Any) -> None:
    assert [figure.is_displayed() for figure in opened.all(".twin-cities figure")] == [False, True]
    opened.click(".switch input[value=without]")
    assert [figure.is_displayed() for figure in opened.all(".twin-cities figure")] == [True, False]
    assert opened.run("return document.documentElement.scrollWidth") <= 390
    assert opened.complaints() == []


def test_an_address_brings_back_the_twin_and_the_side_that_were_watched(opened: Page) -> None:
    opened.set(".watch select", "4")
    opened.until(SETTLED)
    opened.click(".switch input[value=without]")
    told = opened.text(".city .verdict")
    opened.open(opened.run("return location.hash"))
    opened.until(SETTLED)
    assert opened.run("return document.querySelector('.watch select').value") == "4"
    assert opened.text(".city .verdict") == told
    assert opened.one(".twin-cities").get_attribute("data-side") == "without"
    opened.open("#view=places&rule=wanted-only")
    opened.until(SETTLED)
    assert opened.text(".city .verdict") != told


def test_how_far_the_work_is_is_told_while_it_goes_on(opened: Page) -> None:
    bars = "main section:not([hidden]) progress, header progress"
    done = f"return [...document.querySelectorAll('{bars}')].map((bar) => bar.value)"
    with opened.held("", "asked.seed > 1", 2):
        assert opened.text(".without") == words().say("page.predict.counting", k=2, n=20)
        assert opened.text("header .working") == words().say("page.progress", k=2, n=20)
        assert opened.run(done) == [2, 2]
    with opened.held("#view=more&rule=wanted-only&open=both", "asked.withMarks && asked.seed > 2", 20):
        opened.until("document.querySelectorAll('[data-part=both] tbody tr').length === 3")
        assert opened.text("[data-part=both] .working") == words().say("page.more.both.counted", n=3, all=20)
        assert opened.run(done) == [20, 3]
    opened.open("#view=more&rule=wanted-only&open=both")
    opened.until("document.querySelectorAll('[data-part=both] tbody tr').length === 20")
    assert opened.all("[data-part=both] .working") == []


@pytest.mark.parametrize(("width", "colours"), [LOOKS[0], LOOKS[-1]])
def test_dots_break_no_rule_of_accessibility(opened: Page, width: int, colours: str) -> None:
    with look(opened.browser, width, colours):
        opened.open("#view=places&rule=wanted-only")
        opened.until(SETTLED)
        opened.run("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        assert violations(opened.browser) == []


def test_a_city_says_when_it_undid_a_ban(opened: Page, town: Scenario) -> None:
    turns = [again(town.world, town.policies, "ban", seed)[0] for seed in range(20)]
    seed, (off, on) = next((k, turn) for k, turn in enumerate(turns) if turn[1])
    opened.open(f"#view=places&rule=ban&twin={seed + 1}&month={on - 1}")
    opened.until(SETTLED)
    assert opened.text(".undone") == ""
    opened.drag("#month", on)
    month = opened.text(".months output")
    assert opened.text(".undone") == " ".join(
        [words().say("page.places.undone.since", month=month), words().say("lasting.why")]
    )
    told = {line.text.splitlines()[0]: line.text for line in opened.all(".happened li")}
    assert words().say("page.places.undone.on_ban") in told[month]
    assert words().say("page.places.undone.off") in told[words().month(format_month(town.world.start_month + off))]


def test_where_agents_stand_for_several_people_numbers_take_the_place_of_dots(browser: Any, tmp_path: Path) -> None:
    scenario = small(people_per_agent=50, arms=("ban",))
    shown = Page(browser, written(scenario, tmp_path))
    shown.open("#view=places&rule=ban&month=60")
    assert shown.all(".places canvas") == []
    assert "each agent of the model stands for 50 residents" in shown.text(".places")
    [row] = [cells for cells in shown.run(CELLS, ".counted") if cells[0] == "cameras that recognise faces"]
    engine = CompiledEngine(1, Recording(by_city=()))
    cameras = OUTCOME_NAMES.index("cameras_recognising")
    for cell, arm in zip(row[1:], ("status-quo", "ban"), strict=True):
        runs = [engine.run(scenario.world, scenario.policies[arm], seed).country[60, cameras] for seed in range(20)]
        assert float(cell.replace(",", "")) == pytest.approx(np.mean(runs), rel=0.05)
    assert row[1] != row[2], "the ban begins this month"
