"""What is said of a sweep: pairs within a point, none that is incomplete, and no mean over points."""

import shutil
from collections import Counter

import pytest

from sim.analysis.compare.comparison import compare
from sim.analysis.compare.points import Reach, compared_otherwise, reach_of
from sim.experiments.problems import UsageError
from sim.experiments.store.reader import read_results
from sim.experiments.store.record import read_record
from sim.experiments.store.schema import PointRow
from sim.experiments.store.tables import write_outcomes
from sim.present.folder import update_folder
from sim.present.terminal import sweep_text
from tests.experiments.folders import run, small
from tests.experiments.scattered import lose
from tests.experiments.sweeps import run_sweep, sweep


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    folder = tmp_path_factory.mktemp("points") / "experiment"
    run_sweep(folder)
    return folder


@pytest.mark.slow
def test_at_each_point_is_said_what_is_said_of_it_alone(done, tmp_path):
    by_point = read_results(done).by_point
    for point, given in enumerate(({}, {"findable_share": "0.5"}, {"retention_days": "5"})):
        run(tmp_path / str(point), small(arms=("ban",), **given), n_seeds=2)
        assert [one.row for one in by_point if one.point == point] == compare(tmp_path / str(point))


@pytest.mark.slow
def test_a_pair_of_which_a_run_is_missing_is_left_out_and_counted(done, tmp_path):
    folder = shutil.copytree(done, tmp_path / "copy")
    run_sweep(folder, n_seeds=4)
    whole = rows_by_name(folder)
    point = sweep().points[1].identity
    lose(folder, point, "ban", [2, 3])
    tables_again(folder)
    left, first = rows_by_name(folder), rows_by_name(done)
    assert [(left[at, "offences"].row.n_pairs, left[at, "offences"].planned_pairs) for at in (0, 1, 2)] == [
        (4, 4), (2, 4), (4, 4),
    ]  # fmt: skip
    assert {key: one for key, one in left.items() if key[0] != 1} == {k: one for k, one in whole.items() if k[0] != 1}
    for name in ("offences", "clearances_total", "support_mean"):  # of seeds 0 and 1 alone, in both runs of a pair
        assert left[1, name].row == first[1, name].row
    assert "10 of 12 simulated pairs are there" in " ".join(sweep_text(read_results(folder)).split())


@pytest.mark.slow
def test_a_point_without_a_run_has_rows_that_say_so(done, tmp_path):
    folder = shutil.copytree(done, tmp_path / "copy")
    point = sweep().points[1].identity
    lose(folder, point)
    tables_again(folder)
    left = rows_by_name(folder)
    assert left.keys() == rows_by_name(done).keys()
    assert {(one.row.n_pairs, one.row.difference, one.row.reading) for (at, _), one in left.items() if at == 1} == {
        (0, None, "undefined")
    }
    assert "4 of 6 simulated pairs are there" in " ".join(sweep_text(read_results(folder)).split())


def rows_by_name(folder):
    return {(one.point, one.row.outcome): one for one in read_results(folder).by_point}


def tables_again(folder):
    """Make the tables of the runs that are there, as a command does where the others fail."""
    record = read_record(folder)
    (folder / "runs" / ".tmp").mkdir(exist_ok=True)
    write_outcomes(folder, record)
    update_folder(folder)


@pytest.mark.slow
def test_another_baseline_and_other_months_are_compared_at_each_point(done):
    results = read_results(done)
    other = compared_otherwise(results, "ban", "2021-06", "2021-12")
    assert other.baseline == "ban"
    assert {one.row.policy for one in other.by_point} == {"status-quo"}
    assert {one.row.window for one in other.by_point} == {"2021-06 to 2021-12"}
    with pytest.raises(UsageError, match="no arm 'no' here"):
        compared_otherwise(results, "no")


def point_row(point: int, difference: float | None, reading: str, template) -> PointRow:
    return PointRow(
        point, 2, template._replace(policy="ban", outcome="offences", difference=difference, reading=reading)
    )


@pytest.mark.slow
def test_the_reach_is_from_the_lowest_to_the_highest_point_that_has_a_pair(done):
    template = read_results(done).by_point[0].row
    given = [(0, -1.0, "less"), (1, 3.0, "unclear"), (2, None, "undefined"), (3, -7.5, "less"), (4, 2.0, "more")]
    made = [point_row(*one, template) for one in given]
    reach = reach_of(made, "ban", "offences")
    assert reach == Reach(made[3], made[1], {"less": 2, "unclear": 1, "more": 1})
    assert reach.n_points == 4
    assert reach.verdict == "open"
    assert reach_of(made, "ban", "detections") is None
    assert reach_of(made[2:3], "ban", "offences") is None


@pytest.mark.slow
def test_the_text_names_the_points_and_tells_no_mean_over_them(done):
    text = sweep_text(read_results(done))
    assert "A sweep of 3 points (a list), 2 seeds at each" in " ".join(text.split())
    assert "6 of 6 simulated pairs are there, and" in text
    assert "no mean over points" in " ".join(text.split())
    assert "\n1: findable_share 0.5, retention_days 30" in text
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize(("readings", "verdict"), [
    ({"more": 3}, "more_everywhere"), ({"less": 3}, "less_everywhere"), ({"less": 1, "unclear": 2}, "less_somewhere"),
    ({"more": 2, "equal": 1}, "more_somewhere"), ({"more": 1, "less": 1, "too few": 1}, "open"),
    ({"equal": 3}, "equal"), ({"equal": 2, "too few": 1}, "unclear"), ({"unclear": 3}, "unclear"),
])  # fmt: skip
def test_what_may_be_said_of_all_points_together(readings, verdict):
    row = PointRow(0, 2, None)
    assert Reach(row, row, Counter(readings)).verdict == verdict
