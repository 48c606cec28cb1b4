"""Parts are merged into the same bytes, however their runs came about."""

import shutil

import pytest

from sim.experiments.making import families
from sim.experiments.problems import DamageError
from sim.experiments.store import layout, merging
from sim.experiments.store.inventory import stored_runs
from sim.experiments.store.merging import merge_parts
from sim.experiments.store.parquet import connect, files
from sim.experiments.store.parts import part_files, read_origins
from tests.experiments.folders import contents, run, small
from tests.experiments.scattered import N_ROWS, scatter


@pytest.fixture(scope="module")
def few_in_a_part():
    """Have parts of two runs, so that a small experiment has several."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "_FEWEST_RUNS", 2)
        patch.setattr(layout, "_MOST_RUNS", 2)
        yield


@pytest.fixture(scope="module")
def done(few_in_a_part, tmp_path_factory):
    folder = tmp_path_factory.mktemp("merged") / "experiment"
    run(folder, n_seeds=5)
    return folder


def test_parts_hold_what_was_planned_and_nothing_else_is_left(done):
    origins = read_origins(part_files(done / "runs"))
    assert sorted(len(origin.runs) for origin in origins.values()) == [1, 1, 1, 2, 2, 2, 2, 2, 2]
    assert {path.name for path in (done / "runs").iterdir()} == {path.name for path in origins} | {"SHA256SUMS"}


@pytest.mark.parametrize("options", [{"n_workers": 2}, {}], ids=["two workers", "batches of one"])
def test_workers_and_batches_leave_no_trace(done, tmp_path, monkeypatch, options):
    if not options:
        monkeypatch.setattr(families, "_MOST_RUNS_IN_BATCH", 1)
    run(tmp_path / "x", n_seeds=5, **options)
    assert contents(tmp_path / "x") == contents(done)


def test_large_runs_are_packed_one_by_one_wherever_they_lay_before(few_in_a_part, tmp_path, monkeypatch):
    run(tmp_path / "x", n_seeds=5)
    scatter(tmp_path / "x", 1)  # as small runs
    monkeypatch.setattr(layout, "_ROWS_TOGETHER", N_ROWS)
    shutil.copytree(tmp_path / "x", tmp_path / "y")
    scatter(tmp_path / "y", 2)  # as large ones, at other places
    run(tmp_path / "z", n_seeds=2)  # which lie right as they are made
    for name in "xyz":
        run(tmp_path / name, n_seeds=5)
    assert contents(tmp_path / "x") == contents(tmp_path / "y") == contents(tmp_path / "z")
    assert groups(tmp_path / "x") == {N_ROWS}


def test_scattered_runs_are_sorted_into_the_same_bytes(done, tmp_path, monkeypatch):
    folder = shutil.copytree(done, tmp_path / "x")
    scatter(folder, 1)
    monkeypatch.setattr(merging, "_MOST_OPENED", 0)
    run(folder, n_seeds=5)
    assert contents(folder) == contents(done)


def test_runs_are_packed_together_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(layout, "_ROWS_TOGETHER", 2 * N_ROWS + 1)
    run(tmp_path / "x", n_seeds=5)
    assert groups(tmp_path / "x") == {2 * N_ROWS, N_ROWS}
    shutil.copytree(tmp_path / "x", tmp_path / "y")
    scatter(tmp_path / "y", 3)
    run(tmp_path / "y", n_seeds=5)
    assert contents(tmp_path / "y") == contents(tmp_path / "x")


def groups(folder):
    """Return how many rows the parts pack together."""
    with connect() as connection:
        query = f"SELECT row_group_num_rows FROM parquet_metadata({files(*part_files(folder / 'runs'))})"
        return {n_rows for (n_rows,) in connection.execute(query).fetchall()}


def test_seeds_and_arms_that_came_later_leave_no_trace(done, tmp_path):
    run(tmp_path / "x", small(arms=("ban",)), n_seeds=1)
    run(tmp_path / "x", small(arms=("ban",)), n_seeds=4)
    run(tmp_path / "x", n_seeds=5)
    assert contents(tmp_path / "x") == contents(done)


def test_runs_in_other_parts_are_brought_into_these(done, tmp_path):
    folder = shutil.copytree(done, tmp_path / "x")
    scatter(folder, 1)
    assert contents(folder) != contents(done)
    assert run(folder, n_seeds=5).n_made == 0
    assert contents(folder) == contents(done)


def test_what_lies_right_is_not_written_again(done, tmp_path):
    folder = shutil.copytree(done, tmp_path / "x")
    before = {path: path.stat().st_ino for path in part_files(folder / "runs")}
    run(folder, n_seeds=6)
    after = {path: path.stat().st_ino for path in part_files(folder / "runs")}
    assert len(before.items() & after.items()) == 6  # of nine, the last of each arm has one run more


def test_a_part_that_lacks_rows_is_told_and_nothing_removed(done, tmp_path):
    folder = shutil.copytree(done, tmp_path / "x")
    scatter(folder, 1)
    before = stored_runs(folder / "runs")
    (folder / "runs" / ".tmp").mkdir()
    with pytest.raises(DamageError, match=f"which should have {N_ROWS + 1} each"):
        merge_parts(folder / "runs", N_ROWS + 1)
    assert stored_runs(folder / "runs") == before
