"""The form of a policy and the list of runs in a real browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from sim.experiments.queueing.job import TOLD, Order, State, write_state
from sim.experiments.queueing.queue import Queue
from sim.experiments.store.files import only_writer
from tests.present.accessibility import LOOKS, look, violations
from tests.present.dashboard.conftest import HOSTILE
from tests.present.dashboard.served import Served, serving
from tests.present.dashboard.test_browser import press, reach, until, visit

EDIT = "/edit?scenario=one-city&rule=retention-5"
WRONG = f"{EDIT}&retention_days=500&audit_share=0.5&audit_share-from=May"
STATES = {
    "waiting": State("waiting"), "running": State("running", 1), "done": State("done"),
    "stopped": State("stopped"), "failed": State("failed", message=HOSTILE),
}  # fmt: skip
PROGRESS = '{"event": "progress", "runs": 12, "over": 6, "failed": 1, "runs_per_second": 2.0, "seconds_left": 3.0}\n'


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A dashboard beside another that holds the queue, in which a job of each state lies."""
    folder: Path = tmp_path_factory.mktemp("busy")
    queue = Queue(folder)
    with serving(folder) as served:
        queue.folder.mkdir()
        with only_writer(queue.folder):
            for k, (word, state) in enumerate(STATES.items()):
                order = Order(HOSTILE if word == "failed" else word, f"x-{k}", 4, (), {}, "")
                job = queue.folder / queue.add(order, "")
                write_state(job, state)
                (job / TOLD).write_text(PROGRESS)
            yield served


@pytest.mark.parametrize(("width", "colours"), LOOKS)
def test_no_view_breaks_a_rule_of_accessibility(
    browser: Any, served: Served, busy: Served, width: int, colours: str
) -> None:
    found, wide = {}, {}
    with look(browser, width, colours):
        for place, view in ((served, EDIT), (served, WRONG), (busy, "/runs")):
            visit(browser, place, view)
            browser.execute_script("document.querySelectorAll('details').forEach((one) => (one.open = true))")
            found[view] = violations(browser)
            wide[view] = browser.execute_script("return document.documentElement.scrollWidth")
    assert found == dict.fromkeys((EDIT, WRONG, "/runs"), [])
    assert max(wide.values()) <= width


def test_nothing_goes_wrong_and_texts_stay_texts(browser: Any, served: Served, busy: Served) -> None:
    browser.get_log("browser")
    for place, view in ((served, f"{EDIT}&title=%3Cimg src=x onerror=alert(1)%3E"), (busy, "/runs")):
        urls = visit(browser, place, view)
        assert [url for url in urls if not url.startswith((place.base, "data:", "blob:"))] == []
        assert browser.execute_script("return document.querySelectorAll('main img, main script').length") == 0
    assert browser.get_log("browser") == []


def test_a_policy_is_written_by_keyboard(browser: Any, served: Served) -> None:
    """A field that is left becomes the address, and the focus goes on to the next one."""
    visit(browser, served, EDIT)
    reach(browser, "choose-retention_days")
    press(browser, "500", Keys.TAB)
    until(browser, "return location.search.includes('retention_days=500')")
    until(browser, "return !!document.querySelector('.wrong')")
    until(browser, "return document.activeElement.id === 'choose-retention_days-from'")
    assert not browser.execute_script("return location.search.includes('warrant_share')")


def test_folded_levers_stay_open_when_a_field_of_them_is_left(browser: Any, served: Served) -> None:
    visit(browser, served, EDIT)
    reach(browser, "more-levers")
    press(browser, Keys.ENTER, Keys.TAB, "x", Keys.TAB)
    until(browser, "return location.search.includes('more=open') && !!document.querySelector('.wrong')")
    assert browser.execute_script("return document.querySelector('details[data-key]').open")


def test_a_run_is_stopped_by_keyboard(browser: Any, busy: Served) -> None:
    visit(browser, busy, "/runs")
    n = len(STATES)
    assert len(browser.find_elements(By.TAG_NAME, "article")) == n
    assert browser.find_element(By.TAG_NAME, "progress").get_attribute("value") == "6"
    button = browser.find_element(By.CSS_SELECTOR, "[id^=stop-]").get_attribute("id")
    reach(browser, button)
    press(browser, Keys.ENTER)
    until(browser, "return document.body.textContent.includes('Ending; what is finished is kept')")


def test_the_difference_of_a_small_world_is_there_at_once(browser: Any, served: Served) -> None:
    """It is tried before the server answers, and what the server then says is the same rule: nothing is run again."""
    browser.get_log("browser")
    visit(browser, served, "/edit?scenario=stored:whole&rule=retention-5&retention_days=7")
    until(browser, "return document.querySelector('#live article')?.dataset.pairs === '20'")
    before = browser.execute_script("return document.querySelector('#live .finding').textContent")
    browser.execute_script("window.kept = document.querySelector('#live article'); window.said = []")
    note = "new MutationObserver(() => said.push(kept.dataset.pairs)).observe(kept, {attributes: true})"
    browser.execute_script(note)
    reach(browser, "choose-retention_days")
    press(browser, "300", Keys.TAB)
    until(browser, "return JSON.parse(document.querySelector('#live').dataset.rule).settings[0].value === 300")
    until(browser, "return said.length && document.querySelector('#live article')?.dataset.pairs === '20'")
    assert browser.execute_script("return document.querySelector('#live article') === kept")
    assert browser.execute_script("return said.filter((n) => n === '1').length") == 1
    assert browser.execute_script("return document.querySelector('#live .finding').textContent") != before
    assert violations(browser) == []
    assert browser.get_log("browser") == []
