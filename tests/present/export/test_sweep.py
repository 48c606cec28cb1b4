"""A sweep is exported with its points, and nothing that puts them together."""

import sqlite3
from contextlib import closing

import duckdb
import pytest

from sim.experiments.store.reader import read_results
from sim.present.export.writing import export_result, wanted
from tests.experiments.sweeps import run_sweep
from tests.present.export.opened import Exported, sheet_of


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    place = tmp_path_factory.mktemp("swept")
    run_sweep(place / "result")
    export_result(place / "result", place / "out", wanted(None, None))
    return Exported(read_results(place / "result"), place / "out")


def test_points_are_told_beside_every_number(swept: Exported) -> None:
    header, rows = swept.csv("csv/by_point.csv")
    assert header[:3] == ["point", "findable_share", "retention_days"]
    assert len(rows) == len(swept.results.by_point)
    assert {row[1] for row in swept.csv("iamc.csv")[1]} == {
        f"one-city: {policy}, point {point}" for policy in ("status-quo", "ban") for point in range(3)
    }
    assert not (swept.folder / "csv" / "comparison.csv").exists()
    assert [row[0] for row in sheet_of(swept.folder / "result.xlsx", "points")[1:]] == [0.0, 1.0, 2.0]


def test_the_long_rows_are_those_of_outcomes_parquet(swept: Exported) -> None:
    query = "SELECT count(*), count(value), count(DISTINCT point), sum(value) FROM {}"
    stored = str(swept.results.folder / "outcomes.parquet")
    ((n_rows, n_values, n_points, total),) = duckdb.execute(query.format("read_parquet(?)"), [stored]).fetchall()
    with closing(sqlite3.connect(swept.folder / "result.sqlite")) as database:
        told = database.execute(query.format("outcomes")).fetchone()
    assert told == (n_rows, n_values, n_points, pytest.approx(total, rel=1e-9))
