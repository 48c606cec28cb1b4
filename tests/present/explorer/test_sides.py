"""Two sides: what the page says of a rule is what Python says of the same runs, to the character."""

import re
from pathlib import Path
from typing import Any

import pytest

from sim.experiments.store.reader import Results, read_results
from sim.model.outcomes import OUTCOMES
from sim.present.explorer.yours import N_SEEDS
from sim.present.sentences import answers
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from tests.experiments.folders import ONE_CITY, run, small
from tests.present.explorer.opened import Page, written
from tests.present.explorer.small_town import CITY, TOWN

SHOWN = "return [...document.querySelectorAll(arguments[0])].map((item) => item.dataset.outcome)"
BARS = """
const bars = [...document.querySelectorAll("article:not([hidden]) .difference:not([hidden])")];
const ends = (bar) => ["x", "width"].map((name) => parseFloat(bar.querySelector("rect").getAttribute(name)));
return bars.map((bar) => [bar.closest("li").dataset.outcome, ...ends(bar)]);
"""
TOLD = """
const article = document.querySelectorAll(".sides article")[arguments[0]];
return [...article.querySelectorAll(".finding, dt, dd")].map((part) => part.textContent);
"""
CHOOSE = """
const control = document.querySelector(arguments[0]);
control.value = arguments[1];
control.dispatchEvent(new Event("change"));
"""


@pytest.fixture(scope="module")
def ban(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """What Python stores of the same rule."""
    return made(small(people_per_agent=50, arms=("ban",)), tmp_path_factory.mktemp("ban") / "made")


def made(scenario: Scenario, folder: Path) -> Results:
    """Return a stored experiment with as many runs as a page has."""
    run(folder, scenario, n_seeds=N_SEEDS)
    return read_results(folder)


def said(opened: Page) -> list[str]:
    """Return the finding and the lines, as the page shows them."""
    opened.until("document.querySelector('.sides article').dataset.pairs === '20'")
    lines = zip(opened.all(".sides dt"), opened.all(".sides dd"), strict=True)
    text = "return arguments[0].textContent"
    told = [f"{opened.run(text, head)}: {opened.run(text, line)}" for head, line in lines]
    return [opened.text(".finding"), *told]


def told(results: Results) -> list[str]:
    """Return the same of a stored experiment."""
    (answer,) = answers(results)
    return [answer.finding, *(f"{heading}: {sentence}" for heading, sentence in answer.lines)]


def test_a_rule_of_the_scenario(opened: Page, ban: Results) -> None:
    opened.open("#view=sides&rule=ban")
    assert said(opened) == told(ban)
    assert opened.text("#spoken") == opened.text(".finding")


def test_a_rule_of_the_readers_own(opened: Page, tmp_path: Path) -> None:
    opened.open("#view=sides&rule=retention-5&set=audit_share:1:66:71&set=existing_fr_permitted:0:60:71")
    scenarios = ONE_CITY.parents[1]
    own = tmp_path / "scenarios" / "own.yaml"
    own.parent.mkdir()
    for path in (scenarios / "russia.yaml", ONE_CITY, ONE_CITY.with_suffix(".csv")):
        target = own.parent / path.relative_to(scenarios)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    own.write_text(
        "format: 1\nname: own\ntitle: Mine\nextends: classroom/one-city.yaml\npeople_per_agent: 50\n"
        "period: {start: 2016-01, end: 2021-12}\narms:\n  my-rule:\n    - {use: retention-5}\n"
        "    - {lever: audit_share, value: 1, from: 2021-07}\n"
        "    - {lever: existing_fr_permitted, value: false, from: 2021-01}\n"
    )
    assert said(opened) == told(made(load_scenario(own, arms=["my-rule"]), tmp_path / "made"))


def test_each_side_shows_what_belongs_there_and_for_whom(opened: Page, ban: Results) -> None:
    opened.open("#view=sides&rule=ban")
    said(opened)
    rows = {row.outcome: row for row in ban.comparison.values()}
    better = {outcome.name: outcome.better for outcome in OUTCOMES}
    shown = {
        kind: opened.run(SHOWN, f"article:not([hidden]) .side.{kind} li")
        for kind in ("better", "worse", "neither", "unclear")
    }
    assert shown["better"]
    assert all(rows[name].reading == better[name] for name in shown["better"])
    assert all({rows[name].reading, better[name]} == {"more", "less"} for name in shown["worse"])
    assert all(better[name] is None and rows[name].reading in ("more", "less") for name in shown["neither"])
    assert all(rows[name].reading not in ("more", "less") for name in shown["unclear"])
    assert [word in opened.text(".side.better h4") for word in ("for ", "with")] == [True, False]


def test_bars_lie_where_the_intervals_are(opened: Page, ban: Results) -> None:
    opened.open("#view=sides&rule=ban")
    said(opened)
    rows = {row.outcome: row for row in ban.comparison.values()}
    (far,) = re.findall(r"(\d+)% less", opened.text(".sides > .soft"))
    seen = opened.run(BARS)
    assert len(seen) > 3
    for name, x, width in seen:
        row = rows[name]
        low, high = (max(-1, min(1, 100 * end / row.baseline_mean / int(far))) for end in row.interval)
        assert (x, x + max(width, 0.5)) == pytest.approx((50 + 46 * low, max(50 + 46 * high, 50 + 46 * low + 0.5)))


def test_a_second_rule_is_compared_together_with_the_first(opened: Page, tmp_path: Path) -> None:
    opened.open("#view=sides&rule=ban")
    opened.run(CHOOSE, "#beside", "retention-5")
    opened.until("[...document.querySelectorAll('.sides article')].every((one) => one.dataset.pairs === '20')")
    both = made(small(people_per_agent=50, arms=("ban", "retention-5")), tmp_path / "made")
    for article, answer in enumerate(answers(both)):
        assert opened.run(TOLD, article) == [answer.finding, *(part for line in answer.lines for part in line)]
    assert "beside=retention-5" in opened.run("return location.hash")
    opened.open(opened.run("return location.hash"))
    assert opened.run("return document.querySelector('#beside').value") == "retention-5"
    opened.run(CHOOSE, "#beside", "")
    opened.until("document.querySelectorAll('.sides article')[1].hidden")


def test_another_world(browser: Any, tmp_path: Path) -> None:
    (tmp_path / "small-town.csv").write_text(CITY, encoding="utf-8")
    (tmp_path / "small-town.yaml").write_text(TOWN, encoding="utf-8")
    town = Page(browser, written(load_scenario(tmp_path / "small-town.yaml"), tmp_path))
    town.open("#view=sides&rule=care")
    assert said(town) == told(made(load_scenario(tmp_path / "small-town.yaml", arms=["care"]), tmp_path / "made"))


def test_nothing_is_claimed_from_few_pairs(opened: Page) -> None:
    held = "const post = Worker.prototype.postMessage; Worker.prototype.postMessage = function (asked) {"
    held += " if (!(asked.seed > 2)) post.call(this, asked); };"  # what is asked for the fourth pair never comes
    made = opened.browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": held})
    opened.browser.get("about:blank")
    opened.browser.get(opened.path.as_uri() + "#view=sides&rule=ban")
    opened.until("document.querySelector('.sides article').dataset.pairs === '3'")
    assert opened.text(".finding") == "Nothing is claimed yet: at least 6 twin cities have to differ."
    opened.browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", made)
    opened.open("#view=sides&rule=ban")
    opened.until("document.querySelector('.sides article').dataset.pairs === '20'")
    assert opened.text(".finding").startswith("In ")
