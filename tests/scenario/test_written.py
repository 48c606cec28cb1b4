"""A scenario written back says everything, and reads as the same scenario."""

from pathlib import Path

import pytest

from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from sim.scenario.shipped import shipped_files
from sim.scenario.written import written
from tests.scenario.files import CITIES, VALID, changed, load

RAMPS = """\
  grows: [{lever: retention_days, value: 50, from: 2020-03, ramp_months: 8}]
  mixed: [{lever: audit_share, value: 1, from: 2020-02}, {use: grows}]
  used: [{lever: retention_days, value: 5, from: 2020-02}, {use: mixed}, {use: pause}]
"""
WORDS = ("title", "description", "look_for", "labels")


def again(scenario: Scenario, folder: Path) -> Scenario:
    """Return a scenario that was written and read."""
    head = {
        **{name: getattr(scenario, name) for name in ("name", "baseline", *WORDS)},
        "question": {} if scenario.question is None else scenario.question._asdict(),
    }
    path = folder / "written.yaml"
    text = written(head, scenario.resolved_world, scenario.resolved_arms, scenario.preface, "written.csv")
    path.write_text(text, encoding="utf-8")
    (folder / "written.csv").write_text(scenario.city_text, encoding="utf-8")
    return load_scenario(path, arms=scenario.arms[1:])


def assert_same(one: Scenario, other: Scenario) -> None:
    for name in ("resolved_world", "resolved_arms", "preface", "question", *WORDS):
        assert getattr(one, name) == getattr(other, name), name
    for arm in one.arms:
        assert one.policies[arm].levers.tobytes() == other.policies[arm].levers.tobytes(), arm


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.stem)
def test_shipped_scenarios_are_the_same_when_they_are_read_again(path: Path, tmp_path: Path) -> None:
    scenario = load_scenario(path)
    assert_same(scenario, again(scenario, tmp_path))


def test_a_ramp_of_a_used_arm_begins_where_it_did(tmp_path: Path) -> None:
    scenario = load(tmp_path, VALID + RAMPS)
    assert_same(scenario, again(scenario, tmp_path))


def test_the_same_entries_used_and_written_out_are_two_policies_where_their_ramps_differ(tmp_path: Path) -> None:
    arms = """\
  grows: [{lever: retention_days, value: 50, from: 2020-03, ramp_months: 8}]
  used: [{lever: retention_days, value: 5, from: 2020-02}, {use: grows}]
  out: [{lever: retention_days, value: 5, from: 2020-02},
        {lever: retention_days, value: 50, from: 2020-03, ramp_months: 8}]
"""
    scenario = load(tmp_path, VALID + arms)
    month = [scenario.policies[arm].levers.retention_days[2, 0] for arm in ("used", "out")]
    assert month == [30 + 20 / 8, 5 + 45 / 8]
    assert scenario.resolved_arms["used"] != scenario.resolved_arms["out"]


def test_cities_in_a_spreadsheet_s_form_are_kept_as_they_were_read(tmp_path: Path) -> None:
    rows = CITIES.replace(",", ";").replace("50.0", "50,0").replace("\n", "\r\n")
    scenario = load(tmp_path, changed("title: A small world", 'title: "# A: world"'), rows)
    assert_same(scenario, again(scenario, tmp_path))
