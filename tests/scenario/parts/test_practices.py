"""What control rooms hold by practice: read from events, by city and month, and written down again."""

from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest

from sim.scenario.load import load_scenario
from sim.scenario.practices import practice_of, published_practices
from sim.scenario.scenario import Scenario
from sim.scenario.schema import scenario_schema
from sim.scenario.text.months import parse_month
from tests.scenario.files import changed, load, write
from tests.scenario.test_written import again, assert_same

EVENT = "{name: masks, from: 2020-05, to: 2020-12, multiply: {match: 0.6}}"
RULE = "{name: rule, from: 2020-03, to: 2020-06, practice: one-in-1000, where: {cities: [Alpha]}}"
TEST = "{name: test, from: 2020-05, practice: independent-test}"


def with_events(folder: Path, *events: str) -> Scenario:
    return load(folder, changed(EVENT, "\n  - ".join(events)))


def held(scenario: Scenario, name: str, city: str) -> np.ndarray:
    return scenario.world.factors[name][:, scenario.world.city_names.index(city)]


def test_a_practice_holds_in_its_months_and_cities_alone(tmp_path: Path) -> None:
    scenario = with_events(tmp_path, RULE)
    fpir = held(scenario, "held_fpir", "Alpha")
    np.testing.assert_array_equal(fpir[2:6], 1e-3)
    assert (np.delete(fpir, slice(2, 6)) == 1.0).all()
    assert (held(scenario, "held_fpir", "Beta") == 1.0).all()
    assert (held(scenario, "held_fmr", "Alpha") == 1.0).all()


def test_of_practices_that_overlap_the_stricter_holds_in_any_order(tmp_path: Path) -> None:
    default = "{name: default, from: 2020-01, practice: vendor-default}"
    for order in ((RULE, default), (default, RULE)):
        fpir = held(with_events(tmp_path, *order), "held_fpir", "Alpha")
        np.testing.assert_array_equal(fpir[:8], [1.5e-2] * 2 + [1e-3] * 4 + [1.5e-2] * 2)


def test_a_practice_of_a_false_match_rate_stands_beside_one_of_an_fpir(tmp_path: Path) -> None:
    scenario = with_events(tmp_path, RULE, TEST)
    np.testing.assert_array_equal(held(scenario, "held_fmr", "Alpha")[3:6], [1.0, 2e-10, 2e-10])
    np.testing.assert_array_equal(held(scenario, "held_fpir", "Alpha")[3:6], 1e-3)


def test_an_event_may_both_multiply_and_hold(tmp_path: Path) -> None:
    scenario = with_events(tmp_path, EVENT.replace("}}", "}, practice: vendor-default}"))
    assert held(scenario, "match", "Alpha")[4] == 0.6
    assert held(scenario, "held_fpir", "Alpha")[4] == 1.5e-2


def test_what_is_read_is_written_and_reads_back_the_same(tmp_path: Path) -> None:
    supplier = "1.0e-6, tested: 2021-12, det_slope: 0.38}"
    text = changed("1.0e-6}", supplier, changed(EVENT, f"{RULE}\n  - {TEST}"))
    scenario = load_scenario(write(tmp_path, text))
    world = scenario.resolved_world
    assert [event.get("practice") for event in world["events"]] == ["one-in-1000", "independent-test"]
    assert world["suppliers"]["acme"]["tested"] == "2021-12"
    assert world["suppliers"]["acme"]["det_slope"] == 0.38
    (row,) = scenario.world.suppliers
    assert (row.tested_month, row.det_slope) == (2021 * 12 + 11, 0.38)
    assert_same(scenario, again(scenario, tmp_path))


def test_a_supplier_without_a_test_leaves_both_to_the_model(tmp_path: Path) -> None:
    (row,) = load(tmp_path).world.suppliers
    assert np.isnan(row.tested_month)
    assert np.isnan(row.det_slope)


def test_editors_know_the_practices_and_that_an_event_does_something() -> None:
    event = scenario_schema()["properties"]["events"]["items"]
    for practice in published_practices().values():
        assert practice.name in event["properties"]["practice"]["enum"]
        assert practice.meaning in event["properties"]["practice"]["description"]
    check = jsonschema.Draft7Validator(event)
    dated = {"name": "x", "from": "2020-01"}
    assert not check.is_valid(dated)
    assert not check.is_valid(dated | {"practice": "one-in-100"})
    assert check.is_valid(dated | {"practice": "one-in-1000"})
    assert check.is_valid(dated | {"multiply": {"match": 0.5}})


def test_published_practices_lie_in_their_ranges_and_say_what_they_mean_and_who_published_them() -> None:
    for practice in published_practices().values():
        assert practice.low <= practice.value <= practice.high
        assert parse_month(practice.since)
        assert len(practice.meaning.split()) > 5
        assert len(practice.source.split()) > 5


ROW = {
    "name": "rule", "holds": "fpir", "value": "1e-3", "low": "1e-4", "high": "1e-2", "since": "2018-01",
    "meaning": "a rule", "source": "a court",
}  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "gist"),
    [
        ({None: ["a comma without quotes"]}, "one value for each of name"),
        ({"holds": "precision"}, "holds fpir or fmr"),
        ({"value": "0.1"}, "low <= value <= high"),
    ],
)  # fmt: skip
def test_a_row_of_practices_that_cannot_be_read_is_told(wrong: dict[Any, Any], gist: str) -> None:
    assert practice_of(ROW).name == "rule"
    with pytest.raises(ValueError, match=gist):
        practice_of(ROW | wrong)
