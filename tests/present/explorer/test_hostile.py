"""A page of a scenario whose words are hostile: they are shown as what they are, nothing runs, nothing is too wide."""

import csv
import json
from io import StringIO
from typing import Any

import pytest

from sim.scenario.load import load_scenario
from tests.present.accessibility import look
from tests.present.explorer.opened import Page, written
from tests.present.explorer.small_town import CITY

MARKUP = "</script><img src=x onerror=ran=1>"
LONG = "w" * 100
TITLE = f"{MARKUP}<script>ran=1</script> ${{title}} {{n}} שלום {LONG}"
LABEL = f"{MARKUP}\"'&amp; {{rule}} {LONG}"[:80]
OTHER_LABEL = f'"><svg onload=ran=1>{LONG}'[:80]
LOOK_FOR = f"{MARKUP}\n<iframe srcdoc='<script>ran=1</script>'>\n{LONG}{LONG}"
NAMES = (f"{MARKUP}\"'", LONG)
SCENARIO = f"""\
format: 1
name: hostile
title: {json.dumps(TITLE)}
description: {json.dumps(LOOK_FOR)}
look_for: {json.dumps(LOOK_FOR)}
extends: classroom/one-city.yaml
period: {{start: 2016-01, end: 2017-06}}
people_per_agent: 50
cities: {{file: hostile.csv}}
events: []
labels: {json.dumps({"ban": LABEL, "care": OTHER_LABEL})}
arms:
  retention-5: null
  pause: null
  ban: [{{lever: existing_fr_permitted, value: false, from: 2016-10, where: {{cities: {json.dumps(NAMES)}}}}}]
  care: [{{lever: audit_share, value: 1, from: 2016-04, to: 2017-02}}]
"""
VIEWS = ("predict&guess=less&locked=yes", "places", "sides&beside=care", "more")
RAN = "return typeof ran !== 'undefined' || document.querySelector('img, iframe, [onload], [onerror]') !== null"


@pytest.fixture(scope="module")
def opened(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Page:
    folder = tmp_path_factory.mktemp("hostile")
    header, city = CITY.splitlines()
    out = StringIO()
    fields = next(csv.reader([city]))
    csv.writer(out).writerows([[name, MARKUP, *fields[2:]] for name in NAMES])
    (folder / "hostile.csv").write_text(f"{header}\n{out.getvalue()}", encoding="utf-8")
    (folder / "hostile.yaml").write_text(SCENARIO, encoding="utf-8")
    return Page(browser, written(load_scenario(folder / "hostile.yaml"), folder))


@pytest.mark.parametrize("view", VIEWS)
def test_words_are_shown_as_they_are_and_fit_a_telephone(opened: Page, view: str) -> None:
    with look(opened.browser, 390, "light"):
        opened.open(f"#view={view}&rule=ban")
        opened.run("document.querySelectorAll('details').forEach((part) => (part.open = true))")
        assert opened.text("h1") == opened.browser.title == TITLE
        opened.until("document.querySelector('main > :not([hidden]) .rule').textContent !== ''")
        assert LABEL in opened.text("main > :not([hidden]) .rule")
        assert not opened.run(RAN)
        assert opened.run("return document.documentElement.scrollWidth") <= 390


def test_what_is_told_of_it_is_all_there(opened: Page) -> None:
    opened.open("#view=sides&rule=ban&beside=care")
    opened.until("[...document.querySelectorAll('.sides article')].every((one) => one.dataset.pairs === '20')")
    assert opened.text(".look p") == LOOK_FOR
    assert [option.text for option in opened.all("#beside option")][1:] == [LABEL, OTHER_LABEL]
    assert NAMES[0] in opened.text(".lines")
    opened.click("[data-view=places]")
    opened.run("document.querySelectorAll('.country details').forEach((part) => (part.open = true))")
    opened.until("document.querySelectorAll('.country tbody tr').length === 2")
    assert sorted(row.text for row in opened.all(".country tbody th")) == sorted(NAMES)
    assert not opened.run(RAN)
    assert opened.complaints() == []
