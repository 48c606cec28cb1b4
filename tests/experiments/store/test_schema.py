"""One schema: what files, data package and reader say of a table is the same."""

from typing import get_args

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiments.problems import UsageError
from sim.experiments.store.csvfiles import csv_text, read_rows, write_csv
from sim.experiments.store.readme import readme_text
from sim.experiments.store.schema import (
    COMPARISON,
    TABLES,
    CityRow,
    ComparisonRow,
    DictionaryRow,
    OutcomeRow,
    Reading,
    SummaryRow,
    fields_of,
    reading_of,
)
from tests.experiments.folders import run

CSV_TABLES = [table for table in TABLES if table.file.endswith(".csv")]
NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False)
COUNTS = st.none() | st.integers(0, 1000)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=20)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    folder = tmp_path_factory.mktemp("done") / "experiment"
    run(folder)
    return folder


def test_the_columns_are_those_of_the_contract():
    names = {table.file: ",".join(column.name for column in fields_of(table.rows)) for table in TABLES}
    assert names == {
        "outcomes.parquet": "scenario,policy,point,seed,month,date,place,outcome,value",
        "comparison.csv": "outcome,policy,difference,lo95,hi95,baseline_mean,n_pairs,variance_reduction,p_better,"
        "unit,label,reading,window,median_difference,median_lo95,median_hi95,adjusted_p,differing_pairs,same_sign_pairs,"
        "acted_pairs",
        "summary.csv": "policy,outcome,mean,lo95,hi95",
        "outcomes.csv": "outcome,label,unit,over_time,better,stakeholder,definition,numerator,denominator,headline,"
        "by_city",
        "cities.csv": "code,name,region,latitude,longitude,population",
    }


def test_types_follow_the_classes():
    types = {table.file: [column.type for column in fields_of(table.rows)] for table in TABLES}
    assert types["outcomes.parquet"] == [
        *("string", "string", "integer", "integer", "yearmonth", "date", "string", "string", "number"),
    ]
    assert types["cities.csv"] == ["integer", "string", "string", "number", "number", "integer"]
    assert types["outcomes.csv"][-2:] == ["boolean", "boolean"]


@pytest.mark.parametrize("table", CSV_TABLES, ids=[table.file for table in CSV_TABLES])
def test_a_table_that_is_read_and_written_again_is_the_same_file(done, table):
    rows = read_rows(done / table.file, table.rows)
    assert rows
    assert csv_text(table.rows._fields, rows) == (done / table.file).read_text()


@given(st.builds(ComparisonRow, WORDS, WORDS, *[NUMBERS] * 4, st.integers(0), NUMBERS, NUMBERS, WORDS, WORDS,
                 st.sampled_from(get_args(Reading)), WORDS, *[NUMBERS] * 4, *[COUNTS] * 3))  # fmt: skip
def test_any_row_comes_back_as_it_was(tmp_path_factory, row):
    path = tmp_path_factory.getbasetemp() / "rows.csv"
    write_csv(path, ComparisonRow._fields, [row])
    assert read_rows(path, ComparisonRow) == [row]


@pytest.mark.parametrize("name", ["=1+1", "'=1+1", "''-1", "'quoted'", "@", "-", "plain"])
def test_names_that_look_like_formulas_come_back_too(tmp_path, name):
    row = CityRow(1, name, "region", 1.5, -2.0, 7)
    write_csv(tmp_path / "cities.csv", CityRow._fields, [row])
    assert read_rows(tmp_path / "cities.csv", CityRow) == [row]


@pytest.mark.parametrize("text", ["", "outcome,policy\na,b\n", None])
def test_a_table_that_lacks_a_column_or_holds_no_number_is_told_by_name(done, tmp_path, text):
    path = tmp_path / "comparison.csv"
    header, first, *_ = (done / "comparison.csv").read_text().splitlines()
    path.write_text(f"{header}\n{first.replace('0.0', 'zero')}\n" if text is None else text)
    if text == "":
        assert read_rows(path, ComparisonRow) == []
        return
    with pytest.raises(UsageError, match=r"comparison.csv is damaged .*run simulate again"):
        read_rows(path, ComparisonRow)


def test_the_readme_names_every_table_and_every_column_of_the_comparison():
    text = readme_text("Title", "status-quo", False)
    for table in TABLES:
        assert f"\n  {table.file} " in text
        assert " ".join(table.about.split()) in " ".join(text.split())
    for column in fields_of(COMPARISON.rows):
        assert f"\n  {column.name} " in text
    assert max(map(len, text.splitlines())) <= 100


def test_the_views_that_the_readme_states_run_in_duckdb_alone(done, monkeypatch):
    monkeypatch.chdir(done)
    readme = (done / "README.txt").read_text()
    views = readme[readme.index("  CREATE VIEW") : readme.index("The model compares")]
    with duckdb.connect() as connection:
        by_month = connection.execute(views).fetchall()  # of the last of these statements
        assert connection.execute("SELECT count(*), count(DISTINCT run) FROM runs").fetchall() == [(9, 9)]
        pairs = connection.execute("SELECT policy, count(DISTINCT seed) FROM pairs GROUP BY ALL").fetchall()
        assert sorted(pairs) == [("ban", 3), ("retention-5", 3)]
        made = connection.execute(
            "SELECT policy, sum(difference) / 3 FROM pairs WHERE outcome = 'detections' AND place = 'country' "
            "AND month >= '2021-01' GROUP BY policy ORDER BY policy"
        ).fetchall()
    assert [row[0] for row in by_month] == ["ban"] * 72 + ["retention-5"] * 72
    told = {row.policy: row.difference for row in read_rows(done / "comparison.csv", ComparisonRow)
            if row.outcome == "detections"}  # fmt: skip
    assert dict(made) == pytest.approx(told)
    assert any(told.values())


def test_every_column_says_what_it_means():
    for rows in (OutcomeRow, SummaryRow, ComparisonRow, DictionaryRow, CityRow):
        for column in fields_of(rows):
            assert len(column.meaning) > 3, (rows.__name__, column.name)


@pytest.mark.parametrize(("numbers", "reading"), [
    ((1.0, 0.5, 1.5), "more"), ((-1.0, -1.5, -0.5), "less"), ((1.0, -0.5, 2.5), "unclear"),
    ((1.0, 0.0, 2.0), "unclear"), ((-1.0, -2.0, 0.0), "unclear"), ((0.0, 0.0, 0.0), "equal"),
    ((0.0, -1.0, 1.0), "unclear"), ((2.0, 2.0, 2.0), "more"), ((1.0, None, None), "no interval"),
    ((None, None, None), "undefined"),
])  # fmt: skip
def test_a_reading_needs_an_interval_that_leaves_out_zero(numbers, reading):
    assert reading_of(*numbers) == reading
    assert reading in get_args(Reading)
