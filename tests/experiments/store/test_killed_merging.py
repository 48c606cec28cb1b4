"""A command that is killed while it merges parts leaves one valid set of runs, at whichever step."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sim.experiments.store.inventory import close_parts, read_digests, stored_runs
from sim.experiments.store.merging import merge_parts
from sim.experiments.store.parquet import connect, file_name, rows_of
from sim.experiments.store.parts import part_files
from tests.experiments.folders import contents, run, small
from tests.experiments.scattered import N_ROWS, scatter

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """Return a folder, and copies whose merging was killed before each of its steps; the last one not at all."""
    done = tmp_path_factory.mktemp("killed") / "done"
    run(done, small(arms=("ban",)))
    folder = shutil.copytree(done, done.with_name("x"))
    scatter(folder, 1)
    command = [sys.executable, "-m", "tests.experiments.killed", str(folder), str(N_ROWS)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=300)
    return done, *sorted(done.parent.glob("x-*"), key=lambda path: int(path.name[2:]))


def test_a_kill_at_any_step_leaves_one_valid_set_of_runs(killed, tmp_path):
    done, *halfway, whole = killed
    assert len(halfway) == 2 * (4 + 3 + 3)  # a part put in its place and noted, three others forgotten and removed
    assert len(part_files(whole / "runs")) == 2
    before = said(done / "runs")
    for folder in halfway:
        runs = shutil.copytree(folder / "runs", tmp_path / folder.name)
        assert said(runs) == before, folder
        assert all((runs / name).exists() for name in read_digests(runs)), folder
        (runs / ".tmp").mkdir(exist_ok=True)
        merge_parts(runs, N_ROWS)
        close_parts(runs)
        assert contents(runs) == contents(done / "runs"), folder


def test_the_command_after_a_kill_ends_as_if_there_had_been_none(killed):
    done, *halfway = killed
    for folder in halfway[2::7]:
        assert run(folder, small(arms=("ban",))).n_made == 0
        assert contents(folder) == contents(done)


def said(parts: Path) -> list[tuple[object, ...]]:
    """Return what the stored runs say, each from the part that counts for it."""
    stored = stored_runs(parts)
    columns = {"run": np.array([*stored], object), "part": np.array([file_name(stored[run]) for run in stored], object)}
    with connect() as connection:
        connection.register("stored", columns)
        rows = rows_of(*dict.fromkeys(stored.values()))
        query = f"SELECT part.* EXCLUDE filename FROM {rows} AS part JOIN stored ON part.run = stored.run"
        return connection.execute(f"{query} AND part.filename = stored.part ORDER BY ALL").fetchall()
