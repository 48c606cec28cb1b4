import json
import re
import tomllib
from html import escape
from pathlib import Path
from shutil import copytree
from typing import Any

import duckdb
import yaml

from sim.experiments.store.reader import Results, read_results
from sim.model.outcomes import OUTCOMES
from sim.present.changes import named
from sim.present.chosen import settings_sentence
from sim.present.citation import AUTHORS, LICENCE, PROGRAM, YEAR, bibtex, citation
from sim.present.report import first
from sim.present.report.assumptions import n_weak
from sim.present.report.limits import limits_text
from sim.present.report.report import report_html
from sim.present.sentences import Answer, nothing_compared
from sim.present.terminal import comparison_text
from sim.scenario.registry import registered_parameters
from tests.present.browsing import visit
from tests.present.conftest import OWN_SOURCE, Show

HOSTILE = "</title></style><script>alert(1)</script><img src=x onerror=alert(2)>\"'</script>"


def test_a_real_experiment_is_shown_whole(browser: Any, html: str, real: Results, tmp_path: Path) -> None:
    urls, console = visit(browser, html, tmp_path / "report.html")
    assert (len(urls), console) == (1, [])
    text = browser.find_element("tag name", "body").text
    assert "Simulation, not observation: 4 runs of each policy, baseline “No new rule”, 2021-01 to 2022-06." in text
    assert "retention_days = 5 days from 2021-01 to 2022-06" in html
    assert 'Difference from "No new rule", 2021-01 to 2022-06, 4 seeds' in " ".join(comparison_text(real).split())


def test_the_same_folder_gives_the_same_bytes(real: Results, html: str, tmp_path: Path) -> None:
    folder = Path(copytree(real.folder, tmp_path / "copy"))
    (folder / "provenance.json").write_text('{"finished": "later"}', encoding="utf-8")
    assert report_html(read_results(folder)) == html


def test_the_report_names_no_folder_and_no_time(real: Results, html: str) -> None:
    provenance = json.loads((real.folder / "provenance.json").read_text())
    for word in (str(real.folder), real.folder.name, provenance["started"]):
        assert (word in html) == (word == "experiment"), word  # an English word, too


def test_another_result_gives_another_report(show: Show, html: str) -> None:
    assert report_html(show(offences={"difference": -91.0})) != html


def test_the_page_on_limits_is_in_the_report_and_linked_from_its_top(html: str) -> None:
    top, section = html.split("<h2")[0], html.split('<section id="limits"')[1].split("</section>")[0]
    assert '<a href="#limits">Limits and ethics</a>' in top
    weak, parameters = n_weak()
    assert f"{weak} of the {parameters} parameters have low confidence" in section
    headings = re.findall(r"^## (.*)", limits_text(), re.MULTILINE)
    assert headings == re.findall(r"<h3>(.*)</h3>", section)
    assert len(headings) > 5
    for word in ("no clear difference", "aggregates", "Crimea", "misuse", "Whom to ask", "How to cite an interval"):
        assert word in section, word
    assert not re.search(r"href|src=|https?:|\*\*|`", section)  # nothing to fetch or to follow, no raw Markdown


def test_the_page_on_limits_travels_in_the_package() -> None:
    root = Path(__file__).parents[2]
    shipped = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]
    assert any((root / "sim" / "data" / "limits.md") in (root / "sim").glob(pattern) for pattern in shipped["sim"])


def test_the_page_on_limits_says_of_crimea_what_the_base_scenario_says() -> None:
    root = Path(__file__).parents[2]
    base = (root / "scenarios" / "russia.yaml").read_text(encoding="utf-8").replace("\n# ", " ")
    page = " ".join(limits_text().split())
    for words in ("internationally recognised as Ukraine's", "nothing that this model explains, and their cameras"):
        assert words in base
        assert words in page


def test_the_page_carries_no_script_and_is_small(html: str) -> None:
    assert "<script" not in html
    assert "default-src 'none'; style-src 'unsafe-inline'" in html
    assert len(html.encode()) < 1_500_000


