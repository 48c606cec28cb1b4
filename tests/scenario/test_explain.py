"""explain: the line that set a value, in the file, its parent, the registry or the command line."""

from pathlib import Path

import pytest

from sim.scenario.explain import explain
from sim.scenario.practices import published_practices
from sim.scenario.registry import registered_parameters
from sim.scenario.text.files import shipped_root
from sim.scenario.text.problems import ScenarioError

RUSSIA = shipped_root() / "russia.yaml"
TEMPLATE = shipped_root() / "template-country.yaml"
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


def test_explain_tells_what_a_practice_holds_and_who_published_it() -> None:
    practice = published_practices()["one-in-1000"]
    note = explain(TEMPLATE, "events.0.practice").note
    assert note.startswith(f"{practice.value:g} false alerts per search")
    assert practice.meaning in note
    assert practice.source in note


def test_explain_of_an_unknown_key_names_the_nearest() -> None:
    with pytest.raises(ScenarioError, match="Did you mean corruptible_share"):
        explain(RUSSIA, "parameters.corruptable_share")
