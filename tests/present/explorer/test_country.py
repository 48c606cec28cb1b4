"""The cities of a country, as a reader meets them: circles by month, a table, and in how many a ban is undone."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.engines.compiled.engine import CompiledEngine
from sim.engines.recording import Recording
from sim.present.words.language import words
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from sim.scenario.text.months import format_month
from tests.present.accessibility import LOOKS, look, violations
from tests.present.explorer.opened import Page, written
from tests.present.explorer.places import CELLS, again

SCENARIOS = Path(__file__).parents[3] / "scenarios"
RULE = "ban"


@pytest.fixture(scope="module")
def country() -> Scenario:
    settings = {"period.end": "2025-12"}
    return load_scenario(SCENARIOS / "template-country.yaml", people_per_agent=5_000, settings=settings)


@pytest.fixture(scope="module")
def mapped(browser: Any, country: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Page:
    shown = Page(browser, written(country, tmp_path_factory.mktemp("country")))
    shown.open(f"#view=places&rule={RULE}")
    return shown


@pytest.mark.parametrize(("width", "colours"), [LOOKS[0], LOOKS[-1]])
def test_circles_break_no_rule_of_accessibility(mapped: Page, width: int, colours: str) -> None:
    with look(mapped.browser, width, colours):
        mapped.open(f"#view=places&rule={RULE}")
        mapped.run("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        assert violations(mapped.browser) == []


def recognising(country: Scenario, arm: str, month: int) -> Any:
    """Return in how many of twenty worlds each city recognises faces."""
    engine = CompiledEngine(1, Recording(by_city=("cameras_recognising",)))
    runs = [engine.run(country.world, country.policies[arm], seed).cities[month, :, 0] > 0 for seed in range(20)]
    return np.sum(runs, axis=0)


def test_cities_are_told_by_the_alphabet_with_their_worlds(mapped: Page, country: Scenario) -> None:
    month = country.world.n_months - 1
    mapped.set("#month", month)
    mapped.run("document.querySelector('.country details').open = true")
    mapped.until("document.querySelectorAll('.country tbody tr').length > 0")
    rows = mapped.run(CELLS, ".country")
    sides = [recognising(country, arm, month) for arm in (country.baseline, RULE)]
    found = dict(zip(country.world.city_names, zip(*sides, strict=True), strict=True))
    assert rows == [[city, *(f"{worlds} of 20 worlds" for worlds in found[city])] for city in sorted(found)]
    assert 0 < sides[0].sum() != sides[1].sum()


def test_a_circle_is_filled_by_the_share_of_worlds(mapped: Page, country: Scenario) -> None:
    month = country.world.n_months - 1
    mapped.drag("#month", month)
    radii = "return [...document.querySelectorAll('.country .picture .{}')].map((c) => Number(c.getAttribute('r')))"
    for side, arm in (("without", country.baseline), ("with", RULE)):
        mapped.click(f".country input[value={side}]")
        whole, part = [np.array(mapped.run(radii.format(name))) for name in ("whole", "part")]
        by_size = np.argsort(-country.world.cities.population, kind="stable")
        np.testing.assert_allclose(part, whole * np.sqrt(recognising(country, arm, month)[by_size] / 20), atol=0.01)
        np.testing.assert_allclose(whole**2 / whole[0] ** 2, np.sort(country.world.cities.population)[::-1]
                                   / country.world.cities.population.max(), atol=0.01)  # fmt: skip


def test_a_country_says_in_how_many_cities_a_ban_is_undone(mapped: Page, country: Scenario) -> None:
    last = country.world.n_months - 1
    mapped.open(f"#view=places&rule={RULE}&month={last}")
    runs = [again(country.world, country.policies, RULE, seed) for seed in range(20)]
    off, on = [[turn[k] for run in runs for turn in run if turn[k] is not None] for k in (0, 1)]
    assert 0 < len(on) < len(off)
    said = mapped.text(".undone")
    numbers = re.findall(r"\d+(?:\.\d)?(?= cities| have)", said)
    assert [float(number) for number in numbers] == pytest.approx([len(off) / 20, len(on) / 20], abs=0.051)
    first = words().month(format_month(country.world.start_month + min(on)))
    assert f"the first did so in {first}. {words().say('lasting.why')}" in said
    mapped.drag("#month", min(on) - 1)
    assert "no city that had switched recognition off" in mapped.text(".undone")


def test_what_the_map_is_and_is_not_is_said(mapped: Page) -> None:
    text = mapped.text(".country")
    for said in ("simulated", "equal-area conic projection", "Internationally recognised borders are not shown"):
        assert said in text
    mapped.set(".watch select", "2")
    mapped.click(".country input[value=change]")
    mapped.open(mapped.run("return location.hash"))
    assert "in one possible history (number 3)" in mapped.text(".country .verdict")
    assert mapped.run("return document.querySelector('.country input:checked').value") == "change"
    assert mapped.all(".country .picture .part.share") == []
    mapped.set(".watch select", "")
    assert "mean of 20 simulated worlds" in mapped.text(".country .verdict")
    assert mapped.text("nav [data-view=places]") == "The cities"
