"""Dated levers, adaptive entries, events and `where`, as rows by month and city."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.scenario.load import load_scenario
from sim.scenario.text.problems import ScenarioError
from tests.scenario.files import VALID, arms, changed, load, write


def retention(folder: Path, *entries: str) -> list[float]:
    """Return retention_days of 2021 in the first city."""
    lines = "".join(f"    - {{lever: retention_days, {entry}}}\n" for entry in entries)
    return list(load(folder, arms(lines)).policies["short"].levers.retention_days[12:, 0])


def test_to_is_included_and_the_value_before_returns(tmp_path: Path) -> None:
    assert retention(tmp_path, "value: 5, from: 2021-03, to: 2021-04") == [30] * 2 + [5] * 2 + [30] * 8


def test_a_later_entry_wins_while_it_is_in_force(tmp_path: Path) -> None:
    found = retention(tmp_path, "value: 5, from: 2021-03", "value: 1, from: 2021-05, to: 2021-06")
    assert found == [30] * 2 + [5] * 2 + [1] * 2 + [5] * 6


def test_a_ramp_arrives_in_its_last_month(tmp_path: Path) -> None:
    found = retention(tmp_path, "value: 10, from: 2021-03, to: 2021-08, ramp_months: 4")
    assert found == [30, 30, 25, 20, 15, 10, 10, 10, 30, 30, 30, 30]


def test_a_ramp_begins_at_the_value_of_the_month_before(tmp_path: Path) -> None:
    found = retention(tmp_path, "value: 10, from: 2021-02", "value: 20, from: 2021-04, ramp_months: 2")
    assert found == [30, 10, 10, 15] + [20] * 8


def test_a_ramp_that_began_before_the_period_is_on_its_way(tmp_path: Path) -> None:
    text = arms("    - {lever: retention_days, value: 10, from: 2019-11, ramp_months: 4}\n")
    assert list(load(tmp_path, text).policies["short"].levers.retention_days[:3, 0]) == [15, 10, 10]


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ("{}", {"Alpha", "Beta", "Gamma"}),
        ("{cities: Beta}", {"Beta"}),
        ("{cities: [Альфа, XX-S/Gamma]}", {"Alpha", "Gamma"}),
        ("{region: XX-N}", {"Alpha", "Beta"}),
        ("{region: [North, South], population_above: 100000}", {"Beta", "Gamma"}),
        ("{federal_district: Upper, population_below: 200000}", {"Alpha"}),
        ("{fr_stage: [operating, pilot]}", {"Alpha", "Gamma"}),
        ("{fr_stage: none}", {"Beta"}),
    ],
)
def test_where_is_and_across_keys_and_or_inside_one(tmp_path: Path, where: str, names: set[str]) -> None:
    text = arms(f"    - {{lever: retention_days, value: 5, from: 2021-01, where: {where}}}\n")
    scenario = load(tmp_path, text)
    reached = scenario.policies["short"].levers.retention_days[12] == 5
    assert {name for name, hit in zip(scenario.world.city_names, reached, strict=True) if hit} == names


def test_an_adaptive_entry_has_months_cities_and_options(tmp_path: Path) -> None:
    entry = "{adaptive: moratorium, from: 2021-03, to: 2021-05, options: {support_floor: 1}, where: {cities: Beta}}"
    scenario = load(tmp_path, arms(f"    - {entry}\n"))
    (adaptive,) = scenario.policies["short"].adaptive
    assert (adaptive.first, adaptive.last, adaptive.target.sum()) == (14, 16, 1)
    assert scenario.resolved_arms["short"][0]["options"] == {"support_floor": 1.0}


def test_events_that_overlap_multiply(tmp_path: Path) -> None:
    more = "  - {name: more, from: 2020-12, multiply: {match: 0.5}, where: {cities: Beta}}\nbaseline"
    world = load(tmp_path, changed("baseline", more)).world
    beta = world.city_names.index("Beta")
    assert world.factors.match[[3, 4, 10, 11, 12, 23], beta].tolist() == [1.0, 0.6, 0.6, 0.3, 0.5, 0.5]
    assert set(np.delete(world.factors.match[12:], beta, axis=1).ravel()) == {1.0}


def test_only_the_arms_asked_for_are_read(tmp_path: Path) -> None:
    assert load_scenario(write(tmp_path), arms=["short"]).arms == ("status-quo", "short")


def test_an_unknown_arm_is_an_error_with_the_nearest_name(tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"^--arms: 'shrot' .*Did you mean short\?"):
        load_scenario(write(tmp_path), arms=["shrot"])


def test_options_of_the_command_line_replace_the_file(tmp_path: Path) -> None:
    chosen = {
        "corruptible_share": "0.02",
        "retention_days": "7",
        "period.end": "2020-12",
        "arms.short": "[]",
        "arms.pause": "[]",
    }
    scenario = load_scenario(write(tmp_path), people_per_agent=3, settings=chosen)
    assert scenario.world.parameters.corruptible_share == 0.02
    assert (scenario.policies["short"].levers.retention_days == 7).all()
    assert (scenario.world.n_months, scenario.world.people_per_agent) == (12, 3)
    with pytest.raises(Exception, match="^--people-per-agent: must be at least 1"):
        load_scenario(write(tmp_path), people_per_agent=0)


def test_cities_are_sorted_by_a_code_that_does_not_depend_on_the_others(tmp_path: Path) -> None:
    some = load(tmp_path).world
    every = load(tmp_path, changed("cities.csv}", "cities.csv, include_flagged: true}", VALID)).world
    assert "Delta" in every.city_names
    assert set(some.cities.code) < set(every.cities.code)
    assert (np.diff(every.cities.code.astype(np.int64)) > 0).all()
    assert (every.distances_km == every.distances_km.T).all()


KEYS = [
    "period",
    "start",
    "parameters",
    "corruptible_share",
    "value",
    "arms",
    "short",
    "0",
    "9",
    "where",
    "cities",
    "file",
    "",
    "x",
]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(KEYS), max_size=5).map(".".join),
    st.sampled_from(["1", "", "{}", "[]", "[1, {a: b}]", "no", "&a b", "2021-01", "{value: 1}", "\0", "{", "x" * 5000]),
)
def test_any_setting_is_used_or_refused(tmp_path: Path, key: str, value: str) -> None:
    try:
        load_scenario(write(tmp_path), settings={key: value})
    except ScenarioError:
        return
