"""A folder of a sweep as Python users hold it."""

from pathlib import Path

import pytest

import sim
from sim.experiments.problems import UsageError
from sim.experiments.store.schema import ComparisonRow
from tests.experiments.sweeps import POINTS, run_sweep


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> sim.Experiment:
    folder = tmp_path_factory.mktemp("swept") / "experiment"
    run_sweep(folder)
    return sim.open(folder)


def test_points_and_comparisons_are_data_frames(swept: sim.Experiment) -> None:
    assert swept.points.to_dict("records") == [{"point": n, **values} for n, values in enumerate(POINTS)]
    frame = swept.by_point
    assert tuple(frame.columns) == ("point", *POINTS[0], *ComparisonRow._fields, "planned_pairs")
    assert frame[frame["point"] == 1]["findable_share"].unique().tolist() == [0.5]
    outcomes = swept.outcomes
    assert outcomes.groupby("point").size().nunique() == 1
    assert sorted(outcomes["point"].unique()) == [0, 1, 2]
    assert "point" in swept.cities.columns


def test_what_would_put_points_together_is_refused(swept: sim.Experiment) -> None:
    for ask in (lambda: swept.comparison, lambda: swept.plot("offences")):
        with pytest.raises(UsageError, match="holds a sweep of 3 points, and nothing puts them together; see by_point"):
            ask()


def test_the_answer_is_how_far_differences_reach(swept: sim.Experiment) -> None:
    assert "the lowest and the highest difference from “No new rule” at any point" in swept.answer
    assert "no mean over points" in swept.answer
    assert "2 runs of each at each of 3 points" in repr(swept)
    assert swept._repr_html_().count("<table>") == 1


def test_the_report_shows_reach_points_and_pictures_and_works_alone(swept: sim.Experiment, tmp_path: Path) -> None:
    html = (swept.folder / "report.html").read_text(encoding="utf-8")
    assert "Lowest and highest differences of any point: No face recognition minus No new rule" in html
    assert "1: findable_share 0.5, retention_days 30" in html
    assert "The sweep varies these in place of the value shown: findable_share, retention_days." in html
    assert "<script" not in html
    assert {path.stem for path in (swept.folder / "figures").iterdir()} >= {"difference-cameras_recognising"}
    chart = (swept.folder / "figures" / "difference-cameras_recognising.svg").read_text(encoding="utf-8")
    assert "Simulation, not observation" in chart
