"""What stands behind "More": the reader's rule as a file, its fingerprint, shares of its parts, and its numbers."""

import csv
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.cli import main
from sim.engines.compiled.engine import CompiledEngine
from sim.engines.recording import STOPPED, Recording
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.state import Policy
from sim.present.words.language import words
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from tests.present.explorer.opened import Page, written
from tests.present.explorer.small_town import (
    CITY,
    COMMANDS,
    FIRST,
    FOLD,
    N_PAIRS,
    READY,
    SHARES,
    TOWN,
    YOURS,
    cells_of,
    choose,
    countries,
    fingerprint,
    sha256_of,
    until,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a scenario of a small town."""
    path = tmp_path_factory.mktemp("town")
    (path / "small-town.csv").write_text(CITY, encoding="utf-8")
    (path / "small-town.yaml").write_text(TOWN, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def town(folder: Path) -> Scenario:
    return load_scenario(folder / "small-town.yaml")


@pytest.fixture(scope="module")
def opened(browser: Any, folder: Path, town: Scenario) -> Page:
    """The page of the small town, all parts behind "More" open."""
    shown = Page(browser, written(town, folder))
    shown.open("#view=more&rule=care")
    until(lambda: shown.run(READY))
    shown.run(FOLD)
    return shown


ROOT = Path(__file__).parents[3]
YEARS = words().say("years.more", first="April 2016", last="June 2017")

RULES = {
    "preset": {"rule": "ban"},
    "bundle": {"rule": "care"},
    "adaptive preset": {"rule": "pause"},
    "moved lever": {"rule": "ban", "set": "contract_fpir:0.0000002:4:17"},
    "choice and switch": {"rule": "pause", "set": "consent_mode:2:6:17&set=assembly_fr_permitted:0:2:17"},
    "two levers with dates": {"rule": "care", "set": "retention_days:5:3:9&set=audit_share:0.35:5:12"},
    "beside another": {"rule": "ban", "set": "audit_share:1:4:11", "beside": "care&beside-set=audit_share:0.35:5:12"},
}


@pytest.mark.parametrize("rule", RULES)
def test_the_file_is_valid_and_its_rule_gives_the_same_fingerprint(
    opened: Page, folder: Path, capsys: pytest.CaptureFixture[str], rule: str
) -> None:
    shown = choose(opened, **RULES[rule])
    file = folder / "my-rule.yaml"
    file.write_text(opened.run(YOURS))
    assert main(["validate", str(file)]) == 0, capsys.readouterr()
    chosen = RULES[rule]
    sides = {"my-rule" if "set" in chosen else chosen["rule"]: "with"}
    sides |= {"my-rule-2": "second"} if "beside" in chosen else {}
    theirs = load_scenario(file, arms=list(sides))
    assert theirs.arms == ("status-quo", *sides)
    for name, side in sides.items():
        assert sha256_of(countries(theirs.world, theirs.policies[name])) == fingerprint(opened, side)
    assert opened.text("[data-part=check] [data-side=with]") == shown


def test_the_fingerprint_without_the_rule_is_told(opened: Page, town: Scenario) -> None:
    choose(opened, rule="care")
    without = sha256_of(countries(town.world, town.policies["status-quo"]))
    assert opened.text("[data-part=check] [data-side=without]") == without


def test_the_commands_that_are_told_give_the_same_fingerprints(opened: Page, folder: Path) -> None:
    shown = choose(opened, rule="pause", set="retention_days:5:3:9", beside="care")
    (folder / "my-rule.yaml").write_text(opened.run(YOURS), encoding="utf-8")
    for command in opened.run(COMMANDS).split("\n"):
        program, script, *arguments = shlex.split(command)
        assert (program, script) == ("python", "run.py")
        call = [sys.executable, ROOT / script, *arguments]
        answer = subprocess.run(call, cwd=folder, capture_output=True, text=True)
        assert answer.returncode == 0, answer.stderr
    assert shown in answer.stdout
    assert fingerprint(opened, "second") in answer.stdout
    assert "--arms my-rule,care " in opened.run(COMMANDS)
    assert opened.text("[data-part=check] [data-side=without]") in answer.stdout


@pytest.mark.parametrize(("rule", "called"), [("ban", "ban"), ("care", 'care ("Care, with control")')])
def test_an_unchanged_rule_is_called_what_the_scenario_calls_it(opened: Page, rule: str, called: str) -> None:
    choose(opened, rule=rule)
    told = opened.run(YOURS)
    assert f"# A rule of the scenario, unchanged: {called}.\n" in told
    assert words().say("page.yours.first") not in told
    assert f"--arms {rule} " in opened.run(COMMANDS)


def test_the_file_says_values_and_months_as_a_scenario_does(opened: Page) -> None:
    settings = ["consent_mode:2:6:17", "assembly_fr_permitted:0:2:9", "contract_fpir:0.0000002:0:17"]
    choose(opened, rule="care", set="&set=".join(settings))
    told = opened.run(YOURS).split("\n")
    assert told[told.index("  my-rule:") + 1 :] == [
        "    - {use: care}",
        "    - {lever: consent_mode, value: opt_in, from: 2016-07}",
        "    - {lever: assembly_fr_permitted, value: false, from: 2016-03, to: 2016-10}",
        "    - {lever: contract_fpir, value: 2e-7, from: 2016-01}",
        "",
    ]


def told_with(town: Scenario, whole: Any, levers: Iterable[str]) -> float:
    """Return the mean over twin cities with only some of a rule's levers."""
    rows = town.policies["status-quo"].levers.copy()
    for lever in levers:
        rows[lever] = whole[lever]
    at = OUTCOME_NAMES.index("lookups_illicit")
    return float(countries(town.world, Policy("some", rows, ()))[:, FIRST:, at].sum(axis=1).mean())


def test_shares_add_up_and_are_those_of_all_orders(opened: Page, town: Scenario) -> None:
    choose(opened, rule="care", of="lookups_illicit", set="retention_days:3:3:17")
    parts = ["operator_review_share", "audit_share", "retention_days"]
    whole = town.policies["care"].levers.copy()
    whole["retention_days"][3:] = 3
    expected = dict.fromkeys(parts, 0.0)
    known = {frozenset(some): told_with(town, whole, some) for k in range(4) for some in combinations(parts, k)}
    for order in permutations(parts):
        for k, part in enumerate(order):
            expected[part] += (known[frozenset(order[: k + 1])] - known[frozenset(order[:k])]) / 6
    until(lambda: f"over {N_PAIRS} of {N_PAIRS}" in opened.text("[data-part=shares]"))
    shares = dict(zip([row[0] for row in cells_of(opened, "shares")], opened.run(SHARES), strict=True))
    for part in parts:
        assert shares[words().say(f"page.lever.{part}")] == pytest.approx(expected[part], abs=1e-9)
    difference = known[frozenset(parts)] - known[frozenset()]
    assert difference != 0
    assert shares["All parts together"] == pytest.approx(difference, abs=1e-9)


def test_a_rule_of_one_part_or_of_many_says_so(opened: Page) -> None:
    choose(opened, rule="ban")
    assert "has one part" in opened.text("[data-part=shares]")
    more = ["retention_days:3:3:17", "warrant_share:1:3:17", "publication_share:1:3:17"]
    choose(opened, rule="care", set="&set=".join(more))
    assert "has 5 parts" in opened.text("[data-part=shares]")


def test_what_decides_by_itself_is_one_part(opened: Page, town: Scenario) -> None:
    choose(opened, rule="pause", of="cameras_recognising", set="retention_days:3:3:17")
    until(lambda: f"over {N_PAIRS} of {N_PAIRS}" in opened.text("[data-part=shares]"))
    names = [row[0] for row in cells_of(opened, "shares")]
    keys = ("page.lever.retention_days", "page.more.shares.adaptive", "page.more.shares.whole")
    assert names == [words().say(key) for key in keys]
    at = OUTCOME_NAMES.index("cameras_recognising")
    levels = [countries(town.world, town.policies[arm])[:, -1, at].mean() for arm in ("pause", "status-quo")]
    assert levels[0] != levels[1]
    assert opened.run(SHARES)[1] == pytest.approx(levels[0] - levels[1], abs=1e-9)


def test_who_is_stopped_in_both_worlds_or_one(opened: Page, town: Scenario) -> None:
    choose(opened, rule="care")
    rows = until(lambda: len(rows := cells_of(opened, "both")) == N_PAIRS and rows)
    engine = CompiledEngine(1, Recording(by_city=(), marks=True))
    expected = []
    for seed in range(N_PAIRS):
        before, after = (
            (engine.run(town.world, town.policies[arm], seed).marks[FIRST:] & STOPPED).any(axis=0).copy()
            for arm in ("status-quo", "care")
        )
        expected.append([seed + 1, (before & after).sum(), (before & ~after).sum(), (after & ~before).sum()])
    assert [[int(cell) for cell in row] for row in rows] == expected
    totals = np.array(expected).sum(axis=0)[1:]
    assert totals[:2].all()
    slots = dict(zip(("both", "without", "with"), totals, strict=True))
    assert words().say("page.more.both.sum", n=N_PAIRS, years=YEARS, **slots) in opened.text(
        "[data-part=both] .verdict"
    )


def test_the_table_beside_the_lines_has_their_medians(opened: Page, town: Scenario) -> None:
    choose(opened, rule="care", of="lookups_illicit")
    at = OUTCOME_NAMES.index("lookups_illicit")
    runs = [countries(town.world, town.policies[arm])[:, :, at] for arm in ("status-quo", "care")]
    years = [(one[:, :12].sum(axis=1), one[:, 12:].sum(axis=1)) for one in runs]
    expected = [[year, *(round(np.median(one[k])) for one in years)] for k, year in enumerate((2016, 2017))]
    until(lambda: words().say("page.outcome.lookups_illicit") in opened.text("[data-part=paths] svg"))
    told = [[int(cell.replace(",", "")) for cell in row] for row in cells_of(opened, "paths")]
    assert np.abs(np.array(told) - expected).max() <= 1  # halves are rounded one way or the other
    lines = "return document.querySelectorAll('[data-part=paths] path.thin').length"
    assert opened.run(lines) == 2 * N_PAIRS
    assert "20 twin cities, simulation, not observation" in opened.text("[data-part=paths]")


@contextmanager
def downloads(browser: Any, folder: Path) -> Iterator[None]:
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
    yield
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "default"})


