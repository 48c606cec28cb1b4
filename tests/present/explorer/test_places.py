"""Places, as a reader meets them: a city's residents as dots, a country's cities as circles, or numbers by month."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.engines.compiled.engine import CompiledEngine
from sim.engines.recording import FOUND, LEAKED, PROTESTED, STOPPED, Recording
from sim.model.outcomes import OUTCOME_NAMES
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from tests.experiments.folders import small
from tests.present.accessibility import LOOKS, look, violations
from tests.present.explorer.opened import Page, written

SCENARIOS = Path(__file__).parents[3] / "scenarios"
RULE = "ban"  # of the country
FIRST = 12  # the month in which the rules of the city begin
MARKS = {"found": FOUND, "stopped": STOPPED, "leaked": LEAKED, "protested": PROTESTED}
CELLS = """
const rows = [...document.querySelectorAll(arguments[0] + " tbody tr")];
return rows.map((row) => [...row.cells].map((cell) => cell.textContent));
"""
GO = "const m = document.querySelector('#month'); m.value = arguments[0]; m.dispatchEvent(new Event(arguments[1]))"
CHOOSE = (
    "const s = document.querySelector('.watch select'); s.value = arguments[0]; s.dispatchEvent(new Event('change'))"
)
SETTLED = "document.querySelector('.places').getAttribute('aria-busy') === null"


@pytest.fixture(scope="module")
def town() -> Scenario:
    settings = {"period.start": "2023-01", "period.end": "2024-12", "parameters.breach_hazard_per_year": "3"}
    return load_scenario(SCENARIOS / "classroom" / "lindenford.yaml", settings=settings)


@pytest.fixture(scope="module")
def opened(browser: Any, town: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Page:
    shown = Page(browser, written(town, tmp_path_factory.mktemp("town")))
    shown.open("#view=places&rule=wanted-only")
    shown.until(SETTLED)
    return shown


@pytest.fixture(scope="module")
def country() -> Scenario:
    settings = {"period.end": "2025-12"}
    return load_scenario(SCENARIOS / "template-country.yaml", people_per_agent=5_000, settings=settings)


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
    opened.run(CHOOSE, str(seed))
    opened.until(SETTLED)
    opened.run(GO, month, "input")
    rows = opened.run(CELLS, ".legend")
    sides = [marks(town, arm, seed) for arm in (town.baseline, "wanted-only")]
    for [_, *cells], bit in zip(rows[1:], MARKS.values(), strict=True):
        without, with_it = [counts(found, bit, month) for found in sides]
        assert numbers(cells) == [without[0], with_it[0], without[1], with_it[1]]
    assert numbers(rows[0][1:2])[0] > 0, "some are wanted"
    begins = opened.text(".seen .told")
    assert ("The rule begins in January 2024" in begins) == (month < FIRST)


def test_months_in_which_something_happened_are_told_and_lead_there(opened: Page, town: Scenario) -> None:
    opened.run(CHOOSE, "0")
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
    opened.run(CHOOSE, "0")
    opened.until(SETTLED)
    told = [int(number) for number in re.findall(r"\b\d{1,3}\b", opened.text(".city .verdict"))]
    assert told == [(without & with_it).sum(), (without & ~with_it).sum(), (with_it & ~without).sum()]


def test_dots_are_drawn_in_the_colours_of_their_signs(opened: Page) -> None:
    opened.run(GO, 23, "change")
    is_drawn = opened.run("""
        return [...document.querySelectorAll('.twin-cities canvas')].map((canvas) => {
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          const [r, g, b] = getComputedStyle(document.querySelector('.sign.stopped')).color.match(/\\d+/g).map(Number);
          return data.some((red, k) => k % 4 === 0 && red === r && data[k + 1] === g && data[k + 2] === b);
        });
    """)
    assert is_drawn == [True, True]


def test_time_passes_at_a_button(opened: Page) -> None:
    opened.run(GO, 3, "change")
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
    opened.run(CHOOSE, "4")
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


@pytest.fixture(scope="module")
def mapped(browser: Any, country: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Page:
    shown = Page(browser, written(country, tmp_path_factory.mktemp("country")))
    shown.open(f"#view=places&rule={RULE}")
    return shown


@pytest.mark.parametrize(("width", "colours"), [LOOKS[0], LOOKS[-1]])
def test_dots_and_circles_break_no_rule_of_accessibility(opened: Page, mapped: Page, width: int, colours: str) -> None:
    for shown, fragment in ((opened, "#view=places&rule=wanted-only"), (mapped, f"#view=places&rule={RULE}")):
        with look(shown.browser, width, colours):
            shown.open(fragment)
            shown.until(SETTLED)
            shown.run("document.querySelectorAll('details').forEach((one) => (one.open = true))")
            assert violations(shown.browser) == []
            assert shown.run("return document.documentElement.scrollWidth") <= width


def recognising(country: Scenario, arm: str, month: int) -> Any:
    """Return in how many of twenty worlds each city recognises faces."""
    engine = CompiledEngine(1, Recording(by_city=("cameras_recognising",)))
    runs = [engine.run(country.world, country.policies[arm], seed).cities[month, :, 0] > 0 for seed in range(20)]
    return np.sum(runs, axis=0)


def test_cities_are_told_by_the_alphabet_with_their_worlds(mapped: Page, country: Scenario) -> None:
    month = country.world.n_months - 1
    mapped.run(GO, month, "change")
    mapped.run("document.querySelector('.country details').open = true")
    mapped.until("document.querySelectorAll('.country tbody tr').length > 0")
    rows = mapped.run(CELLS, ".country")
    sides = [recognising(country, arm, month) for arm in (country.baseline, RULE)]
    found = dict(zip(country.world.city_names, zip(*sides, strict=True), strict=True))
    assert rows == [[city, *(f"{worlds} of 20 worlds" for worlds in found[city])] for city in sorted(found)]
    assert 0 < sides[0].sum() != sides[1].sum()


def test_a_circle_is_filled_by_the_share_of_worlds(mapped: Page, country: Scenario) -> None:
    month = country.world.n_months - 1
    mapped.run(GO, month, "input")
    radii = "return [...document.querySelectorAll('.country .picture .{}')].map((c) => Number(c.getAttribute('r')))"
    for side, arm in (("without", country.baseline), ("with", RULE)):
        mapped.click(f".country input[value={side}]")
        whole, part = [np.array(mapped.run(radii.format(name))) for name in ("whole", "part")]
        by_size = np.argsort(-country.world.cities.population, kind="stable")
        np.testing.assert_allclose(part, whole * np.sqrt(recognising(country, arm, month)[by_size] / 20), atol=0.01)
        np.testing.assert_allclose(whole**2 / whole[0] ** 2, np.sort(country.world.cities.population)[::-1]
                                   / country.world.cities.population.max(), atol=0.01)  # fmt: skip


def test_what_the_map_is_and_is_not_is_said(mapped: Page) -> None:
    text = mapped.text(".country")
    for said in ("simulated", "equal-area conic projection", "Internationally recognised borders are not shown"):
        assert said in text
    mapped.run(CHOOSE, "2")
    mapped.click(".country input[value=change]")
    mapped.open(mapped.run("return location.hash"))
    assert "in one possible history (number 3)" in mapped.text(".country .verdict")
    assert mapped.run("return document.querySelector('.country input:checked').value") == "change"
    assert mapped.all(".country .picture .part.share") == []
    mapped.run(CHOOSE, "")
    assert "mean of 20 simulated worlds" in mapped.text(".country .verdict")
    assert mapped.text("nav [data-view=places]") == "The cities"


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
