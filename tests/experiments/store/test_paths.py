"""A folder is called what its user likes: nothing in a name is a pattern."""

import os
from pathlib import Path

import duckdb
import pytest

from sim.experiments.problems import UsageError
from sim.experiments.store.parquet import rows_of
from sim.present.folder import update_folder
from tests.experiments.folders import run_alone, small

NAMES = (
    "run[1]",
    "run*2",
    "run?",
    "**",
    "two words",
    "it's",
    '"quoted"',
    "50%",
    "x=1",
    "{a,b}",
    "[[]",
    "опыт",
    "~",
    "a;b",
)


def values(*paths: Path) -> list[int]:
    with duckdb.connect() as connection:
        return [value for (value,) in connection.execute(f"SELECT value FROM {rows_of(*paths)} ORDER BY 1").fetchall()]


def test_a_file_is_read_alone_whatever_its_folder_is_called(tmp_path):
    paths = [tmp_path / name / "a.parquet" for name in (*NAMES, "run1", "runs2", "a")]
    for number, path in enumerate(paths):
        path.parent.mkdir()
        literal = str(path).replace("'", "''")
        duckdb.execute(f"COPY (SELECT {number} AS value) TO '{literal}' (FORMAT parquet)")
    assert [values(path) for path in paths] == [[number] for number in range(len(paths))]
    assert values(*paths) == list(range(len(paths)))


@pytest.mark.parametrize("name", ["run[1]", "a * 'b' % опыт"])
def test_an_experiment_is_made_reported_and_compared_in_a_folder_of_any_name(tmp_path, name):
    scenario = small(people_per_agent=2000, arms=("ban",))
    (tmp_path / "run1").mkdir()
    plain, odd = tmp_path / "run1" / "x", tmp_path / name
    for folder in (plain, odd):
        assert run_alone(folder, scenario, n_seeds=2, conclude=update_folder).n_made == 4
        assert run_alone(folder, scenario, n_seeds=2, conclude=update_folder).n_made == 0
    for file in ("outcomes.parquet", "comparison.csv", "report.html"):
        assert (odd / file).read_bytes() == (plain / file).read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_no_text_is_refused_before_anything_is_made(tmp_path):
    with pytest.raises(UsageError, match=r"bad\\udcff has a name that is not UTF-8"):
        run_alone(tmp_path / os.fsdecode(b"bad\xff"), n_seeds=1)
    assert list(tmp_path.iterdir()) == []
