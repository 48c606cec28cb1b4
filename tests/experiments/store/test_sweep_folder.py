"""The folder of a sweep: runs by content, points in every table, and extensions that equal what is made at once."""

import csv
import json
import shutil

import pytest

from sim.experiments.design.experiment import design_experiment
from sim.experiments.problems import UsageError
from sim.experiments.simulate import Options, run_experiment
from sim.experiments.store.record import read_record
from tests.experiments.folders import contents, experiment, run, small
from tests.experiments.sweeps import POINTS, rows, run_sweep, sweep, tables

RUN = "SELECT month, place, outcome, value FROM {} WHERE policy = 'ban' AND seed = 1"


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sweep") / "experiment"
    assert run_sweep(folder).n_made == 12
    return folder


def test_every_table_has_its_points(done):
    assert rows(done, "SELECT DISTINCT policy, point, seed FROM {} ORDER BY ALL") == [
        (policy, point, seed) for policy in ("ban", "status-quo") for point in (0, 1, 2) for seed in (0, 1)
    ]
    table = rows(done, "SELECT policy, point, seed, month, place, outcome FROM {}")
    assert table == sorted(table)
    assert (done / "points.csv").read_text().splitlines() == [
        "point,findable_share,retention_days", "0,0.05,30.0", "1,0.5,30.0", "2,0.05,5.0",
    ]  # fmt: skip
    with (done / "by_point.csv").open(newline="") as file:
        by_point = list(csv.DictReader(file))
    assert {(row["point"], row["findable_share"]) for row in by_point} == {("0", "0.05"), ("1", "0.5"), ("2", "0.05")}
    assert {(row["n_pairs"], row["planned_pairs"]) for row in by_point if row["outcome"] == "offences"} == {("2", "2")}
    assert not {"comparison.csv", "summary.csv"} & {path.name for path in done.iterdir()}


def test_the_data_package_describes_points_and_comparisons(done):
    package = json.loads((done / "datapackage.json").read_text())
    resources = {resource["path"]: resource for resource in package["resources"]}
    fields = {field["name"]: field for field in resources["points.csv"]["schema"]["fields"]}
    assert list(fields) == ["point", "findable_share", "retention_days"]
    assert fields["findable_share"]["type"] == "number"
    assert "share of sought people" in fields["findable_share"]["description"]
    with (done / "by_point.csv").open(newline="") as file:
        header = next(csv.reader(file))
    assert header == [field["name"] for field in resources["by_point.csv"]["schema"]["fields"]]
    assert "by_point.csv" in (done / "README.txt").read_text()


@pytest.mark.parametrize(("point", "given"), [(0, {}), (1, {"findable_share": "0.5"}), (2, {"retention_days": "5"})])
def test_a_run_at_a_point_is_that_of_a_scenario_with_its_values(done, tmp_path, point, given):
    run(tmp_path / "alone", small(arms=("ban",), **given), n_seeds=2)
    assert rows(done, f"{RUN} AND point = {point} ORDER BY ALL") == rows(tmp_path / "alone", f"{RUN} ORDER BY ALL")


def test_the_same_seed_has_the_same_luck_at_every_point(done):
    """How long recordings are kept changes no offence before anybody is found by them: draws do not know the point."""
    query = "SELECT value FROM {} WHERE seed = 0 AND outcome = 'offences' AND place = 'country' AND month = '2016-01'"
    values = rows(done, f"{query} AND policy = 'status-quo' ORDER BY point")
    assert len(values) == 3
    assert len(set(values)) == 1


def test_the_same_sweep_again_makes_nothing_and_changes_nothing(done):
    before = contents(done)
    again = run_sweep(done)
    assert (again.n_made, again.n_kept) == (0, 12)
    assert contents(done) == before


@pytest.mark.parametrize(("points", "n_seeds"), [(POINTS[:2], 2), (POINTS, 1), ([POINTS[2], POINTS[0]], 1)])
def test_an_extension_makes_what_is_missing_and_equals_what_is_made_at_once(done, tmp_path, points, n_seeds):
    folder = tmp_path / "grown"
    first = run_sweep(folder, sweep(points), n_seeds=n_seeds)
    second = run_sweep(folder)
    assert first.n_made + second.n_made == 12
    assert tables(folder) == tables(done)


def test_a_shorter_design_or_fewer_seeds_take_nothing_away(done, tmp_path):
    folder = shutil.copytree(done, tmp_path / "copy")
    assert run_sweep(folder, sweep(POINTS[:1]), n_seeds=1).n_made == 0
    assert tables(folder) == tables(done)


