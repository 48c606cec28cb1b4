"""Every view by keyboard alone: Tab reaches each control in order, shows where it is, and leaves it."""

from typing import Any

import pytest

from tests.present.dashboard.served import Served
from tests.present.dashboard.test_browser import VIEWS, until, visit
from tests.present.dashboard.test_queue_browser import WRONG, busy  # noqa: F401 - a fixture
from tests.present.keyboard import walk

_LIVE = "return document.querySelector('#live article')?.dataset.pairs === '20' || !document.getElementById('live')"
HEAD = 8  # controls at the top of every view: the way past it, the title and six views


def is_walked(browser: Any, served: Served, view: str) -> int:
    """See that Tab goes through a view; return how many controls it has."""
    visit(browser, served, view)
    until(browser, _LIVE)
    walked = walk(browser)
    assert walked.reached == list(range(len(walked.names))), walked
    assert walked.unseen == []
    assert walked.is_left
    return len(walked.names)


@pytest.mark.parametrize("view", [*VIEWS, f"{WRONG}&more=open"])
def test_tab_goes_through_a_view(browser: Any, served: Served, view: str) -> None:
    assert is_walked(browser, served, view) > HEAD


def test_tab_goes_through_what_is_folded(browser: Any, served: Served) -> None:
    visit(browser, served, VIEWS[1])
    before = len(walk(browser).names)
    browser.execute_script("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    walked = walk(browser)
    assert len(walked.names) > before
    assert walked.reached == list(range(len(walked.names)))


def test_tab_goes_through_the_runs(browser: Any, busy: Served) -> None:  # noqa: F811 - the fixture
    assert is_walked(browser, busy, "/runs") > HEAD


@pytest.mark.parametrize("outline", ["none", "1px solid", "3px solid transparent", "3px solid var(--paper)"])
def test_a_focus_that_is_not_shown_is_noticed(browser: Any, served: Served, outline: str) -> None:
    visit(browser, served, VIEWS[2])
    rule = f":focus-visible {{ outline: {outline} !important }}"
    browser.execute_script("document.head.appendChild(document.createElement('style')).append(arguments[0])", rule)
    walked = walk(browser)
    assert walked.unseen == walked.names


def test_a_control_that_no_key_reaches_is_noticed(browser: Any, served: Served) -> None:
    visit(browser, served, "/")
    browser.execute_script("document.querySelector('main a').tabIndex = -1")
    walked = walk(browser)
    assert walked.reached != list(range(len(walked.names)))
