"""What stands behind "More": the reader's rule as a file, its fingerprint, shares of its parts, and its numbers."""

import csv
import json
import shlex
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.cli import main
from sim.engines.compiled.engine import CompiledEngine
from sim.engines.recording import STOPPED, Recording
from sim.experiments.store.digests import digest_of
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.state import Policy, World
from sim.present.explorer.page import page
from sim.present.words.language import words
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario

CITY = """\
name_en,region_en,iso_3166_2,federal_district,lat,lon,population,fr_stage_start,budget_rub_per_resident_year,\
regional_topup_share,cameras_per_1000_start,cameras_per_1000_target,support_start_share
Exampletown (made up),Example Region (made up),XX-EX,Example District (made up),55.0,40.0,3000,operating,249000,0,12,15,0.5
"""
TOWN = """\
format: 1
name: small-town
title: A small town
extends: classroom/one-city.yaml
period: {start: 2016-01, end: 2017-06}
cities: {file: small-town.csv}
events: []
arms:
  ban: [{lever: existing_fr_permitted, value: false, from: 2016-10}]
  retention-5: null
  pause: [{adaptive: moratorium, from: 2016-06, options: {support_floor: 0.6}}]
  care:
    - {lever: operator_review_share, value: 0.5, from: 2016-04}
    - {lever: audit_share, value: 1, from: 2016-04, to: 2017-02}
"""
N_PAIRS = 20
YEARS = words().say("years.more", first=2016, last=2017)
FIRST = 3  # month in which `care` begins
READY = "return document.documentElement.dataset.state === 'ready' && document.documentElement.dataset.sha256"
CHOOSE = """
const [before, now] = [location.hash.slice(1), arguments[0]].map((text) => new URLSearchParams(text));
const isOther = ["rule", "set"].some((key) => String(before.getAll(key)) !== String(now.getAll(key)));
if (isOther) delete document.documentElement.dataset.sha256; // it comes with the last pair
location.hash = arguments[0];
"""
YOURS = "return document.querySelector('[data-part=yours] textarea').value"
COMMANDS = "return document.querySelector('[data-part=check] textarea').value"
SHARES = "return [...document.querySelectorAll('[data-part=shares] data')].map((data) => Number(data.value))"
CELLS = """
const rows = [...document.querySelectorAll(`[data-part=${arguments[0]}] tbody tr`)];
return rows.map((row) => [...row.cells].map((cell) => cell.innerText));
"""
FOLD = "document.querySelectorAll('.folded').forEach((part) => (part.open = true))"


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
def opened(browser: Any, folder: Path, town: Scenario) -> Any:
    """A browser that shows the page of the small town, all parts behind "More" open."""
    (folder / "page.html").write_text(page(town), encoding="utf-8")
    browser.get(f"{(folder / 'page.html').as_uri()}#view=more&rule=care")
    until(lambda: browser.execute_script(READY))
    browser.execute_script(FOLD)
    return browser


def until(asked: Callable[[], Any]) -> Any:
    """Return what is asked for as soon as it is there."""
    for _ in range(1200):
        if found := asked():
            return found
        time.sleep(0.05)
    raise AssertionError("it never came")


def choose(opened: Any, **state: str) -> str:
    """Let the reader choose; return the fingerprint of the rule."""
    fragment = "&".join(["view=more", *(f"{key}={value}" for key, value in state.items())])
    opened.execute_script(CHOOSE, fragment)
    return str(until(lambda: opened.execute_script(READY)))


def text_of(opened: Any, selector: str) -> str:
    return str(opened.execute_script("return document.querySelector(arguments[0]).textContent", selector))


def cells_of(opened: Any, part: str) -> list[list[str]]:
    """Return the rows of a part's table."""
    return [[str(cell) for cell in row] for row in opened.execute_script(CELLS, part)]


def countries(world: World, policy: Policy) -> Any:
    """Return the outcomes of twenty runs, (n_runs, n_months, n_outcomes)."""
    engine = CompiledEngine(1, Recording(by_city=()))
    return np.array([engine.run(world, policy, seed).country.copy() for seed in range(N_PAIRS)])


def sha256_of(values: Any) -> str:
    return digest_of("rule", dict(enumerate(values))).sha256


