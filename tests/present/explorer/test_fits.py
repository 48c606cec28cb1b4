"""On a telephone all text is there to be read: none is wider than its box, its picture or the screen."""

from pathlib import Path
from typing import Any

import pytest

from sim.scenario.load import load_scenario
from tests.experiments.folders import small
from tests.present.accessibility import look
from tests.present.explorer.opened import Page, written

SCENARIOS = Path(__file__).parents[3] / "scenarios"
CUT = """
const frame = document.querySelector(".predict svg").getBoundingClientRect();
return [...document.querySelectorAll(".dot")].filter((dot) => dot.getBoundingClientRect().top < frame.top - 1).length;
"""
STICKS_OUT = """
const found = new Set();
const isRead = (one) => one.checkVisibility() && !one.closest(".heard, script, style, title");
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
  const { data, parentElement: box } = texts.currentNode;
  if (!data.trim() || !isRead(box)) continue;
  const range = document.createRange();
  range.selectNodeContents(texts.currentNode);
  const frame = box.closest("svg")?.getBoundingClientRect() ?? { left: 0, right: innerWidth };
  for (const { left, right } of range.getClientRects())
    if (left < Math.max(0, frame.left) - 1 || right > Math.min(innerWidth, frame.right) + 1) found.add(data);
}
for (const box of document.querySelectorAll("#app *"))
  if (isRead(box) && box.clientWidth && box.scrollWidth > box.clientWidth + 1 && box.textContent)
    found.add(`${box.tagName}.${box.className}: ${box.textContent.slice(0, 60)}`);
for (const box of document.querySelectorAll("textarea"))
  if (isRead(box) && box.scrollHeight > box.clientHeight + 1) found.add(box.value);
const pen = document.createElement("canvas").getContext("2d");
for (const list of document.querySelectorAll(".lever select"))
  for (const { text } of isRead(list) ? list.options : []) {
    pen.font = getComputedStyle(list).font;
    if (pen.measureText(text).width > list.clientWidth - 20) found.add(text); // beside its arrow
  }
return [...found];
"""
VIEWS = (
    "predict",
    "predict&guess=less&locked=yes",
    "predict&guess=more&locked=yes&of=support_mean",
    "places",
    "sides&beside=ban&beside-set=audit_share:1:3:9",
    "more",
)
UNFOLD = "document.querySelectorAll('details').forEach((one) => (one.open = true))"


@pytest.fixture(scope="module")
def town(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Page:
    settings = {"period.start": "2023-07", "period.end": "2024-06"}
    scenario = load_scenario(SCENARIOS / "classroom" / "lindenford.yaml", settings=settings)
    return Page(browser, written(scenario, tmp_path_factory.mktemp("town")))


@pytest.fixture(scope="module")
def country(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Page:
    settings = {"period.end": "2025-12"}
    scenario = load_scenario(SCENARIOS / "template-country.yaml", people_per_agent=20_000, settings=settings)
    return Page(browser, written(scenario, tmp_path_factory.mktemp("country")))


@pytest.fixture(scope="module")
def groups(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Page:
    return Page(browser, written(small(people_per_agent=200, arms=("ban",)), tmp_path_factory.mktemp("groups")))


@pytest.mark.parametrize("name", ["town", "country", "groups"])
def test_no_text_sticks_out(name: str, request: pytest.FixtureRequest) -> None:
    opened: Page = request.getfixturevalue(name)
    with look(opened.browser, 390, "light"):
        found = {}
        for view in VIEWS:
            opened.open(f"#view={view}")
            opened.run(UNFOLD)
            opened.until("!document.querySelector('[aria-busy]')")
            found[view] = opened.run(STICKS_OUT)
        assert found == dict.fromkeys(VIEWS, [])


def test_a_column_of_all_twin_cities_is_in_the_picture(groups: Page) -> None:
    with look(groups.browser, 390, "light"):
        groups.open("#rule=ban&set=existing_fr_permitted:1:60:71&set=new_fr_permitted:1:60:71&guess=same&locked=yes")
        groups.until("document.querySelectorAll('.dot.same').length === 20")
        assert groups.run(CUT) == 0


def test_text_that_sticks_out_is_noticed(groups: Page) -> None:
    with look(groups.browser, 390, "light"):
        groups.open("#view=more")
        groups.run("document.querySelector('.paths svg text').textContent += ' and so on'.repeat(9)")
        groups.run("document.querySelector('.more .rule').style.whiteSpace = 'nowrap'")
        groups.run("document.querySelector('.more .rule').textContent += ' and so on'.repeat(9)")
        assert len(groups.run(STICKS_OUT)) >= 2
