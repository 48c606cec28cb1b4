"""Levers, as a reader moves them: other pairs are run, each value has its unit in words, each its months."""

import re

import pytest

from sim.model.levers import LEVERS
from sim.present.words.language import words
from tests.present.explorer.opened import Page

pytestmark = pytest.mark.usefixtures("still")

WRITTEN = {
    "share": r"\d+%",
    "days": "1 day",
    "persons": "2 people",
    "probability per search": "1 mistake in 500 billion searches",
    "cameras per 1000 residents": "1 camera for 1,000 residents",
    "roubles of 2020 per person": r"0\.\d+ roubles for each person",
    "roubles of 2020 per year": r"[\d,]+ roubles a year",
}  # each lever one step from its left end


def test_a_lever_that_is_moved_runs_other_pairs(opened: Page) -> None:
    opened.open("#rule=ban&guess=less&count=4&locked=yes")
    before = opened.text(".verdict")
    opened.set("#lever-existing_fr_permitted", 1)
    opened.wait()
    opened.until("document.querySelectorAll('.dot').length === 20")
    opened.until("document.querySelector('.verdict').textContent.includes('In the model')")
    assert opened.text(".verdict") != before
    assert words().say("page.dots.other_rule", rule="No face recognition") in opened.text(".verdict")
    assert "set=existing_fr_permitted%3A1%3A60%3A71" in opened.run("return location.hash")
    assert "with your changes" in opened.text(".predict .rule")


def test_every_number_has_its_unit_in_words(opened: Page) -> None:
    opened.open("#rule=ban&guess=less&locked=yes")
    for lever in [lever for lever in LEVERS if lever.kind == "number"]:
        opened.drag(f"#lever-{lever.name}", 1)
        written = opened.text(f".lever:has(#lever-{lever.name}) output")
        pattern = WRITTEN[lever.unit]
        assert re.fullmatch(pattern, written), (lever.name, written)


END, TAB = "\ue010", "\ue004"


def test_the_months_of_a_lever_are_chosen_by_keyboard(opened: Page) -> None:
    opened.open("#rule=retention-5&guess=less&locked=yes")
    opened.one("#lever-retention_days").send_keys(END)
    for keys in ("March", "2019", "until", "October", "2020"):
        opened.browser.switch_to.active_element.send_keys(TAB)
        opened.browser.switch_to.active_element.send_keys(keys)
    assert "&set=retention_days%3A365%3A38%3A57&" in opened.run("return location.hash")
    lever = ".lever:has(#lever-retention_days)"
    opened.set(f"{lever} .dates > :first-child select:last-child", 2021)
    assert "&set=retention_days%3A365%3A62%3A62&" in opened.run("return location.hash"), "no end before its beginning"
    opened.set(f"{lever} .dates > :last-child select", "good")
    assert "&set=retention_days%3A365%3A62%3A71&" in opened.run("return location.hash")
    ends = opened.all(f"{lever} .dates > :last-child select")
    assert [end.is_displayed() for end in ends] == [True, False, False]
