"""Two sides: what the page says of a rule is what Python says of the same runs, to the character."""

import json
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


def made_of_own(folder: Path, *arms: str) -> Results:
    """Return what Python stores of rules that a reader makes: lines of a file that extends the shipped scenario."""
    scenarios = ONE_CITY.parents[1]
    own = folder / "scenarios" / "own.yaml"
    own.parent.mkdir()
    for path in (scenarios / "russia.yaml", ONE_CITY, ONE_CITY.with_suffix(".csv")):
        target = own.parent / path.relative_to(scenarios)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    head = "format: 1\nname: own\ntitle: Mine\nextends: classroom/one-city.yaml\npeople_per_agent: 50\n"
    period = "period: {start: 2016-01, end: 2021-12}\n"
    labels = {arm.split(":")[0]: label for arm, label in zip(arms, ("Your rule", "Your second rule"), strict=False)}
    own.write_text("\n  ".join([f"{head}{period}labels: {json.dumps(labels)}\narms:", *arms]) + "\n")
    return made(load_scenario(own, arms=[arm.split(":")[0] for arm in arms]), folder / "made")


def test_a_rule_of_the_readers_own(opened: Page, tmp_path: Path) -> None:
    opened.open("#view=sides&rule=retention-5&set=audit_share:1:66:69&set=existing_fr_permitted:0:60:71")
    audit = "{lever: audit_share, value: 1, from: 2021-07, to: 2021-10}"
    off = "{lever: existing_fr_permitted, value: false, from: 2021-01}"
    results = made_of_own(tmp_path, f"my-rule: [{{use: retention-5}}, {audit}, {off}]")
    assert said(opened) == told(results)
    assert "“Your rule”" in opened.text(".sides article")
    assert opened.text(".sets") == answers(results)[0].sets
    assert "from July 2021 until October 2021" in opened.text(".sets")


def test_each_side_shows_what_belongs_there_and_for_whom(opened: Page, ban: Results) -> None:
    opened.open("#view=sides&rule=ban")
    said(opened)
    rows = {row.outcome: row for row in ban.comparison.values()}
    better = {outcome.name: outcome.better for outcome in OUTCOMES}
    shown = {
        kind: opened.run(SHOWN, f"article:not([hidden]) .side.{kind} li")
        for kind in ("better", "worse", "neither", "unclear", "equal")
    }
    assert shown["better"]
    assert all(rows[name].reading == better[name] for name in shown["better"])
    assert all({rows[name].reading, better[name]} == {"more", "less"} for name in shown["worse"])
    assert all(better[name] is None and rows[name].reading in ("more", "less") for name in shown["neither"])
    assert all(rows[name].reading not in ("more", "less", "equal") for name in shown["unclear"])
    assert all(rows[name].reading == "equal" for name in shown["equal"])
    assert [word in opened.text(".side.better h4") for word in ("for ", "with")] == [True, False]


def test_what_no_pair_changes_stands_apart_from_what_is_not_clear(opened: Page, tmp_path: Path) -> None:
    opened.open("#view=sides&rule=retention-5")
    results = made(small(people_per_agent=50, arms=("retention-5",)), tmp_path / "made")
    said(opened)
    rows = {row.outcome: row for row in results.comparison.values()}
    equal = opened.run(SHOWN, "article:not([hidden]) .side.equal li")
    assert "stops_wrongful" in equal
    assert {rows[name].differing_pairs for name in equal} == {0}
    assert all(rows[name].differing_pairs for name in opened.run(SHOWN, "article:not([hidden]) .side.unclear li"))


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


def said_of_both(opened: Page) -> list[list[str]]:
    """Return what the page says of each of two rules, when all pairs have come."""
    opened.until("[...document.querySelectorAll('.sides article')].every((one) => one.dataset.pairs === '20')")
    return [opened.run(TOLD, article) for article in range(2)]


def told_of_both(results: Results) -> list[list[str]]:
    return [[answer.finding, *(part for line in answer.lines for part in line)] for answer in answers(results)]


def test_a_second_rule_is_compared_together_with_the_first(opened: Page, tmp_path: Path) -> None:
    opened.open("#view=sides&rule=ban")
    opened.run(CHOOSE, "#beside", "retention-5")
    both = small(people_per_agent=50, arms=("ban", "retention-5"))
    assert said_of_both(opened) == told_of_both(made(both, tmp_path / "made"))
    assert "beside=retention-5" in opened.run("return location.hash")
    opened.open(opened.run("return location.hash"))
    assert opened.run("return document.querySelector('#beside').value") == "retention-5"
    opened.run(CHOOSE, "#beside", "")
    opened.until("document.querySelectorAll('.sides article')[1].hidden")


