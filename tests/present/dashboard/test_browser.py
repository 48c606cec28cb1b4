"""The dashboard in a real browser: who can use it, what it asks for, what it says aloud."""

import json
from typing import Any

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from sim.present.words.language import words
from tests.present.accessibility import LOOKS, look, violations
from tests.present.dashboard.served import Served

VIEWS = (
    "/",
    "/compare?experiment=whole&policy=retention-5",
    "/assumed?experiment=whole",
    "/map?experiment=whole&month=2016-12",
)
DRAWN = """
const graphs = [...document.querySelectorAll('.dash-graph')];
return !!document.querySelector('main h1') && graphs.every((one) => one.querySelector('.main-svg'));
"""
# Everything is open; of long tables and texts a part is enough.
FEW_ROWS = """
document.querySelectorAll('details').forEach((one) => (one.open = true));
document.querySelectorAll('tbody tr:nth-child(n+4)').forEach((one) => one.remove());
"""


def until(browser: Any, script: str) -> Any:
    return WebDriverWait(browser, 60).until(lambda driver: driver.execute_script(script))


def visit(browser: Any, served: Served, view: str) -> list[str]:
    """Open a view; return the addresses that it asked for."""
    browser.get_log("performance")
    browser.get(served.base + view)
    until(browser, DRAWN)
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return [one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"]


@pytest.mark.parametrize(("width", "colours"), LOOKS)
def test_no_view_breaks_a_rule_of_accessibility(browser: Any, served: Served, width: int, colours: str) -> None:
    found, wide = {}, {}
    with look(browser, width, colours):
        for view in VIEWS:
            visit(browser, served, view)
            wide[view] = browser.execute_script("return document.documentElement.scrollWidth")
            browser.execute_script(FEW_ROWS)
            found[view] = violations(browser)
    assert found == dict.fromkeys(VIEWS, [])
    assert max(wide.values()) <= width


def test_a_rule_that_is_broken_is_noticed(browser: Any, served: Served) -> None:
    visit(browser, served, VIEWS[1])
    browser.execute_script("document.querySelector('label').remove()")
    assert violations(browser) == ["select-name: 1"]


def test_nothing_is_asked_of_another_computer_and_nothing_goes_wrong(browser: Any, served: Served) -> None:
    browser.get_log("browser")
    for view in (*VIEWS, "/compare?experiment=hostile"):
        urls = visit(browser, served, view)
        assert len(urls) > 5
        assert [url for url in urls if not url.startswith((served.base, "data:", "blob:"))] == []
    assert browser.execute_script("return document.querySelectorAll('main img, main script').length") == 0
    assert browser.get_log("browser") == []


def press(browser: Any, *keys: str) -> None:
    ActionChains(browser).send_keys(*keys).perform()


def focused(browser: Any) -> str:
    return str(browser.execute_script("return document.activeElement.id || document.activeElement.textContent"))


def reach(browser: Any, wanted: str) -> None:
    """Press Tab until a control has the focus."""
    for _ in range(60):
        if focused(browser) == wanted:
            return
        press(browser, Keys.TAB)
    pytest.fail(f"Tab does not reach {wanted}; it is at {focused(browser)}")


def test_the_keyboard_is_enough(browser: Any, served: Served) -> None:
    visit(browser, served, VIEWS[1])
    press(browser, Keys.TAB)
    assert focused(browser) == "Skip to the content"
    outline = "return getComputedStyle(document.activeElement).outlineStyle"
    reach(browser, "choose-outcome")
    assert browser.execute_script(outline) == "solid"
    press(browser, Keys.END)
    until(browser, "return location.search.includes('outcome=support_mean')")
    until(browser, "return document.querySelector('#one-h').textContent.endsWith('support for recognition')")
    until(browser, "return document.activeElement.id === 'choose-outcome'")
    browser.back()
    until(browser, "return !location.search.includes('outcome=support_mean')")


def test_a_view_that_is_opened_by_a_link_is_told(browser: Any, served: Served) -> None:
    """The window has its name, and reading goes on in the new content."""
    visit(browser, served, "/")
    reach(browser, "Compare two policies")
    press(browser, Keys.ENTER)
    until(browser, "return location.pathname === '/compare' && document.activeElement.id === 'content'")
    until(browser, "return document.title === document.querySelector('h1').textContent")


def test_the_scenario_can_be_copied(browser: Any, served: Served) -> None:
    visit(browser, served, VIEWS[2])
    reach(browser, "Copy")
    press(browser, Keys.ENTER)
    assert until(browser, "return document.querySelector('[data-done]').textContent") in (
        "Copied.", "Selected: press Ctrl+C, or Cmd+C on a Mac."
    )  # fmt: skip


def test_a_map_is_played_month_by_month_until_it_is_stopped(browser: Any, served: Served) -> None:
    text = "document.querySelector('#play-choose-month').textContent"
    play, stop = words().say("page.places.play"), words().say("page.places.pause")
    visit(browser, served, VIEWS[3])
    assert browser.execute_script(f"return {text}") == play
    browser.find_element("id", "play-choose-month").click()
    until(browser, f"return {text} === {stop!r} && /month=20(1[7-9]|2)/.test(location.search)")
    browser.execute_script("document.querySelector('#play-choose-month').click()")  # its view may be made anew
    until(browser, f"return {text} === {play!r}")
