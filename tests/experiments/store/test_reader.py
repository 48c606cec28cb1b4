"""Folders of every version of the program are read; those of older ones are not extended."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from sim.analysis.compare.comparison import compare, judged
from sim.experiments.problems import DamageError, ExperimentError, UsageError
from sim.experiments.store.reader import read_results
from sim.experiments.store.record import read_record
from sim.present.terminal import comparison_text
from tests.experiments.folders import contents, run, run_alone, small

SCHEMA_1 = Path(__file__).parents[2] / "data" / "schema-1"  # as version 0.1.0 made it: tests/data/README.md
OLD_COLUMNS = 9


@pytest.fixture
def old(tmp_path):
    return Path(shutil.copytree(SCHEMA_1, tmp_path / "old"))


def stored(folder):
    with (folder / "comparison.csv").open(newline="") as file:
        return list(csv.reader(file))[1:]


def texts(row):
    return ["" if cell is None else str(cell) for cell in row[:OLD_COLUMNS]]


def test_a_comparison_of_schema_1_is_read_with_units_labels_and_readings(old):
    rows = list(read_results(old).comparison.values())
    assert [texts(row) for row in rows] == stored(old)
    (row,) = (row for row in rows if (row.policy, row.outcome) == ("ban", "cameras_recognising"))
    assert (row.unit, row.label, row.reading) == ("cameras", "cameras recognising", "less")
    assert row.window == "2021-01 to 2021-12"
    assert (row.median_difference, row.median_lo95, row.median_hi95) == (None, None, None)


def test_a_comparison_of_schema_1_can_be_computed_again(old):
    rows = compare(old)
    redefined = "alert_precision"  # alerts of everybody on the list count for it since
    assert [texts(row) for row in rows if row.outcome != redefined] == [
        row for row in stored(old) if row[0] != redefined
    ]
    assert "offences_registered" not in {row.outcome for row in rows}  # not recorded then
    assert all(row.median_difference is not None for row in rows if row.difference is not None)
    assert {row.window for row in compare(old, start="2021-03")} == {"2021-03 to 2021-12"}


def test_a_folder_of_schema_1_is_shown_as_text(old):
    text = comparison_text(read_results(old))
    assert "ban, compared with status-quo" in text
    assert "No claim is made: From 3 simulated pairs nothing is claimed" in text


def test_a_folder_of_schema_1_is_judged_with_the_columns_of_today(old):
    rows = judged(read_results(old)).comparison
    assert rows == {(row.policy, row.outcome): row for row in compare(old)}
    assert {row.acted_pairs for row in rows.values()} == {3}


def test_a_folder_of_schema_1_is_not_extended_and_the_reason_told(old):
    before = contents(old)
    with pytest.raises(UsageError) as told:
        run_alone(old, small(arms=("ban", "retention-5")))
    for words in ("cannot be extended", "0.1.0+9a36e22d2189", "schema 1", "`compare` still reads it", "--out"):
        assert words in str(told.value)
    assert contents(old) == before


def test_what_this_version_writes_it_reads(tmp_path):
    run(tmp_path / "x")
    results = read_results(tmp_path / "x")
    assert results.policies == ("ban", "retention-5")
    assert (results.n_seeds, results.window) == (3, ("2021-01", "2021-12"))
    assert results.record.months == ("2016-01", "2021-12")
    assert list(results.arms) == ["status-quo", "ban", "retention-5"]
    assert [row.outcome for _, row in results.rows_of("ban", [])] == []


@pytest.mark.parametrize(("fields", "message"), [
    ({"schema": 4}, "newer version of this program: its tables have schema 4, and this version reads schemas 1 to 3"),
    ({"schema": "two"}, "damaged: there is no schema 'two'"),
    ({"unknown": 1}, "damaged: unknown not as a record has it"),
    ({"arms": []}, "damaged: arms not as a record has it"),
    ({"arms": {"ban": {"seeds": "3"}}}, "damaged: arms.ban not as a record has it"),
    ({"seal": "0" * 64}, "damaged: its content is not what was sealed"),
])  # fmt: skip
def test_a_record_that_cannot_be_read_says_why(old, fields, message):
    record = json.loads((old / "experiment.json").read_text()) | fields
    (old / "experiment.json").write_text(json.dumps(record))
    with pytest.raises(ExperimentError, match=message):
        read_record(old)


@pytest.mark.parametrize("text", ["", "[]", "{}", "no JSON", "[" * 100_000])
def test_a_record_that_is_none_is_called_damaged(old, text):
    (old / "experiment.json").write_text(text)
    with pytest.raises(DamageError, match="damaged.*same `simulate` command makes it again"):
        read_record(old)


def test_a_folder_without_a_comparison_is_not_finished(old):
    (old / "comparison.csv").unlink()
    with pytest.raises(UsageError, match="no finished experiment; run simulate again"):
        read_results(old)


def test_a_parameter_that_the_scenario_changes_is_recorded_with_its_range_and_source(tmp_path):
    own = "{value: 90000, low: 60000, high: 95000, source: elsewhere}"
    scenario = small(parameters__lookup_price_rub=own, parameters__corruptible_share="0.02")
    run_alone(tmp_path / "x", scenario, n_seeds=1)
    record = read_record(tmp_path / "x")
    assert record.parameters["lookup_price_rub"] == {
        "value": 90000.0, "low": 60000.0, "high": 95000.0, "source": "elsewhere"
    }  # fmt: skip
    assert list(record.parameters) == ["corruptible_share", "lookup_price_rub"]
    text = (tmp_path / "x" / "scenario.resolved.yaml").read_text()
    assert "  lookup_price_rub:\n    value: 90000.0\n    low: 60000.0\n" in text


def test_what_readers_are_told_and_asked_is_recorded_and_makes_no_other_experiment(tmp_path):
    run_alone(tmp_path / "x", n_seeds=1)
    asked = small(look_for="Stops.", question="{outcome: stops_wrongful, policy: ban}", labels__ban="No recognition")
    assert run_alone(tmp_path / "x", asked, n_seeds=1).n_made == 0
    record = read_record(tmp_path / "x")
    assert (record.look_for, record.labels["ban"]) == ("Stops.", "No recognition")
    assert record.question == {"outcome": "stops_wrongful", "policy": "ban"}
    text = (tmp_path / "x" / "scenario.resolved.yaml").read_text()
    for words in ("look_for: Stops.\n", "question:\n  outcome: stops_wrongful\n", "  ban: No recognition\n"):
        assert words in text


def test_a_record_that_knows_no_words_for_readers_is_read(old):
    record = read_record(old)
    assert (record.look_for, record.question, record.labels) == ("", {}, {})


def test_words_about_a_parameter_make_no_other_experiment(tmp_path):
    run_alone(tmp_path / "x", n_seeds=1)
    own = "{value: 16000, low: 6000, high: 95000, source: elsewhere}"
    assert run_alone(tmp_path / "x", small(parameters__lookup_price_rub=own), n_seeds=1).n_made == 0
    assert read_record(tmp_path / "x").parameters["lookup_price_rub"]["source"] == "elsewhere"
