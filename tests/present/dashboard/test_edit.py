"""A policy that is written in the dashboard: the form, what is wrong with it, and the file."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from sim.model.levers import LEVERS
from sim.present.words.language import words
from tests.present.dashboard.conftest import HOSTILE
from tests.present.dashboard.served import ROOT, Served, texts

CITY = {"scenario": "one-city", "rule": "retention-5"}
COST = re.compile(r"([\d.]+) (s|min|h), ([\d.]+) GB")
SECONDS = {"s": 1, "min": 60, "h": 3600}


def nodes(node: Any) -> list[dict[str, Any]]:
    """Return every component of a view."""
    if isinstance(node, list):
        return [found for one in node for found in nodes(one)]
    if not isinstance(node, dict) or "props" not in node:
        return []
    return [node, *nodes(node["props"].get("children"))]


def shown(served: Served, **asked: str) -> list[dict[str, Any]]:
    content: Any = json.loads(served.shown("/edit", f"?{urlencode(asked)}"))
    return nodes(content["content"]["children"])


def part(found: list[dict[str, Any]], ident: str) -> dict[str, Any]:
    return next(one for one in found if one["props"].get("id") == ident)


def file_of(served: Served, **asked: str) -> str:
    return str(part(shown(served, **asked), "draft-text")["props"]["children"])


def beside(found: list[dict[str, Any]], ident: str) -> str:
    label = next(one for one in found if one["props"].get("htmlFor") == ident)
    return " ".join(texts(label))


def test_every_lever_is_there_with_unit_limits_and_cost(served: Served) -> None:
    found = shown(served, **CITY)
    said = " ".join(texts(found))
    for lever in LEVERS:
        assert words().say(f"page.lever.{lever.name}") in said
        assert words().say(f"page.cost.{lever.name}") in said
        part(found, f"choose-{lever.name}-from")
    assert beside(found, "choose-retention_days") == "Value, 0 to 365 [days]"
    assert part(found, "choose-retention_days")["props"]["placeholder"] == "5"


def test_at_most_five_levers_are_in_sight(served: Served) -> None:
    found = shown(served, **CITY)
    folded = next(one for one in found if one["type"] == "Details")
    n, n_folded = (sum(one["type"] == "Legend" for one in some) for some in (found, nodes(folded)))
    assert (n, n - n_folded) == (len(LEVERS), 5)
    assert not folded["props"]["open"]


@pytest.mark.parametrize(("field", "value", "wrong"), [
    ("retention_days", "500", "is 500, outside the limits of retention_days, 0 to 365 [days]"),
    ("retention_days", "a week", "retention_days must be a number [days]; got the text 'a week'"),
    ("audit_share", "nan", "'nan' is not a finite number"),
    ("consent_mode", "never", "consent_mode must be none or opt_out or opt_in"),
])  # fmt: skip
def test_what_is_wrong_stands_beside_its_field(served: Served, field: str, value: str, wrong: str) -> None:
    found = shown(served, **CITY, **{field: value})
    said = " ".join(" ".join(texts(one)) for one in found if one["props"].get("className") == "wrong")
    assert wrong in said
    assert words().say("dashboard.edit.mistakes") in list(texts(part(found, "run")))


def test_a_date_is_checked_as_scenarios_are(served: Served) -> None:
    found = shown(served, **CITY, retention_days="7", **{"retention_days-from": "May"})
    said = beside(found, "choose-retention_days-from")
    assert "must be a month as YYYY-MM, such as 2021-01; got the text 'May'" in said


@pytest.mark.parametrize("asked", [
    {"retention_days": "7", "retention_days-from": "2019-03", "retention_days-to": "2020-02"},
    {"consent_mode": "opt_in", "assembly_fr_permitted": "false", "leak_liability_rub_per_person": "1e5"},
    {"title": HOSTILE, "warrant_share": "0.25"},
])  # fmt: skip
def test_the_file_is_one_that_the_command_accepts(served: Served, tmp_path: Path, asked: dict[str, str]) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(file_of(served, **CITY, **asked), encoding="utf-8")
    command = [sys.executable, "-m", "sim", "validate", str(path)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stderr) == (0, "")


def test_the_file_says_what_was_filled_in(served: Served) -> None:
    text = file_of(served, **CITY, retention_days="7", **{"retention_days-to": "2022-12"})
    assert "{use: retention-5}" in text
    assert "{lever: retention_days, value: 7, from: 2021-01, to: 2022-12}" in text


def test_ill_meant_texts_stay_texts(served: Served) -> None:
    """Neither a title nor a value can add a line to the file."""
    plain = file_of(served, **CITY, retention_days="7")
    text = file_of(served, **CITY, title='x"\nextends: /etc/passwd', retention_days="7}\n    - {use: x")
    assert len(text.splitlines()) == len(plain.splitlines())


def test_a_mistake_is_not_run(served: Served) -> None:
    search = urlencode({**CITY, "retention_days": "500"})
    headers = {"Origin": served.base, "Content_Type": "application/x-www-form-urlencoded"}
    answer = served.ask("/queue/add", "POST", urlencode({"search": search}).encode(), **headers)
    assert json.loads(answer.body) == {"told": words().say("dashboard.edit.mistakes")}


def test_a_stored_scenario_can_be_changed(served: Served) -> None:
    said = list(texts(shown(served, scenario="stored:whole", rule="pause", retention_days="7", pairs="4")))
    assert any(text.startswith("12 runs take about") for text in said)


def test_the_live_page_has_the_levers_moved(served: Served) -> None:
    found = shown(served, **CITY, retention_days="7")
    href = next(one["props"]["href"] for one in found if str(one["props"].get("href", "")).startswith("/live/"))
    assert href.endswith("rule=retention-5&set=" + quote("retention_days:7.0:60:119"))
    page = served.ask(href.partition("#")[0])
    assert page.status == 200
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert "default-src 'none'" in page.body.decode()[:2000]


@pytest.mark.parametrize("name", ["..%2Fone-city", "stored:none", "/etc/passwd"])
def test_there_is_no_live_page_of_anything_else(served: Served, name: str) -> None:
    assert b'id="model"' not in served.ask(f"/live/{name}").body


def test_people_for_each_agent_are_chosen_with_what_they_cost(served: Served) -> None:
    found = shown(served, **CITY, people="10")
    options = {one["props"]["value"]: one["props"] for one in nodes(part(found, "choose-people"))[1:]}
    assert list(options) == ["", "10", "100"]
    assert options[""]["children"].startswith("1: about ")
    assert options["10"]["selected"]
    assert "people_per_agent: 10\n" in part(found, "draft-text")["props"]["children"]
    assert "people_per_agent: 1\n" in file_of(served, **CITY)


def test_an_agent_that_stands_for_more_people_costs_less(served: Served) -> None:
    """In a country: in one city the program itself is most of both."""
    options = nodes(part(shown(served, scenario="russia", pairs="4"), "choose-people"))[1:]
    told = {one["props"]["value"]: COST.search(one["props"]["children"]) for one in options}
    (time, memory), (least_time, least_memory) = (
        (float(found[1]) * SECONDS[found[2]], float(found[3])) for people in ("1", "100") if (found := told[people])
    )
    assert 0 < least_time < time
    assert 0 < least_memory < memory


def test_people_that_no_agent_can_stand_for_are_told(served: Served) -> None:
    assert words().say("dashboard.unknown.people", usual="1") in list(texts(shown(served, **CITY, people="0")))


def test_the_folded_levers_stay_open_by_the_address(served: Served) -> None:
    is_open = [
        next(one for one in shown(served, **CITY, **asked) if one["type"] == "Details")["props"]["open"]
        for asked in ({}, {"more": "open"}, {"more": "x"})
    ]
    assert is_open == [False, True, False]