RULES = {
    "preset": {"rule": "ban"},
    "bundle": {"rule": "care"},
    "adaptive preset": {"rule": "pause"},
    "moved lever": {"rule": "ban", "set": "contract_fpir:0.0000002:4:17"},
    "choice and switch": {"rule": "pause", "set": "consent_mode:2:6:17&set=assembly_fr_permitted:0:2:17"},
    "two levers with dates": {"rule": "care", "set": "retention_days:5:3:9&set=audit_share:0.35:5:12"},
}


@pytest.mark.parametrize("rule", RULES)
def test_the_file_is_valid_and_its_rule_gives_the_same_fingerprint(
    opened: Any, folder: Path, capsys: pytest.CaptureFixture[str], rule: str
) -> None:
    shown = choose(opened, **RULES[rule])
    file = folder / "my-rule.yaml"
    file.write_text(opened.execute_script(YOURS))
    assert main(["validate", str(file)]) == 0, capsys.readouterr()
    theirs = load_scenario(file, arms=["my-rule"])
    assert theirs.arms == ("status-quo", "my-rule")
    assert sha256_of(countries(theirs.world, theirs.policies["my-rule"])) == shown
    assert text_of(opened, "[data-part=check] [data-side=with]") == shown


def test_the_fingerprint_without_the_rule_is_told(opened: Any, town: Scenario) -> None:
    choose(opened, rule="care")
    without = sha256_of(countries(town.world, town.policies["status-quo"]))
    assert text_of(opened, "[data-part=check] [data-side=without]") == without


def test_the_commands_that_are_told_give_the_same_fingerprints(
    opened: Any, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = choose(opened, rule="pause", set="retention_days:5:3:9")
    (folder / "my-rule.yaml").write_text(opened.execute_script(YOURS), encoding="utf-8")
    monkeypatch.chdir(folder)
    for command in opened.execute_script(COMMANDS).split("\n"):
        program, script, *arguments = shlex.split(command)
        assert (program, script) == ("python", "run.py")
        assert main(arguments) == 0, capsys.readouterr()
    told = capsys.readouterr().out
    assert shown in told
    assert text_of(opened, "[data-part=check] [data-side=without]") in told


def test_the_file_says_values_and_months_as_a_scenario_does(opened: Any) -> None:
    settings = ["consent_mode:2:6:17", "assembly_fr_permitted:0:2:9", "contract_fpir:0.0000002:0:17"]
    choose(opened, rule="care", set="&set=".join(settings))
    told = opened.execute_script(YOURS).split("\n")
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


def test_shares_add_up_and_are_those_of_all_orders(opened: Any, town: Scenario) -> None:
    choose(opened, rule="care", of="lookups_illicit", set="retention_days:3:3:17")
    parts = ["operator_review_share", "audit_share", "retention_days"]
    whole = town.policies["care"].levers.copy()
    whole["retention_days"][3:] = 3
    expected = dict.fromkeys(parts, 0.0)
    known = {frozenset(some): told_with(town, whole, some) for k in range(4) for some in combinations(parts, k)}
    for order in permutations(parts):
        for k, part in enumerate(order):
            expected[part] += (known[frozenset(order[: k + 1])] - known[frozenset(order[:k])]) / 6
    until(lambda: f"over {N_PAIRS} of {N_PAIRS}" in text_of(opened, "[data-part=shares]"))
    shares = dict(zip([row[0] for row in cells_of(opened, "shares")], opened.execute_script(SHARES), strict=True))
    for part in parts:
        assert shares[words().say(f"page.lever.{part}")] == pytest.approx(expected[part], abs=1e-9)
    difference = known[frozenset(parts)] - known[frozenset()]
    assert difference != 0
    assert shares["All parts together"] == pytest.approx(difference, abs=1e-9)


def test_a_rule_of_one_part_or_of_many_says_so(opened: Any) -> None:
    choose(opened, rule="ban")
    assert "has one part" in text_of(opened, "[data-part=shares]")
    more = ["retention_days:3:3:17", "warrant_share:1:3:17", "publication_share:1:3:17"]
    choose(opened, rule="care", set="&set=".join(more))
    assert "has 5 parts" in text_of(opened, "[data-part=shares]")


def test_what_decides_by_itself_is_one_part(opened: Any, town: Scenario) -> None:
    choose(opened, rule="pause", of="cameras_recognising", set="retention_days:3:3:17")
    until(lambda: f"over {N_PAIRS} of {N_PAIRS}" in text_of(opened, "[data-part=shares]"))
    names = [row[0] for row in cells_of(opened, "shares")]
    keys = ("page.lever.retention_days", "page.more.shares.adaptive", "page.more.shares.whole")
    assert names == [words().say(key) for key in keys]
    at = OUTCOME_NAMES.index("cameras_recognising")
    levels = [countries(town.world, town.policies[arm])[:, -1, at].mean() for arm in ("pause", "status-quo")]
    assert levels[0] != levels[1]
    assert opened.execute_script(SHARES)[1] == pytest.approx(levels[0] - levels[1], abs=1e-9)


def test_who_is_stopped_in_both_worlds_or_one(opened: Any, town: Scenario) -> None:
    choose(opened, rule="care")
    rows = until(lambda: len(rows := cells_of(opened, "both")) == 10 and rows)
    engine = CompiledEngine(1, Recording(by_city=(), marks=True))
    expected = []
    for seed in range(10):
        before, after = (
            (engine.run(town.world, town.policies[arm], seed).marks[FIRST:] & STOPPED).any(axis=0).copy()
            for arm in ("status-quo", "care")
        )
        expected.append([seed + 1, (before & after).sum(), (before & ~after).sum(), (after & ~before).sum()])
    assert [[int(cell) for cell in row] for row in rows] == expected
    totals = np.array(expected).sum(axis=0)[1:]
    assert totals[:2].all()
    slots = dict(zip(("both", "without", "with"), totals, strict=True))
    assert words().say("page.more.both.sum", n=10, years=YEARS, **slots) in text_of(opened, "[data-part=both]")


def test_the_table_beside_the_lines_has_their_medians(opened: Any, town: Scenario) -> None:
    choose(opened, rule="care", of="lookups_illicit")
    at = OUTCOME_NAMES.index("lookups_illicit")
    runs = [countries(town.world, town.policies[arm])[:, :, at] for arm in ("status-quo", "care")]
    years = [(one[:, :12].sum(axis=1), one[:, 12:].sum(axis=1)) for one in runs]
    expected = [[year, *(round(np.median(one[k])) for one in years)] for k, year in enumerate((2016, 2017))]
    until(lambda: words().say("page.outcome.lookups_illicit") in text_of(opened, "[data-part=paths] svg"))
    told = [[int(cell.replace(",", "")) for cell in row] for row in cells_of(opened, "paths")]
    assert np.abs(np.array(told) - expected).max() <= 1  # halves are rounded one way or the other
    lines = "return document.querySelectorAll('[data-part=paths] path.thin').length"
    assert opened.execute_script(lines) == 2 * N_PAIRS
    assert "20 twin cities, simulation, not observation" in text_of(opened, "[data-part=paths]")


@contextmanager
def downloads(browser: Any, folder: Path) -> Iterator[None]:
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
    yield
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "default"})


