"""explain, diff, new, schema: who set a value, what differs, a file to start from, hints for editors."""

import json
from pathlib import Path

import pytest

from sim.scenario.explain import differences, explain
from sim.scenario.load import load_scenario
from sim.scenario.new import new_scenario
from sim.scenario.problems import ScenarioError
from sim.scenario.registry import registered_parameters
from sim.scenario.schema import scenario_schema
from sim.scenario.shipped import list_scenarios, resolve_scenario_path, shipped_files, shipped_root

RUSSIA = shipped_root() / "russia.yaml"
SUBSIDY = shipped_root() / "subsidy.yaml"


def line_of(path: Path, text: str) -> int:
    return next(number for number, line in enumerate(path.read_text().splitlines(), 1) if text in line)


def test_explain_names_the_line_of_the_parent_that_set_a_value() -> None:
    found = explain(SUBSIDY, "levers.retention_days")
    assert found.value == 30
    assert found.place.split(":")[:2] == [str(RUSSIA), str(line_of(RUSSIA, "retention_days: 30"))]


def test_explain_names_the_line_of_the_registry_for_a_value_not_in_the_file() -> None:
    found = explain(RUSSIA, "corruptible_share")
    registry = Path(__file__).parents[2] / "sim" / "data" / "parameters.csv"
    assert found.place == f"sim/data/parameters.csv:{line_of(registry, 'corruptible_share,')}"
    assert found.value == next(p.value for p in registered_parameters() if p.name == "corruptible_share")


def test_explain_shows_a_value_from_the_command_line() -> None:
    found = explain(RUSSIA, "corruptible_share", {"corruptible_share": "0.02"})
    assert (found.value, found.place) == (0.02, "--set corruptible_share")


def test_explain_of_an_unknown_key_names_the_nearest() -> None:
    with pytest.raises(ScenarioError, match="Did you mean corruptible_share"):
        explain(RUSSIA, "parameters.corruptable_share")


def test_diff_lists_exactly_what_differs() -> None:
    changed = load_scenario(RUSSIA, settings={"corruptible_share": "0.02", "arms.retention-5.0.value": "3"})
    found = {entry.key: (entry.first, entry.second) for entry in differences(load_scenario(RUSSIA), changed)}
    assert found == {"parameters.corruptible_share": (0.01, 0.02), "arms.retention-5.0.value": (5.0, 3.0)}


def test_a_scenario_does_not_differ_from_itself() -> None:
    assert differences(load_scenario(RUSSIA), load_scenario(RUSSIA)) == []


def test_new_writes_a_file_that_is_valid_and_never_overwrites(tmp_path: Path) -> None:
    made = new_scenario("my-world", "russia", tmp_path)
    assert "my-policy" in load_scenario(made).arms
    text = made.read_text()
    with pytest.raises(ScenarioError, match="exists already"):
        new_scenario("my-world", "russia", tmp_path)
    assert made.read_text() == text


@pytest.mark.parametrize("name", ["My World", "con", "", "../x"])
def test_new_refuses_a_bad_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(ScenarioError, match="NAME"):
        new_scenario(name, "russia", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_schema_file_is_what_the_program_generates() -> None:
    stored = json.loads((shipped_root() / "schema" / "scenario.schema.json").read_text())
    assert stored == scenario_schema(), "run: python run.py schema > scenarios/schema/scenario.schema.json"


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.stem)
def test_every_shipped_file_loads_and_names_its_schema(path: Path) -> None:
    load_scenario(path)
    first = path.read_text().splitlines()[0]
    schema = path.parent / first.removeprefix("# yaml-language-server: $schema=")
    assert schema.resolve() == (shipped_root() / "schema" / "scenario.schema.json").resolve()


def test_list_names_every_shipped_scenario_by_the_name_that_opens_it() -> None:
    assert {entry.name for entry in list_scenarios()} == {path.stem for path in shipped_files()}
    assert resolve_scenario_path("russia") == RUSSIA
    with pytest.raises(ScenarioError, match="Did you mean russia"):
        resolve_scenario_path("rusia")
