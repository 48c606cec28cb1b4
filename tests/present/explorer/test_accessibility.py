"""Every view of the page, before and after what a reader does in it, breaks no rule of WCAG 2.2, A and AA."""

from typing import Any

import pytest

from tests.experiments.folders import small
from tests.present.accessibility import LOOKS, look, violations
from tests.present.explorer.opened import Page, written

ALL_IN_SIGHT = "!document.querySelector('nav').hidden && !document.querySelector('.rules').hidden"


@pytest.fixture(scope="module")
def opened(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Page:
    return Page(browser, written(small(people_per_agent=200, arms=("ban",)), tmp_path_factory.mktemp("page")))


def answer(opened: Page) -> None:
    """Say something and see the answer, after which levers and the other views are in sight."""
    opened.click("input[value=less]")
    opened.click("button.main")
    opened.until(ALL_IN_SIGHT)


@pytest.mark.parametrize(("width", "colours"), LOOKS)
def test_no_view_breaks_a_rule(opened: Page, width: int, colours: str) -> None:
    """The question, then the answer, then each other view with all that is folded open."""
    with look(opened.browser, width, colours):
        opened.open()
        assert violations(opened.browser) == []
        answer(opened)
        views = [button.get_attribute("data-view") for button in opened.all("button[data-view]")]
        assert len(views) >= 3
        found = {}
        for view in views:
            opened.click(f"button[data-view={view}]")
            opened.run("document.querySelectorAll('details').forEach((one) => (one.open = true))")
            found[view] = violations(opened.browser)
        assert found == dict.fromkeys(views, [])


def test_a_rule_that_is_broken_is_noticed(opened: Page) -> None:
    with look(opened.browser, *LOOKS[0]):
        opened.open()
        answer(opened)
        opened.run("document.querySelector('nav button').textContent = ''")
        assert violations(opened.browser) == ["button-name: 1"]
