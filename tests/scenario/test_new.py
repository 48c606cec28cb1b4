"""new: a valid file to start from, which overwrites nothing."""

from pathlib import Path

import pytest

from sim.scenario.load import load_scenario
from sim.scenario.new import new_scenario
from sim.scenario.shipped import resolve_scenario_path
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


@pytest.mark.parametrize(
    "parent", ["russia", "retention", "bundles", "levers", "template-country", "classroom/one-city"]
)
def test_a_new_scenario_compares_what_its_author_wrote_and_says_what_else_there_is(tmp_path: Path, parent: str) -> None:
    before = load_scenario(resolve_scenario_path(parent))
    made = new_scenario("my-world", parent, tmp_path)
    assert load_scenario(made).arms == (before.baseline, "my-policy")
    for name in before.arms[1:]:
        line = next(line for line in made.read_text().splitlines() if line.startswith(f"  {name}: null"))
        assert line.endswith(".yaml")
    text = made.read_text().replace(next(line for line in made.read_text().splitlines() if ": null" in line), "")
    made.write_text(text)
    assert set(load_scenario(made).arms) == {before.baseline, before.arms[1], "my-policy"}


def test_only_an_inherited_arm_can_be_left_out(tmp_path: Path) -> None:
    made = new_scenario("my-world", "retention", tmp_path)
    made.write_text(made.read_text().replace("retention-14: null", "retention-15: null"))
    with pytest.raises(
        ScenarioError, match=r"arms\.retention-15: must be a list of entries, \[\] for none; got nothing"
    ):
        load_scenario(made)
