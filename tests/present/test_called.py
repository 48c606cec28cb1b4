"""Readers know a policy by its label, where its scenario gives one; options and tables for machines, by its name."""

import csv
from html import escape

import pytest

from sim.experiments.store.reader import Results
from sim.present.charts.figures import pictures
from sim.present.citation import bibtex, citation
from sim.present.notebook import answer_paragraphs, experiment_html
from sim.present.plots import over_time
from sim.present.report.report import report_html
from sim.present.sentences import answers, nothing_compared, uncertainty
from sim.present.terminal import WIDTH, comparison_text
from tests.present.conftest import Show
from tests.present.told import ALL_UNCLEAR, CLEAR, EQUAL

pytestmark = pytest.mark.usefixtures("acted")

LABELS = {"status-quo": "No new rule", "retention-5": "Pictures are kept for 5 days, not 30, and then deleted"}


@pytest.fixture
def labelled(show: Show) -> Results:
    """Results of which two arms have labels; the third, `pause`, has none."""
    results = show(**ALL_UNCLEAR | {"stops_wrongful": CLEAR, "offences": EQUAL})
    return results._replace(record=results.record._replace(labels=LABELS))


def test_sentences_name_arms_by_labels_and_those_without_by_name(labelled: Results) -> None:
    first, second = answers(labelled)
    assert (first.policy, second.policy) == ("retention-5", "pause")
    whole = " ".join((first.finding, first.text(), second.finding, second.text(), uncertainty(labelled)))
    assert "compared with “No new rule”" in whole
    assert f"the same under “{LABELS['retention-5']}” as under “No new rule”" in first.text()
    assert "the same under “pause” as under “No new rule”" in second.text()
    assert "status-quo" not in whole + nothing_compared(labelled)
    assert "retention-5" not in whole


def test_the_terminal_says_once_which_name_a_label_has(labelled: Results) -> None:
    text = comparison_text(labelled)
    title = f"{LABELS['retention-5']} (retention-5), compared with No new rule (status-quo)"
    assert title in " ".join(text.split())
    assert text.count("(retention-5)") == 1
    assert "pause, compared with No new rule (status-quo)" in text
    assert max(map(len, text.splitlines())) <= WIDTH


def test_the_report_has_labels_in_sentences_headings_tables_and_pictures(labelled: Results) -> None:
    html, label = report_html(labelled), LABELS["retention-5"]
    assert f"<strong>{label}</strong>" in html
    assert f"<h3>{label} (retention-5)</h3>" in html
    assert f">{label} (retention-5)</th>" in html
    assert ">No new rule (status-quo, baseline)</th>" in html
    assert f"<td>{label}</td>" in html
    assert "<td>pause</td>" in html
    assert "baseline “No new rule”" in html
    for cited in (citation(labelled), bibtex(labelled)):  # which say what to type
        html = html.replace(escape(cited), "")
    assert html.count("status-quo") == html.count("No new rule (status-quo")


def test_pictures_name_arms_by_labels(labelled: Results) -> None:
    found = pictures(labelled)
    chart = found.differences["stops_wrongful"]
    assert f"60 fewer under “{LABELS['retention-5']}”, 60 fewer under “pause” (hangs on " in chart.title
    assert [dot.arm for dot in chart.dots] == [LABELS["retention-5"], "pause"]
    assert [line.arm for line in found.paths["offences"].lines] == [*LABELS.values(), "pause"]
    assert "status-quo" not in "".join(found.svg.values())


def test_a_notebook_says_label_and_name(labelled: Results) -> None:
    first, *lines = answer_paragraphs(labelled)[0].split("\n")
    assert first.startswith(f"{LABELS['retention-5']} (retention-5): ")
    assert lines == [f"{heading}: {text}" for heading, text in answers(labelled)[0].lines]
    assert len(lines) > 3
    assert "<td>retention-5</td>" in experiment_html(labelled)  # as `arms=` takes it
    hostile = labelled._replace(record=labelled.record._replace(labels={"pause": "<a href='x'>"}))
    names = {trace.name for trace in over_time(hostile, "offences").data if trace.name}
    assert names == {"status-quo", "retention-5", escape("<a href='x'>")}


def test_tables_for_machines_keep_names(labelled: Results) -> None:
    with (labelled.folder / "comparison.csv").open(newline="", encoding="utf-8") as file:
        assert {row["policy"] for row in csv.DictReader(file)} == {"retention-5", "pause"}
    assert set(labelled.arms) == {"status-quo", "retention-5", "pause"}