def test_saved_files_are_what_the_page_shows(opened: Any, town: Scenario, tmp_path: Path) -> None:
    choose(opened, rule="care", set="retention_days:5:3:9")
    file, numbers = tmp_path / "my-rule.yaml", tmp_path / "my-rule.csv"
    with downloads(opened, tmp_path):
        opened.execute_script("document.querySelectorAll('.save').forEach((button) => button.click())")
        until(lambda: file.is_file() and numbers.is_file())
    shown = opened.execute_script(YOURS)
    assert file.read_text(encoding="utf-8") == shown
    with numbers.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == N_PAIRS * len(OUTCOME_NAMES)
    without = countries(town.world, town.policies["status-quo"])[:, FIRST:, OUTCOME_NAMES.index("offences")].sum(axis=1)
    told = [row for row in rows if row["outcome"] == "offences"]
    assert [float(row["without"]) for row in told] == without.tolist()
    assert {tuple(row.values())[4:] for row in told} == {("offences", "2016-04", "2017-06")}
    assert "stops per 100,000 people" in {row["unit"] for row in rows}


def test_where_a_browser_makes_no_fingerprints_the_page_says_so(opened: Any, folder: Path) -> None:
    script = {"source": "Object.defineProperty(Crypto.prototype, 'subtle', {value: undefined})"}
    made = opened.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", script)
    opened.get(f"{(folder / 'page.html').as_uri()}#view=more")
    opened.refresh()
    until(lambda: opened.execute_script("return document.documentElement.dataset.state === 'ready'"))
    opened.execute_script(FOLD)
    until(lambda: words().say("page.more.check.none") in text_of(opened, "[data-part=check]"))
    opened.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", made)


def test_the_console_had_nothing_to_say(opened: Any) -> None:
    assert json.dumps([entry["message"] for entry in opened.get_log("browser")]) == "[]"
