"""new: a valid file to start from, which overwrites nothing."""

from pathlib import Path

import pytest

from sim.scenario.load import load_scenario
from sim.scenario.new import new_scenario
from sim.scenario.text.problems import ScenarioError


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


def test_new_does_not_write_through_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "made.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    with pytest.raises(ScenarioError, match="exists already"):
        new_scenario("made", "russia", tmp_path)
    assert not (tmp_path / "elsewhere.yaml").exists()
