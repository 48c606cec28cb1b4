"""Design files: what loads gives points within its ranges, and what is wrong is told with its place, all at once."""

from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from sim.scenario.designs.load import read_design
from sim.scenario.designs.schema import design_schema
from sim.scenario.designs.shipped import resolve_design_path, shipped_designs
from sim.scenario.load import load_scenario
from sim.scenario.registry import registered_parameters
from sim.scenario.text.files import shipped_root
from sim.scenario.text.problems import ScenarioError
from tests.scenario.designs.files import CUBE, GRID, HEAD, LIST, MORRIS, SOBOL, one_city, problems_of, read

SCENARIO = one_city()
LOG_LOW, LOG_HIGH = 0.001, 0.05  # of corruptible_share, in the registry


def test_a_grid_is_every_combination_in_the_order_of_the_file(tmp_path: Path) -> None:
    design = read(tmp_path, GRID, SCENARIO)
    assert design.points == tuple(
        {"retention_days": days, "corruptible_share": share} for days in (5.0, 30.0) for share in (0.01, 0.02, 0.03)
    )
    assert design.about["varied"] == {
        "retention_days": {"values": [5.0, 30.0]},
        "corruptible_share": {"values": [0.01, 0.02, 0.03]},
    }


def test_what_a_point_of_a_list_leaves_out_has_the_value_of_the_scenario(tmp_path: Path) -> None:
    assert read(tmp_path, LIST, SCENARIO).points == (
        {"retention_days": 5.0, "corruptible_share": 0.01, "consent_mode": "none"},
        {"retention_days": 30.0, "corruptible_share": 0.02, "consent_mode": "opt_in"},
    )


@pytest.mark.parametrize(("text", "n_points"), [(SOBOL, 8), (CUBE, 5), (MORRIS, 9)])
def test_drawn_points_lie_within_their_ranges_and_are_the_same_again(tmp_path: Path, text: str, n_points: int) -> None:
    design = read(tmp_path, text, SCENARIO)
    assert len(design.points) == n_points
    assert design.points == read(tmp_path, text, SCENARIO).points
    assert design.points != read(tmp_path, text.replace("seed: 7", "seed: 8"), SCENARIO).points
    assert all(LOG_LOW <= point["corruptible_share"] <= LOG_HIGH for point in design.points)
    assert all(1.0 <= point["retention_days"] <= 90.0 for point in design.points)
    assert design.about["seed"] == 7
    assert design.about["varied"]["corruptible_share"] == {"low": LOG_LOW, "high": LOG_HIGH, "scale": "log"}


def test_a_latin_hypercube_has_a_point_in_every_slice_of_every_range(tmp_path: Path) -> None:
    points = read(tmp_path, CUBE, SCENARIO).points
    ends = {"corruptible_share": (LOG_LOW, LOG_HIGH), "retention_days": (1.0, 90.0)}
    for name, (low, high) in ends.items():
        shares = [np.log(point[name] / low) / np.log(high / low) for point in points]
        assert sorted(int(5 * share) for share in shares) == [0, 1, 2, 3, 4]


def test_one_step_of_a_trajectory_changes_one_number(tmp_path: Path) -> None:
    points = read(tmp_path, MORRIS, SCENARIO).points
    for first in range(0, 9, 3):
        way = points[first : first + 3]
        changed = [{name for name in one if one[name] != other[name]} for one, other in zip(way, way[1:], strict=False)]
        assert sorted(map(sorted, changed)) == [["corruptible_share"], ["retention_days"]]


@pytest.mark.parametrize(
    ("text", "few", "many"), [(SOBOL, "points: 8", "points: 16"), (MORRIS, "trajectories: 3", "trajectories: 5")]
)
def test_a_longer_design_keeps_the_points_of_a_shorter_one(tmp_path: Path, text: str, few: str, many: str) -> None:
    short, long = read(tmp_path, text, SCENARIO).points, read(tmp_path, text.replace(few, many), SCENARIO).points
    assert long[: len(short)] == short
    assert len(long) > len(short)


