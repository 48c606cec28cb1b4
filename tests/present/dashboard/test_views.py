"""What the views say, over HTTP."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from sim.analysis.compare.comparison import compare_otherwise
from sim.experiments.store.reader import Results
from sim.present.maps.chart import month_chart
from sim.present.maps.shares import city_map
from sim.present.sentences import Answer, answers
from tests.present.dashboard.conftest import HOSTILE
from tests.present.dashboard.served import Served, serving, texts

PAIR = "?experiment=whole&baseline={}&policy={}"


def said(served: Served, path: str, search: str = "") -> list[str]:
    """Return every text of a view."""
    content: Any = json.loads(served.shown(path, search))
    return list(texts(content["content"]["children"]))


def missing(answer: Answer, shown: list[str]) -> set[str]:
    """Return the sentences of an answer that a view does not hold, letter for letter."""
    return {answer.finding, answer.sets, *(text for line in answer.lines for text in line)} - set(shown)


def test_the_shelf_shows_every_experiment(served: Served, real: Results) -> None:
    shown = " ".join(said(served, "/"))
    assert shown.count(real.title) == 1  # not for the link to the last one, too
    assert "4 runs of each policy" in shown
    assert "not as written (damaged, edited, or of another experiment): comparison.csv" in shown


def test_no_folder_of_this_computer_is_told(served: Served, shelf_folder: Path) -> None:
    assert str(shelf_folder) not in served.shown("/")


@pytest.mark.parametrize("policy", ["retention-5", "pause"])
def test_sentences_are_those_of_the_terminal(served: Served, real: Results, policy: str) -> None:
    told = next(one for one in answers(real) if one.policy == policy)
    assert missing(told, said(served, "/compare", PAIR.format(real.baseline, policy))) == set()


def test_any_policy_can_be_the_baseline(served: Served, real: Results) -> None:
    compared = compare_otherwise(real, "pause")
    told = next(one for one in answers(compared) if one.policy == "retention-5")
    assert missing(told, said(served, "/compare", PAIR.format("pause", "retention-5"))) == set()


@pytest.mark.parametrize(("search", "note"), [
    ("?experiment=nothing", "There is no experiment of that name here"),
    ("?experiment=whole&policy=%3Cscript%3E", "That policy cannot be compared with this baseline"),
    ("?experiment=whole&baseline=../../etc", "This experiment has no baseline of that name"),
    ("?experiment=whole&outcome=' OR 1=1", "There is no outcome of that name here"),
    ("?experiment=whole&policy=pause&policy=ban", "A part of the address means nothing"),
    ("?experiment=whole&__proto__=x", "A part of the address means nothing"),
    ("?a=%FF", "The address cannot be read"),
    (f"?experiment={'x' * 3000}", "The address is longer than any that this page writes"),
])  # fmt: skip
def test_what_an_address_cannot_mean_is_told_and_left_out(served: Served, search: str, note: str) -> None:
    shown = said(served, "/compare", search)
    assert any(text.startswith(note) for text in shown), shown[:4]
    assert "What the runs say" in shown


@pytest.mark.parametrize(("search", "note"), [
    ("?experiment=whole&month=2031-13", "The map has no such month. You see"),
    ("?experiment=whole&world=-1", "There is no such world here"),
    ("?experiment=whole&policy=<b>", "That policy cannot be compared with this baseline"),
])  # fmt: skip
def test_what_a_map_cannot_show_is_told_and_left_out(served: Served, search: str, note: str) -> None:
    shown = said(served, "/map", search)
    assert any(text.startswith(note) for text in shown), shown[:4]


def test_a_map_says_what_the_runs_hold(served: Served, real: Results) -> None:
    chart = month_chart(city_map(real), (real.baseline, "retention-5"), "2020-12")
    shown = said(served, "/map", PAIR.format(real.baseline, "retention-5") + "&month=2020-12")
    assert {chart.title, chart.subtitle, *chart.notes, *chart.cities} <= set(shown)
    one = said(served, "/map", PAIR.format(real.baseline, "retention-5") + "&month=2020-12&world=0")
    assert any(text.startswith("One possible history") for text in one)


def test_an_unknown_page_is_the_shelf(served: Served) -> None:
    assert "There is no such page here. These are the experiments that are stored." in said(served, "/%00<script>")


def test_what_was_assumed_names_ranges_and_sources(served: Served) -> None:
    shown = said(served, "/assumed", "?experiment=whole")
    assert {"60000 to 95000", "a report that this test invents (set by the scenario)"} <= set(shown)
    assert any(text.startswith("name: one-city") or "\nname: one-city" in text for text in shown)


def test_hostile_titles_stay_texts(served: Served) -> None:
    """They are handed to the browser as texts; those of pictures, of which Plotly reads tags, are escaped."""
    search = "?experiment=hostile"
    content: Any = json.loads(served.shown("/compare", search))
    assert HOSTILE in list(texts(content["content"]["children"]))
    figures = [part["props"]["figure"] for part in _graphs(content["content"]["children"])]
    assert len(figures) == 2
    assert "<img" not in json.dumps(figures)
    assert "<script" not in json.dumps(figures)


def _graphs(node: Any) -> list[Any]:
    if isinstance(node, list):
        return [found for one in node for found in _graphs(one)]
    if not isinstance(node, dict):
        return []
    own = [node] if node.get("type") == "Graph" else []
    return own + _graphs(node.get("props", {}).get("children"))


def test_the_table_is_a_file(served: Served, real: Results) -> None:
    answer = served.ask("/table.csv" + PAIR.format(real.baseline, "pause"))
    rows = list(csv.DictReader(StringIO(answer.body.decode())))
    assert answer.headers["content-type"].startswith("text/csv")
    expected = {name: row.difference for (policy, name), row in real.comparison.items() if policy == "pause"}
    assert {row["outcome"]: float(row["difference"]) if row["difference"] else None for row in rows} == expected


@pytest.mark.parametrize(("kind", "begins"), [("svg", b"<?xml"), ("png", b"\x89PNG")])
def test_a_picture_is_a_file(served: Served, real: Results, kind: str, begins: bytes) -> None:
    answer = served.ask(f"/picture/path-offences.{kind}" + PAIR.format(real.baseline, "retention-5"))
    assert answer.status == 200
    assert answer.body.startswith(begins)


def test_an_empty_shelf_says_what_to_do(tmp_path: Path) -> None:
    with serving(tmp_path / "none") as empty:
        assert any("rollout simulate one-city" in text for text in said(empty, "/"))
        assert "There is no experiment with two policies to compare yet." in said(empty, "/compare")
        assert not (tmp_path / "none").exists()
        assert empty.end() == 0


def test_ctrl_c_is_the_way_to_end_it_before_anything_was_asked_too(tmp_path: Path) -> None:
    with serving(tmp_path) as empty:
        assert empty.end() == 0