def test_both_rules_can_be_the_readers_own(opened: Page, tmp_path: Path) -> None:
    """The levers move the rule that the reader says; the address holds both, and they are compared as Python does."""
    opened.open("#view=sides&rule=ban&beside=ban")
    first, second = said_of_both(opened)
    assert first == second
    opened.click(".sides article:last-child .change")
    assert opened.run("return document.activeElement.value") == "second"
    opened.run(CHOOSE, "#lever-retention_days", "3")
    opened.click(".rules input[value=first]")
    assert "moved" not in opened.one(".lever:has(#lever-retention_days)").get_attribute("class")
    opened.run(CHOOSE, "#lever-audit_share", "20")
    address = opened.run("return location.hash")
    assert "&set=audit_share%3A1%3A60%3A71&" in address
    assert "&beside-set=retention_days%3A3%3A60%3A71" in address
    opened.until(
        "[...document.querySelectorAll('.sides article .rule')].map((one) => one.textContent.split(':')[0]).join() "
        "=== 'First rule,Second rule'"
    )
    shown = said_of_both(opened)
    audit = "{lever: audit_share, value: 1, from: 2021-01}"
    days = "{lever: retention_days, value: 3, from: 2021-01}"
    arms = [f"my-rule: [{{use: ban}}, {audit}]", f"my-rule-2: [{{use: ban}}, {days}]"]
    assert shown == told_of_both(made_of_own(tmp_path, *arms))
    opened.open(address)
    assert said_of_both(opened) == shown
    assert [opened.text(f".sides article:nth-child({k}) .rule").split(":")[0] for k in (1, 2)] == [
        "First rule", "Second rule",
    ]  # fmt: skip


HOSTILE = """
twin=0 twin=21 twin=1.5 twin=NaN twin=-1e300 path=__proto__ path=Infinity layer=change layer=constructor by=week by=%00
open=look+paths+__proto__+<b> chart=__proto__ chart=sought_people about=ban about=__proto__&about-set=x
move=third month=1e308 month=71.6 month=-1 month=x of=__proto__ of=sought_people locked=yes
beside=no-such beside=__proto__ beside-set=audit_share:1:60:71 beside=none&beside-set=:::: set=audit_share:1:60:99999
set=audit_share:7:60:71 set=__proto__:1:0:5 set=audit_share:1:71:60 set=consent_mode:0.5:0:71 set=audit_share:1e999:0:5
set=::: %E0%A4%A <img/src=x/onerror=alert(1)> guess=more%22 count=NaN view=constructor
"""
MANY = "&".join(["set=audit_share:9:0:5"] * 2000)


def test_what_an_address_cannot_mean_is_as_if_it_were_not_there(opened: Page) -> None:
    opened.open("#view=sides&rule=ban")
    usual = "#view=sides&rule=ban&of=stops_wrongful&month=71"
    opened.run("location.hash = arguments[0]", f"{usual}&twin=3&layer=without&path=20&by=month&open=")
    opened.until("location.hash.endsWith('&twin=3&layer=without&path=20&by=month&open=')")
    for fragment in [*HOSTILE.split(), MANY]:
        opened.run("location.hash = arguments[0]", f"view=sides&rule=ban&{fragment}")
        opened.until(f"location.hash === '{usual}'")
    assert opened.data["state"] == "ready"
    assert opened.complaints() == []


def test_another_world(browser: Any, tmp_path: Path) -> None:
    (tmp_path / "small-town.csv").write_text(CITY, encoding="utf-8")
    (tmp_path / "small-town.yaml").write_text(TOWN, encoding="utf-8")
    town = Page(browser, written(load_scenario(tmp_path / "small-town.yaml"), tmp_path))
    town.open("#view=sides&rule=care")
    assert said(town) == told(made(load_scenario(tmp_path / "small-town.yaml", arms=["care"]), tmp_path / "made"))


def test_nothing_is_claimed_from_few_pairs(opened: Page) -> None:
    with opened.held("#view=sides&rule=ban", "asked.seed > 2", 3):
        opened.until("document.querySelector('.sides article').dataset.pairs === '3'")
        assert opened.text(".finding") == "Nothing is claimed yet: at least 6 twin cities have to differ."
    opened.open("#view=sides&rule=ban")
    opened.until("document.querySelector('.sides article').dataset.pairs === '20'")
    assert opened.text(".finding").startswith("In ")
