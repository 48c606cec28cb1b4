"""Two sides: what the page says of a rule is what Python says of the same runs, to the character."""

from pathlib import Path
from typing import Any

import pytest

from sim.experiments.store.reader import read_results
from sim.present.explorer.yours import N_SEEDS
from sim.present.sentences import answers
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from tests.experiments.folders import ONE_CITY, run, small
from tests.present.explorer.opened import Page, written


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return small(people_per_agent=50, arms=("ban", "retention-5"))


@pytest.fixture(scope="module")
def opened(browser: Any, scenario: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Page:
    return Page(browser, written(scenario, tmp_path_factory.mktemp("page")))


def said(opened: Page) -> list[str]:
    """Return the finding and the lines, as the page shows them."""
    opened.until("document.querySelector('.sides dt') !== null")
    lines = zip(opened.all(".sides dt"), opened.all(".sides dd"), strict=True)
    text = "return arguments[0].textContent"
    told = [f"{opened.run(text, head)}: {opened.run(text, line)}" for head, line in lines]
    return [opened.text(".finding"), *told]


def told(scenario: Scenario, folder: Path) -> list[str]:
    """Return the same of a stored experiment with as many runs."""
    run(folder, scenario, n_seeds=N_SEEDS)
    (answer,) = answers(read_results(folder))
    return [answer.finding, *(f"{heading}: {sentence}" for heading, sentence in answer.lines)]


def test_a_rule_of_the_scenario(opened: Page, tmp_path: Path) -> None:
    opened.open("#view=sides&rule=ban")
    assert said(opened) == told(small(people_per_agent=50, arms=("ban",)), tmp_path / "made")
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
    assert said(opened) == told(load_scenario(own, arms=["my-rule"]), tmp_path / "made")


def test_each_side_shows_what_belongs_there(opened: Page) -> None:
    opened.open("#view=sides&rule=ban")
    said(opened)
    better, worse = opened.text(".side.better"), opened.text(".side.worse")
    assert "people stopped by mistake" in better + opened.text(".side.unclear")
    assert all(bar.get_attribute("aria-label") for bar in opened.all(".side .bar"))
    assert better.startswith("Better with the rule")
    assert worse.startswith("Worse with the rule")


def test_a_second_rule_stands_beside_the_first(opened: Page, scenario: Scenario, tmp_path: Path) -> None:
    opened.open("#view=sides&rule=ban&beside=retention-5")
    opened.until("document.querySelectorAll('.panels article[data-pairs=\"20\"]').length === 2")
    opened.until("document.querySelectorAll('.panels article:not([hidden]) .lines').length === 2")
    run(tmp_path / "made", scenario, n_seeds=N_SEEDS)
    findings = [answer.finding for answer in answers(read_results(tmp_path / "made"))]
    assert [opened.run("return arguments[0].textContent", one) for one in opened.all(".finding")] == findings


def test_nothing_is_claimed_from_few_pairs(opened: Page) -> None:
    opened.browser.get("about:blank")
    opened.browser.get(opened.path.as_uri() + "#view=sides&rule=ban")
    opened.until("Number(document.documentElement.dataset.pairs) > 0")
    early = opened.run(
        "return [document.documentElement.dataset.pairs, document.querySelector('.finding').textContent]"
    )
    opened.wait()
    assert int(early[0]) >= 6 or early[1] in ("Nothing is claimed yet: at least 6 twin cities have to differ.",
                                              "The first twin cities are on their way ...", "")  # fmt: skip
    assert opened.text(".finding").startswith("In ")