def test_saved_files_are_what_the_page_shows(opened: Page, town: Scenario, tmp_path: Path) -> None:
    choose(opened, rule="care", set="retention_days:5:3:9")
    file, numbers = tmp_path / "my-rule.yaml", tmp_path / "my-rule.csv"
    with downloads(opened.browser, tmp_path):
        opened.run("document.querySelectorAll('.save').forEach((button) => button.click())")
        until(lambda: file.is_file() and numbers.is_file())
    shown = opened.run(YOURS)
    assert file.read_text(encoding="utf-8") == shown
    with numbers.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == N_PAIRS * len(OUTCOME_NAMES)
    without = countries(town.world, town.policies["status-quo"])[:, FIRST:, OUTCOME_NAMES.index("offences")].sum(axis=1)
    told = [row for row in rows if row["outcome"] == "offences"]
    assert [float(row["without"]) for row in told] == without.tolist()
    assert {tuple(row.values())[4:] for row in told} == {("offences", "2016-04", "2017-06")}
    assert "stops per 100,000 people" in {row["unit"] for row in rows}


def test_where_a_browser_makes_no_fingerprints_the_page_says_so(opened: Page) -> None:
    script = {"source": "Object.defineProperty(Crypto.prototype, 'subtle', {value: undefined})"}
    made = opened.browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", script)
    opened.open("#view=more")
    opened.run(FOLD)
    until(lambda: words().say("page.more.check.none") in opened.text("[data-part=check]"))
    opened.browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", made)


def test_the_console_had_nothing_to_say(opened: Page) -> None:
    assert opened.complaints() == []