def test_another_arm_is_made_alone(done, tmp_path):
    folder = shutil.copytree(done, tmp_path / "copy")
    assert run_sweep(folder, sweep(arms=("ban", "retention-5"))).n_made == 6
    assert len(rows(folder, "SELECT DISTINCT policy, point, seed FROM {}")) == 18


def test_workers_and_their_number_change_nothing(done, tmp_path):
    run_sweep(tmp_path / "two", n_workers=2)
    assert contents(tmp_path / "two") == contents(done)


def test_a_folder_keeps_its_points_and_its_kind(done, tmp_path):
    folder = shutil.copytree(done, tmp_path / "copy")
    with pytest.raises(UsageError, match="2 of its 3 points are not among the 2 of this design"):
        run_sweep(folder, sweep([POINTS[0], {"findable_share": 0.1, "retention_days": 30.0}]))
    with pytest.raises(UsageError, match="holds a sweep of 3 points"):
        run_experiment(experiment(small(arms=("ban",))), folder, Options(2))
    run(tmp_path / "alone", small(arms=("ban",)))
    with pytest.raises(UsageError, match="holds an experiment without a design"):
        run_sweep(tmp_path / "alone")
    assert contents(folder) == contents(done)


def test_runs_of_other_folders_are_taken_over_whether_they_were_swept_or_not(tmp_path):
    scenario = small(arms=("ban",), findable_share="0.5")
    alone = design_experiment(scenario, "compiled")
    run_experiment(alone, tmp_path / alone.default_folder, Options(2))
    made = sweep()
    assert run_sweep(tmp_path / made.default_folder, made, takes_over=True).n_made == 8
    other = design_experiment(small(arms=("ban",), retention_days="5"), "compiled")
    taken = run_experiment(other, tmp_path / other.default_folder, Options(2, takes_over=True))
    assert (taken.n_made, taken.n_kept) == (0, 4)


@pytest.mark.parametrize("how", ["lost", "damaged"])
def test_a_record_that_is_lost_is_made_again_from_the_parts_of_all_points(done, tmp_path, how):
    folder = shutil.copytree(done, tmp_path / "copy")
    (folder / "experiment.json").write_text("{") if how == "damaged" else (folder / "experiment.json").unlink()
    again = run_sweep(folder)
    assert again.n_made == 0
    assert not again.damaged
    assert tables(folder) == tables(done)


def test_a_record_that_is_lost_keeps_arms_and_seeds_that_the_command_does_not_ask_for(tmp_path):
    run_sweep(tmp_path / "folder", sweep(arms=("ban", "retention-5")))
    before = tables(tmp_path / "folder")
    (tmp_path / "folder" / "experiment.json").unlink()
    assert run_sweep(tmp_path / "folder", n_seeds=1).n_made == 0
    assert run_sweep(tmp_path / "folder", sweep(arms=("ban", "retention-5"))).n_made == 0
    assert tables(tmp_path / "folder") == before


def test_a_lost_record_of_more_points_is_not_made_up(done, tmp_path):
    folder = shutil.copytree(done, tmp_path / "copy")
    (folder / "experiment.json").unlink()
    before = contents(folder)
    with pytest.raises(UsageError, match="is missing, and the runs there belong to a sweep of more points than this"):
        run_sweep(folder, sweep(POINTS[:2]))
    assert contents(folder) == before


def test_a_damaged_part_is_made_again_alone(done, tmp_path):
    folder = shutil.copytree(done, tmp_path / "copy")
    part = sorted((folder / "runs").glob("*.parquet"))[0]
    part.write_bytes(part.read_bytes()[:-1])
    again = run_sweep(folder)
    assert (again.n_made, len(again.damaged)) == (6, 1)  # those of one arm
    assert tables(folder) == tables(done)


def test_two_points_with_the_same_values_share_their_runs(tmp_path):
    """As trajectories of Morris's design do where they cross."""
    made = run_sweep(tmp_path / "twice", sweep([POINTS[0], POINTS[1], POINTS[0]]), n_seeds=1)
    assert made.n_made == 4
    assert len(rows(tmp_path / "twice", "SELECT DISTINCT policy, point, seed FROM {}")) == 6


def test_an_experiment_without_a_design_has_no_word_of_points_in_its_record(tmp_path):
    run(tmp_path / "alone", small(arms=("ban",)), n_seeds=1)
    assert not {"points", "design"} & set(json.loads((tmp_path / "alone" / "experiment.json").read_text()))
    assert read_record(tmp_path / "alone").points == []