def cells(html: str, parameter: str) -> list[str]:
    """Return what the report says of a parameter: confidence, meaning, source, unit, value, range."""
    row = html.split(f'<th scope="row">{parameter}</th>')[1].split("</tr>")[0]
    return re.findall(r"<td[^>]*>(.*?)</td>", row)


def test_a_parameter_that_the_scenario_leaves_alone_is_shown_as_registered(html: str) -> None:
    confidence, _, source, unit, value, range_ = cells(html, "lookups_per_seller_year")
    registered = next(p for p in registered_parameters() if p.name == "lookups_per_seller_year")
    assert (confidence, source, unit) == ("low: weak", registered.source, registered.unit)
    assert (value, range_) == (f"{registered.value:g}", f"{registered.low:g} to {registered.high:g}")


def test_a_value_of_the_scenario_is_marked_and_keeps_the_registered_source(html: str) -> None:
    _, _, source, _, value, range_ = cells(html, "corruptible_share")
    assert source.endswith("two officers proven in one purchase (set by the scenario)")
    assert (value, range_) == ("0.2", "0.001 to 0.05")


def test_a_parameters_own_range_and_source_reach_the_report(html: str) -> None:
    _, _, source, _, value, range_ = cells(html, "lookup_price_rub")
    assert source == f"{OWN_SOURCE} (set by the scenario)"
    assert (value, range_) == ("90000", "60000 to 95000")


def test_every_outcome_is_drawn_or_said_to_be_left_out(browser: Any, html: str, real: Results, tmp_path: Path) -> None:
    urls, console = visit(browser, html, tmp_path / "report.html")
    assert console == []
    assert [url for url in urls if not url.startswith(("file:", "data:"))] == []
    left_out = re.findall(r"Left out, since no policy changes it in any run: ([^<]*)\.", html)
    for one in (outcome for outcome in OUTCOMES if outcome.headline):
        rows = [row for (_, name), row in real.comparison.items() if name == one.name]
        drawn = browser.find_elements("css selector", f"figure#difference-{one.name} > svg path")
        assert bool(drawn) == any(row.difference for row in rows), one.name
        assert (named(one) in left_out[0].split(", ")) == (not drawn), one.name


def test_how_to_cite_is_filled_in(html: str, real: Results) -> None:
    facts = yaml.safe_load((Path(__file__).parents[2] / "CITATION.cff").read_text(encoding="utf-8"))
    entry = bibtex(real)
    assert (facts["title"], facts["authors"], facts["license"]) == (PROGRAM, [{"name": AUTHORS}], LICENCE)
    assert facts["date-released"].year == YEAR
    for fact in (real.record.model_version, real.record.identity, "4 seeds an arm", f"year = {{{YEAR}}}"):
        assert fact in entry, fact
    for fact in ("an agent for 100 residents", "policies status-quo, retention-5, pause"):
        assert fact in entry, fact
        assert fact in citation(real), fact
    assert escape(entry) in html
    assert escape(citation(real)) in html


def test_the_words_at_the_top_of_the_scenario_reach_the_report(html: str, real: Results) -> None:
    assert real.record.preface.startswith("One made-up city")
    folded = html.split('<section id="scenario"')[1].split("</section>")[0]
    for words in real.record.preface.split("\n\n"):
        assert escape(" ".join(words.split())) in folded
    assert "yaml-language-server" not in html


def test_what_to_look_for_reaches_the_report_and_the_terminal(html: str, real: Results) -> None:
    assert real.record.look_for
    folded = html.split('<section id="scenario"')[1].split("</section>")[0]
    assert escape(f"What to look for: {real.record.look_for}") in folded
    assert f"What to look for: {real.record.look_for}" in " ".join(comparison_text(real).split())


