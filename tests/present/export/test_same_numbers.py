"""Every format says what the tables of the result say."""

import math
import sqlite3
from contextlib import closing
from math import fsum

import duckdb
import pytest

from sim.experiments.store.csvfiles import read_rows
from sim.experiments.store.schema import CITIES, SUMMARY, CityRow, SummaryRow
from sim.present.export.formats import format_names
from sim.present.export.source import source_of
from tests.present.export.conftest import TITLE
from tests.present.export.opened import Exported, sheet_of

SHEETS = ("scorecard", "differences", "summary", "comparison", "yearly", "cities", "cities_by_year", "dictionary",
          "policies", "answers", "tables", "columns")  # fmt: skip
LONG = "SELECT policy, seed, CAST(month AS {text}), place, outcome, value FROM outcomes"


def in_order(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return sorted(rows, key=lambda row: row[:5])


def test_the_databases_have_the_rows_of_outcomes_parquet(exported: Exported) -> None:
    with closing(sqlite3.connect(exported.folder / "result.sqlite")) as database:
        assert in_order(database.execute(LONG.format(text="TEXT")).fetchall()) == exported.values()
    with duckdb.connect(str(exported.folder / "result.duckdb"), read_only=True) as opened:
        assert in_order(opened.execute(LONG.format(text="VARCHAR")).fetchall()) == exported.values()
    assert len(exported.values()) > 4000
    assert any(row[-1] is None for row in exported.values())


def long_of(exported: Exported, name: str) -> list[tuple[object, ...]]:
    """Return the outcomes of a wide CSV file as the rows of outcomes.parquet."""
    header, rows = exported.csv(name)
    first = header.index("population" if "city" in header else "year") + 1
    found = []
    for row in rows:
        about = dict(zip(header, row, strict=True))
        place = about.get("city", "country").removeprefix("'")
        for outcome in header[first:]:
            value = float(about[outcome]) if about[outcome] else None
            found.append((about["policy"], int(about["seed"]), about["month"], place, outcome, value))
    return found


def test_csv_has_the_rows_of_outcomes_parquet(exported: Exported) -> None:
    rows = [*long_of(exported, "csv/by_month.csv"), *long_of(exported, "csv/by_city.csv")]
    assert in_order(rows) == exported.values()


def test_iamc_adds_up_to_outcomes_parquet(exported: Exported) -> None:
    header, rows = exported.csv("iamc.csv")
    assert header == ["Model", "Scenario", "Region", "Variable", "Unit", "2020", "2021"]
    (row,) = (row for row in rows if row[1:4] == ["small: short", "country", "Offences"])
    assert row[4] == "offences/yr"
    own = [value for policy, _, _, place, outcome, value in exported.values()
           if (policy, place, outcome) == ("short", "country", "offences")]  # fmt: skip
    assert fsum(map(float, row[5:])) * 3 == pytest.approx(fsum(own), rel=1e-12)
    (row,) = (row for row in rows if row[1:4] == ["small: short", "Gamma", "Cameras connected"])
    last = [value for policy, _, month, place, outcome, value in exported.values()
            if (policy, month, place, outcome) == ("short", "2021-12-01", "Gamma", "cameras_connected")]  # fmt: skip
    assert float(row[6]) * 3 == pytest.approx(fsum(last), rel=1e-12)


def test_iamc_percentiles_and_variables_are_told(exported: Exported) -> None:
    _, rows = exported.csv("iamc.csv")
    spread = {row[3]: float(row[5]) for row in rows if row[1:3] == ["small: short", "country"] and row[5]}
    names = ("Offences|5.0th Percentile", "Offences|50.0th Percentile", "Offences|95.0th Percentile")
    low, middle, high = (spread[name] for name in names)
    assert low < middle < high
    assert low < spread["Offences"] < high
    _, about = exported.csv("iamc_variables.csv")
    assert {row[3].partition("|")[0] for row in rows} <= {row[0] for row in about}


def test_every_figure_of_the_workbook_is_that_of_its_table(exported: Exported) -> None:
    with source_of(exported.results) as source:
        for name in SHEETS:
            header, *rows = sheet_of(exported.folder / "result.xlsx", name)
            table = source.ask(name)
            assert header == table.columns
            wanted = [[None if cell == "" else cell for cell in row] for row in table.fetchall()]
            assert len(rows) == len(wanted)
            for row, cells in zip(rows, wanted, strict=True):  # a workbook holds 16 digits
                assert all(map(same, row + [None] * (len(header) - len(row)), cells))


def same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float | int):
        return math.isclose(one, other, rel_tol=1e-15, abs_tol=0.0)
    return one == other


def test_the_tables_are_those_of_the_result(exported: Exported) -> None:
    folder, results = exported.results.folder, exported.results
    with source_of(results) as source:
        assert source.ask("comparison").fetchall() == [tuple(row) for row in results.comparison.values()]
        assert source.ask("summary").fetchall() == list(map(tuple, read_rows(folder / SUMMARY.file, SummaryRow)))
        cities = list(map(tuple, read_rows(folder / CITIES.file, CityRow)))
        assert [row[:-2] for row in source.ask("cities").fetchall()] == cities
        differences = dict(
            source.ask("monthly_differences").project("policy || outcome || month, difference").fetchall()
        )
        frame = source.frame("cities_by_year", "pandas")
    base, own = ({row[1:5]: row[5] for row in exported.values() if row[0] == policy and row[3] == "country"}
                 for policy in ("status-quo", "short"))  # fmt: skip
    told = differences["shortlookups_illicit2021-12-01"]
    pairs = [(seed, "2021-12-01", "country", "lookups_illicit") for seed in range(3)]
    assert told == pytest.approx(fsum(own[pair] - base[pair] for pair in pairs) / 3, rel=1e-12)
    assert len(frame) == 3 * 2 * 3
    assert set(frame["recognising_share"]) <= {0.0, 1 / 3, 2 / 3, 1.0}