def test_points_depend_on_nothing_but_the_file(tmp_path: Path) -> None:
    """Another library, or another version of it, must draw the same, or stored sweeps could not be extended."""
    assert read(tmp_path, SOBOL, SCENARIO).points[0] == {
        "corruptible_share": 0.0127366645519, "retention_days": 62.0363892017,
    }  # fmt: skip


@pytest.mark.parametrize(("text", "told"), [
    (GRID.replace("corruptible_share", "corruptible_shar"),
     [":7:3: vary.corruptible_shar: is neither a parameter nor a lever; ", "Did you mean corruptible_share?"]),
    (GRID.replace("retention_days:", "people_per_agent:"), [":6:3: vary.people_per_agent: cannot be varied"]),
    (GRID.replace("kind: grid", "kind: gird"), [":4:7: kind: there is no design 'gird'; ", "Did you mean grid?"]),
    (GRID.replace("kind: grid\n", ""), ["kind: is missing"]),
    (GRID.replace("[5, 30]", "[5, 30, 5]"), [":6:27: vary.retention_days.2: is 5 a second time; leave one out"]),
    (GRID.replace("[5, 30]", "[5, -1]"), [":6:23: vary.retention_days.1: is -1, outside the limits 0 to 365"]),
    (GRID.replace("[5, 30]", "30"), ["vary.retention_days: must be a list of values, or steps"]),
    (GRID.replace("levels: 3", "levels: 1"), ["vary.corruptible_share.levels: must be at least 2; got 1"]),
    (GRID.replace(", levels: 3", ""), ["vary.corruptible_share.levels: is missing"]),
    (GRID.replace("[5, 30]", "{low: 0, high: 9, levels: 999}").replace("levels: 3", "levels: 999"),
     ["vary: makes 998,001 points; at most 65,536 are possible"]),
    (SOBOL.replace("points: 8", "points: 12"), [":5:9: points: must be a power of two", "write 8 or 16"]),
    (SOBOL.replace("seed: 7\n", ""), ["seed: is missing"]),
    (SOBOL.replace("{low: 1, high: 90}", "range"),
     [":9:19: vary.retention_days: carries no range of its own; give low and high"]),
    (SOBOL.replace("{low: 1, high: 90}", "{low: 90, high: 1}"), ["has low 90 and high 1; low must be below high"]),
    (SOBOL.replace("{low: 1, high: 90}", "{lo: 1, high: 90}"),
     ["vary.retention_days.lo: is not a known key", "Did you mean low?"]),
    (SOBOL.replace("share: range", "share: {high: 5%}"),
     ["vary.corruptible_share.high: must be a number", "write 0.05"]),
    (SOBOL.replace("share: range", "share: 3"), ["vary.corruptible_share: must be 'range' or a mapping"]),
    (SOBOL + "  consent_mode: {low: 0, high: 1}\n", ["vary.consent_mode: has no range, since it is not a number"]),
    (LIST + "  - {consent_mode: maybe}\n", ["points.2.consent_mode: must be none or opt_out or opt_in"]),
    (LIST + "  - {retention_days: 5}\n", [":8:5: points.2: has the same values as points.0; leave one out"]),
    (HEAD + "kind: list\npoints: []\n", ["points: must not be empty"]),
    (MORRIS.replace("trajectories: 3", "points: 3"), ["points: is not a known key", "trajectories: is missing"]),
    ("- 1\n", [":1:1: must be a mapping that begins with 'format: 1'; got a list"]),
    (GRID.replace("[5, 30]", "&a [5, 30]"), ["uses an anchor"]),
])  # fmt: skip
def test_mistakes_are_told_with_their_place(tmp_path: Path, text: str, told: list[str]) -> None:
    found = "\n".join(problems_of(tmp_path, text, SCENARIO))
    for part in told:
        assert part in found


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = GRID.replace("format: 1", "format: 2").replace("[5, 30]", "[5, x]").replace("low: 0.01", "low: 7")
    found = problems_of(tmp_path, text, SCENARIO)
    assert [problem.split(": ")[1] for problem in found] == [
        "format",
        "vary.retention_days.1",
        "vary.corruptible_share.low",
    ]


