"""diff: exactly the values in which two scenarios differ."""

from sim.scenario.diff import differing_values
from sim.scenario.load import load_scenario
from sim.scenario.text.files import shipped_root

RUSSIA = shipped_root() / "russia.yaml"


def test_diff_lists_exactly_what_differs() -> None:
    changed = load_scenario(RUSSIA, settings={"corruptible_share": "0.02", "arms.retention-5.0.value": "3"})
    found = {entry.key: (entry.first, entry.second) for entry in differing_values(load_scenario(RUSSIA), changed)}
    assert found == {"parameters.corruptible_share": (0.01, 0.02), "arms.retention-5.0.value": (5.0, 3.0)}


def test_a_scenario_does_not_differ_from_itself() -> None:
    assert differing_values(load_scenario(RUSSIA), load_scenario(RUSSIA)) == []
