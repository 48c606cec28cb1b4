"""What a child inherits, where messages point, and that no reference leaves the folder."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sim.scenario.load import load_scenario
from sim.scenario.text.files import open_source, referenced_file, shipped_root
from sim.scenario.text.problems import Place, ScenarioError
from sim.scenario.text.tree import Node
from tests.scenario.files import VALID, changed, problems_of, write

HEAD = "format: 1\nname: child\ntitle: A child\nextends: small.yaml\n"


def child(folder: Path, text: str, parent: str = VALID) -> Path:
    write(folder, parent)
    path = folder / "child.yaml"
    path.write_text(HEAD + text)
    return path


def test_maps_merge_and_lists_replace(tmp_path: Path) -> None:
    text = "parameters: {findable_share: 0.1}\nevents: []\narms:\n  short: []\n  none: []\n"
    scenario = load_scenario(child(tmp_path, text))
    assert scenario.world.parameters.corruptible_share == 0.01
    assert scenario.world.parameters.findable_share == 0.1
    assert (scenario.world.factors.match == 1.0).all()
    assert scenario.arms == ("status-quo", "short", "pause", "none")
    assert scenario.resolved_arms["short"] == []
    assert (scenario.name, scenario.title, scenario.description) == ("child", "A child", "")


def test_a_file_has_its_own_name_and_title(tmp_path: Path) -> None:
    path = child(tmp_path, "")
    path.write_text("format: 1\nextends: small.yaml\n")
    assert [problem.path for problem in problems_of(path)] == ["name", "title"]


def test_a_mistake_of_the_parent_names_the_parent(tmp_path: Path) -> None:
    path = child(tmp_path, "levers: {audit_share: 2}\n", changed("share: 0.01", "share: 7"))
    own, inherited = problems_of(path)
    assert (own.file, own.line, own.column) == (str(path), 5, 23)
    assert (inherited.file, inherited.line, inherited.column) == (str(tmp_path / "small.yaml"), 10, 22)


def test_files_are_looked_for_beside_the_file_that_names_them(tmp_path: Path) -> None:
    write(tmp_path / "scenarios" if (tmp_path / "scenarios").mkdir() is None else tmp_path)
    below = tmp_path / "scenarios" / "deep"
    below.mkdir()
    (below / "child.yaml").write_text(HEAD.replace("small.yaml", "../small.yaml"))
    assert len(load_scenario(below / "child.yaml").world.cities) == 3


def test_a_circle_is_named_as_a_chain(tmp_path: Path) -> None:
    for one, other in (("a", "b"), ("b", "c"), ("c", "a")):
        (tmp_path / f"{one}.yaml").write_text(HEAD.replace("small", other))
    (problem,) = problems_of(tmp_path / "a.yaml")
    names = " -> ".join(str(tmp_path / f"{name}.yaml") for name in "abca")
    assert str(problem) == f"{tmp_path / 'c.yaml'}:4:10: extends: goes in a circle: {names}"


def test_a_chain_has_at_most_eight_files(tmp_path: Path) -> None:
    write(tmp_path)
    for number in range(9):
        parent = "small" if number == 0 else f"f{number - 1}"
        (tmp_path / f"f{number}.yaml").write_text(HEAD.replace("small", parent))
    assert problems_of(tmp_path / "f6.yaml") == ()
    assert "more than 8 files" in problems_of(tmp_path / "f7.yaml")[0].message


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../out.yaml", "~/x.yaml", "a\\b.yaml", "C:x.yaml", "a/../../out.yaml", "link.yaml", "x.txt", "."],
)
def test_no_reference_leads_outside(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "inside"
    (inside / "a").mkdir(parents=True)
    write(tmp_path)
    (tmp_path / "small.yaml").rename(tmp_path / "out.yaml")
    (inside / "link.yaml").symlink_to(tmp_path / "out.yaml")
    (inside / "x.txt").write_text(VALID)
    (inside / "child.yaml").write_text(HEAD.replace("small.yaml", f"'{name}'"))
    (problem,) = problems_of(inside / "child.yaml")
    assert (problem.path, problem.line, problem.column) == ("extends", 4, 10)


PARTS = st.sampled_from(
    ["..", ".", "a", "small.yaml", "out.yaml", "link", "link.yaml", "~", "", "\0", "\\", "etc", "C:"]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(["link", "out.yaml"])
@given(st.lists(st.one_of(PARTS, st.text(max_size=3)), max_size=6))
def test_any_path_stays_inside_or_is_refused(tmp_path: Path, parts: list[str]) -> None:
    inside = tmp_path / "inside"
    (inside / "a").mkdir(parents=True, exist_ok=True)
    if not (inside / "link").exists():
        write(inside)
        (tmp_path / "out.yaml").write_text(VALID)
        (inside / "link").symlink_to(tmp_path)
        (inside / "link.yaml").symlink_to(tmp_path / "out.yaml")
    place = Place("x", 1, 1)
    try:
        found = referenced_file(
            open_source(inside / "small.yaml"), Node("/".join(parts), place, place), "extends", (".yaml",)
        )
    except ScenarioError:
        return
    assert any(found.path.resolve().is_relative_to(root.resolve()) for root in (inside, shipped_root()))


@pytest.mark.parametrize("parent", ["/etc/x.yaml", "none.yaml", "broken.yaml"])
def test_a_parent_that_cannot_be_read_hides_no_other_mistake(tmp_path: Path, parent: str) -> None:
    (tmp_path / "broken.yaml").write_text("a: [")
    path = tmp_path / "child.yaml"
    wrong = "evnts: []\narms:\n  a: [{lever: retention_day, value: 5, from: 2021-01}, {use: of-the-parent}]\n"
    path.write_text(HEAD.replace("small.yaml", parent) + wrong)
    messages = [str(problem).rpartition("/")[2] for problem in problems_of(path)]
    assert len(messages) == 3, messages  # and nothing is said to be missing
    assert any("evnts: is not a known key" in message for message in messages)
    assert any("Did you mean retention_days" in message for message in messages)


def test_an_arm_left_out_is_no_mistake_where_the_parent_cannot_be_read(tmp_path: Path) -> None:
    path = child(tmp_path, "arms:\n  short: null\n", "format: [\n")
    assert {problem.file.rsplit("/", 1)[-1] for problem in problems_of(path)} == {"small.yaml"}
    path = child(tmp_path, "arms:\n  none: null\n")
    assert [problem.path for problem in problems_of(path)] == ["arms.none"]