def test_a_range_is_that_of_the_scenario_where_it_gives_one(tmp_path: Path) -> None:
    path = shipped_root() / "classroom" / "one-city.yaml"
    child = tmp_path / "child.yaml"
    head = f"format: 1\nname: child\ntitle: Child\nextends: classroom/{path.name}\n"
    child.write_text(f"{head}parameters: {{corruptible_share: {{value: 0.02, low: 0.01, high: 0.03}}}}\n")
    points = read(tmp_path, SOBOL, load_scenario(child, people_per_agent=500)).points
    assert all(0.01 <= point["corruptible_share"] <= 0.03 for point in points)


RANGED = {p.name: (p.low, p.high) for p in registered_parameters() if p.low < p.high}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(st.sampled_from(sorted(RANGED)), min_size=1, max_size=6, unique=True),
    kind=st.sampled_from(["sobol", "latin_hypercube"]),
    power=st.integers(0, 5),
    seed=st.integers(0, 2**32 - 1),
)
def test_valid_designs_give_points_within_ranges(
    tmp_path: Path, names: list[str], kind: str, power: int, seed: int
) -> None:
    vary = "".join(f"  {name}: range\n" for name in names)
    design = read(tmp_path, f"{HEAD}kind: {kind}\npoints: {2**power}\nseed: {seed}\nvary:\n{vary}", SCENARIO)
    assert len(design.points) == 2**power
    for point in design.points:
        assert list(point) == names
        assert all(RANGED[name][0] <= value <= RANGED[name][1] for name, value in point.items())


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.sampled_from([GRID, LIST, SOBOL, CUBE, MORRIS]),
    at=st.floats(0.0, 1.0),
    cut=st.integers(0, 12),
    put=st.text(st.sampled_from(" \t\n:-[]{},'\"&*!%#|>0159.exyé\0"), max_size=8),
)
def test_broken_designs_are_refused_in_words_and_nothing_else_happens(
    tmp_path: Path, text: str, at: float, cut: int, put: str
) -> None:
    place = int(at * len(text))
    path = tmp_path / "broken.yaml"
    path.write_text(text[:place] + put + text[place + cut :], encoding="utf-8")
    found = problems_or_points(path)
    assert found
    assert all(isinstance(one, dict) or one.message for one in found)


def problems_or_points(path: Path) -> tuple[object, ...]:
    """Return what is wrong with a design, or its points; any other error goes through."""
    try:
        return read_design(path, SCENARIO).points
    except ScenarioError as error:
        return error.problems


@pytest.mark.parametrize("path", shipped_designs(), ids=lambda path: path.stem)
def test_every_shipped_design_loads_and_names_its_schema(path: Path) -> None:
    assert read_design(path, SCENARIO).points
    first = path.read_text(encoding="utf-8").splitlines()[0]
    schema = path.parent / first.removeprefix("# yaml-language-server: $schema=")
    assert schema.resolve() == (shipped_root() / "schema" / "design.schema.json").resolve()


@pytest.mark.parametrize("text", [GRID, LIST, SOBOL, CUBE, MORRIS])
def test_editors_are_told_of_every_kind_of_design(text: str) -> None:
    schema = Draft7Validator(design_schema())
    assert not list(schema.iter_errors(yaml.safe_load(text)))
    for wrong in (text.replace("retention_days", "retention"), text.replace("kind:", "sort:")):
        assert list(schema.iter_errors(yaml.safe_load(wrong)))


def test_a_design_is_found_by_name_and_a_wrong_name_is_told_with_the_nearest() -> None:
    assert resolve_design_path("storage-and-sellers") in shipped_designs()
    with pytest.raises(ScenarioError, match="is not a design file; .*Did you mean storage-and-sellers"):
        resolve_design_path("storage-and-seller")
