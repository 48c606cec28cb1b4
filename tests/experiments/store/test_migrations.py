"""A folder of schema 2, whose runs lie in parts as they were made, is read as it is and merged as any other."""

import shutil
from pathlib import Path

import pytest

from sim.analysis.compare.comparison import compare
from sim.experiments.store.inventory import DIGESTS, close_parts, find_wrong, stored_runs
from sim.experiments.store.merging import merge_parts
from sim.experiments.store.parquet import connect, rows_of
from sim.experiments.store.parts import part_files, read_origins
from sim.experiments.store.reader import read_results
from sim.experiments.store.record import read_record

SCHEMA_2 = Path(__file__).parents[2] / "data" / "schema-2"  # tests/data/README.md
N_ROWS = 12 * 2  # a year of the country and its one city


@pytest.fixture
def old(tmp_path):
    return Path(shutil.copytree(SCHEMA_2, tmp_path / "old"))


def test_a_folder_of_schema_2_is_read_and_compared(old):
    results = read_results(old)
    assert (results.record.schema, results.n_seeds, len(results.comparison)) == (2, 3, len(compare(old)))
    (row,) = (row for row in compare(old) if row.outcome == "cameras_recognising")
    assert row == results.comparison["ban", "cameras_recognising"]


def test_its_runs_are_merged_and_say_what_they_said(old):
    parts = old / "runs"
    before, runs = said(old), stored_runs(parts).keys()
    assert len(part_files(parts)) == 4
    (parts / ".tmp").mkdir()
    merge_parts(parts, N_ROWS)
    close_parts(parts)
    assert [origin.arm["name"] for origin in read_origins(part_files(parts)).values()] in (
        ["ban", "status-quo"], ["status-quo", "ban"],
    )  # fmt: skip
    assert stored_runs(parts).keys() == runs
    assert said(old) == before
    noted = dict(line.split("  ")[::-1] for line in (parts / DIGESTS).read_text().splitlines())
    hashes = {parts / name: sha256 for name, sha256 in noted.items()}
    assert find_wrong(parts, hashes, read_record(old).identities) == []


def said(folder):
    with connect() as connection:
        query = f"SELECT * EXCLUDE filename FROM {rows_of(*part_files(folder / 'runs'))} ORDER BY run, month, place"
        return connection.execute(query).fetchall()