def test_the_interval_of_a_month_is_student_s(exported: Exported) -> None:
    import numpy as np

    from sim.analysis.compare.interval import student_interval

    with source_of(exported.results) as source:
        rows = source.ask("monthly_differences").filter("policy = 'short' AND month = '2021-12-01'").fetchall()
    values = {row[:5]: row[5] for row in exported.values()}
    told = {row[2]: row[-3:] for row in rows if row[5] == 3}
    assert len(told) > 30
    for outcome, interval in told.items():
        apart = [values["short", seed, "2021-12-01", "country", outcome]
                 - values["status-quo", seed, "2021-12-01", "country", outcome] for seed in range(3)]  # fmt: skip
        assert interval == pytest.approx(tuple(student_interval(np.array(apart))), rel=1e-6, abs=1e-9)


def test_no_cell_is_a_formula(exported: Exported) -> None:
    for path in exported.folder.rglob("*.csv"):
        header, rows = exported.csv(str(path.relative_to(exported.folder)))
        for row in rows:
            for name, cell in zip(header, row, strict=True):
                if not is_number(cell):
                    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")), (path.name, name, cell)
    assert any(row[5] == "'=1+1" or "'=1+1" in row for row in exported.csv("csv/by_city.csv")[1])
    readme = sheet_of(exported.folder / "result.xlsx", "readme")
    assert readme[0] == ["title", TITLE]


def is_number(cell: str) -> bool:
    try:
        return not math.isnan(float(cell))
    except ValueError:
        return False


def test_the_workbook_says_what_it_is(exported: Exported) -> None:
    told = dict(sheet_of(exported.folder / "result.xlsx", "readme"))
    assert told["what it is"].startswith("Simulation, not observation.")
    assert "3 pairs of runs" in told["how sure"]
    assert "outcomes.parquet" in told["where the rows are"]
    assert exported.results.record.identity in told["how to cite"]
    assert format_names() == ("csv", "duckdb", "iamc", "sqlite", "xlsx")


def test_differences_are_the_comparison_in_words_in_every_format(exported: Exported) -> None:
    header, rows = exported.csv("csv/differences.csv")
    assert header[:7] == ["policy_label", "label", "difference", "lo95", "hi95", "unit", "reading"]
    assert header[-4:] == ["stakeholder", "better", "headline", "definition"]
    (compared, own), keys = exported.csv("csv/comparison.csv"), ("policy", "outcome", "difference", "adjusted_p")
    assert [[row[header.index(key)] for key in keys] for row in rows] == [
        [row[compared.index(key)] for key in keys] for row in own
    ]
    with closing(sqlite3.connect(exported.folder / "result.sqlite")) as database:
        found = database.execute("SELECT * FROM differences")
        assert [column[0] for column in found.description] == header
        assert len(found.fetchall()) == len(rows) == len(exported.results.comparison)


def test_every_column_of_a_city_by_year_says_that_it_is_of_december(exported: Exported) -> None:
    _, rows = exported.csv("csv/columns.csv")
    told = {column: meaning for table, column, _, meaning in rows if table == "cities_by_year"}
    place = {"policy", "city", "region", "latitude", "longitude", "x_km", "y_km", "population", "n_runs"}
    assert all("December of the year" in told[column] for column in told.keys() - place)
    assert "in December of the year alone" in told["offences"]
    assert "at the end of December of the year" in told["cameras_connected"]
    (of_a_month,) = (meaning for table, column, _, meaning in rows if (table, column) == ("by_month", "year"))
    assert of_a_month == "calendar year"


def test_every_table_is_said_what_it_is(exported: Exported) -> None:
    query = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
    with closing(sqlite3.connect(exported.folder / "result.sqlite")) as database:
        told = dict(database.execute("SELECT table_name, meaning FROM tables").fetchall())
        assert told.keys() == {row[0] for row in database.execute(query)}
    assert "December" in told["cities_by_year"]
    assert told == dict(exported.csv("csv/tables.csv")[1])
    assert set(told) - {path.stem for path in (exported.folder / "csv").iterdir()} == {"outcomes"}


def test_the_databases_explain_themselves(exported: Exported) -> None:
    query = "SELECT policy_label, label, unit, reading, better FROM differences WHERE outcome = 'offences' ORDER BY 1"
    with closing(sqlite3.connect(exported.folder / "result.sqlite")) as database:
        told = database.execute(query).fetchall()
        names = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        explained = {row[0] for row in database.execute("SELECT DISTINCT table_name FROM columns")}
        assert ("title", TITLE) in database.execute("SELECT * FROM about").fetchall()
        assert explained == names - {"columns"}
    with duckdb.connect(str(exported.folder / "result.duckdb"), read_only=True) as opened:
        assert opened.execute(query).fetchall() == told
        comment = "SELECT comment FROM duckdb_columns() WHERE table_name = 'by_month' AND column_name = 'offences'"
        assert opened.execute(comment).fetchall() == [("offences [offences]: offences committed, registered or not",)]
    assert [row[0] for row in told] == ["pause", "short"]
    assert told[0][1:3] == ("offences", "offences")