def test_values_of_set_stand_under_the_question(html: str, real: Results) -> None:
    under = html.split("</h1>")[1].split('<ul class="findings">')[0]
    assert escape(settings_sentence(real)) in under
    assert "period.end = 2022-06" in under


def test_only_a_baseline_is_said_to_compare_nothing(alone: Results) -> None:
    page = report_html(alone)
    assert escape(nothing_compared(alone)) in page
    assert page.count("<svg") > 5
    assert '<section id="who"' not in page


def test_one_seed_makes_no_claim(one_seed: Results) -> None:
    page = report_html(one_seed)
    assert page.count("one simulated pair, so no claim is made") > 5
    assert "Simulation, not observation: 1 run of each policy" in page


def test_runs_that_failed_are_counted(real: Results) -> None:
    arms = {name: arm | {"seeds": 6} for name, arm in real.record.arms.items()}
    assert first.missing(real) == []
    page = report_html(real._replace(record=real.record._replace(arms=arms)))
    label = real.record.labels["pause"]
    assert f"“{label}”: 4 of 6 simulated pairs are there; in the others a run failed." in page


def test_more_arms_than_the_first_screen_holds_are_told_below(real: Results) -> None:
    told = [Answer(f"arm-{i}", (("Who gains", "nobody."),), f"finding {i}") for i in range(5)]
    assert re.findall(r"finding \d", first.findings(real, told)) == ["finding 0", "finding 1", "finding 2"]
    assert '<a href="#more">2 more policies are told below the picture</a>' in first.findings(real, told)
    assert re.findall(r"finding \d", first.other_findings(real, told)) == ["finding 3", "finding 4"]
    assert first.other_findings(real, told[:3]) == ""


def hostile(real: Results, folder: Path) -> Results:
    """Return the results as someone may have edited the files: everything that a file may say is hostile."""
    folder = Path(copytree(real.folder, folder))
    query = (
        "COPY (SELECT * REPLACE (CASE policy WHEN 'pause' THEN $1 ELSE policy END AS policy) FROM read_parquet($2)) "
        "TO '{}' (FORMAT parquet)"
    )
    with duckdb.connect() as connection:
        source = str(real.folder / "outcomes.parquet")
        connection.execute(query.format(folder / "outcomes.parquet"), [HOSTILE, source])
    arms = dict(real.record.arms)
    arms[HOSTILE] = arms.pop("pause") | {"definition": [{"lever": "retention_days", "value": HOSTILE}]}
    entry = {"adaptive": HOSTILE, "from": "2020-01", "options": {HOSTILE: HOSTILE}, "where": {HOSTILE: 1}}
    arms["retention-5"] = arms["retention-5"] | {"definition": [entry]}
    world = real.record.world | {"parameters": real.record.world["parameters"] | {HOSTILE: HOSTILE}}
    own = {"lookup_price_rub": {"source": HOSTILE}}
    comparison = {
        (HOSTILE if policy == "pause" else policy, outcome): row._replace(
            policy=HOSTILE if policy == "pause" else policy, label=HOSTILE, unit=HOSTILE
        )
        for (policy, outcome), row in real.comparison.items()
    }
    record = real.record._replace(
        title=HOSTILE,
        description=HOSTILE,
        look_for=HOSTILE,
        name=HOSTILE,
        arms=arms,
        warnings=[HOSTILE],
        world=world,
        parameters=own,
        labels={"retention-5": f"{HOSTILE} once more"},
    )
    return Results(folder, record, comparison)


def test_hostile_names_are_inert(browser: Any, real: Results, tmp_path: Path) -> None:
    html = report_html(hostile(real, tmp_path / "copy"))
    urls, console = visit(browser, html, tmp_path / "report.html")  # an alert would make the next command fail
    assert console == []
    assert len(urls) == 1
    assert browser.execute_script("return document.querySelectorAll('img[src=x]').length") == 0
    assert browser.title.startswith("</title></style><script>alert(1)")
    assert browser.execute_script("return document.querySelectorAll('figure > svg').length") > 5
