import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, which
from typing import Any

import duckdb
import pytest

from sim.experiments.store.reader import Results, read_results
from sim.model.outcomes import HEADLINES, OUTCOMES
from sim.present.report.assumptions import n_weak
from sim.present.report.limits import limits_text
from sim.present.report.report import report_html
from sim.present.terminal import comparison_text
from sim.scenario.registry import registered_parameters
from tests.present.conftest import OWN_SOURCE, Show

HOSTILE = "</title></style><script>alert(1)</script><img src=x onerror=alert(2)>\"'</script>"
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--window-size=1280,900",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    chromium, driver = which("chromium") or which("google-chrome"), which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip("needs chromium and chromedriver")
    selenium = pytest.importorskip("selenium.webdriver")
    options = selenium.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('browser')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    opened = selenium.Chrome(options=options, service=selenium.ChromeService(driver))
    opened.get("about:blank")
    yield opened
    opened.quit()


@pytest.fixture(scope="module")
def html(real: Results) -> str:
    return report_html(real)


def visit(browser: Any, html: str, path: Path) -> tuple[list[str], list[str]]:
    """Open the report; return what it asked the network for and what the console says."""
    path.write_text(html, encoding="utf-8")
    browser.get_log("performance")
    browser.get(path.as_uri())
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = [
        message["params"]["request"]["url"] for message in messages if message["method"] == "Network.requestWillBeSent"
    ]
    return urls, [entry["message"] for entry in browser.get_log("browser")]


def test_a_real_experiment_is_shown_whole(browser: Any, html: str, real: Results, tmp_path: Path) -> None:
    urls, console = visit(browser, html, tmp_path / "report.html")
    assert (len(urls), console) == (1, [])
    text = browser.find_element("tag name", "body").text
    assert "2 policies against status-quo; 4 seeds each; simulated 2016-01 to 2022-06" in text
    assert "compared from 2021-01" in text
    assert "retention_days = 5 days from 2021-01 to 2022-06" in text
    assert "Difference from status-quo, 2021-01 to 2022-06, 4 seeds" in " ".join(comparison_text(real).split())


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
    header, section = html.split("</header>")[0], html.split('<section id="limits"')[1].split("</section>")[0]
    assert '<a href="#limits">Limits and ethics</a>' in header
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


def test_plotly_is_inlined_once(html: str) -> None:
    assert len(re.findall(r"plotly\.js v\d", html)) == 1


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


def test_the_page_draws_every_chart_asks_for_nothing_and_has_no_error(browser: Any, html: str, tmp_path: Path) -> None:
    urls, console = visit(browser, html, tmp_path / "report.html")
    assert console == []
    assert [url for url in urls if not url.startswith(("file:", "data:", "blob:"))] == []
    for name in HEADLINES:
        for kind, marks in (("difference", 2), ("path", 3)):
            drawn = browser.execute_script(
                f"return document.querySelectorAll('#{kind}-{name} .scatterlayer .trace').length"
            )
            assert drawn >= marks, (kind, name)
    labels = browser.find_element("id", "table").text
    assert [one.label for one in OUTCOMES if one.headline and one.label not in labels] == []


def test_a_policy_is_hidden_by_its_checkbox_from_the_keyboard(browser: Any, html: str, tmp_path: Path) -> None:
    visit(browser, html, tmp_path / "report.html")
    count = "return document.querySelectorAll('#path-offences .scatterlayer .trace').length"
    before = browser.execute_script(count)
    browser.find_element("css selector", "input[value=pause]").send_keys(" ")
    assert browser.execute_script(count) < before


def test_the_page_fits_a_phone(browser: Any, html: str, tmp_path: Path) -> None:
    phone = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    visit(browser, html, tmp_path / "report.html")
    width = browser.execute_script("return document.documentElement.scrollWidth")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert width <= 390


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
        title=HOSTILE, description=HOSTILE, name=HOSTILE, arms=arms, warnings=[HOSTILE], world=world, parameters=own
    )
    return Results(folder, record, comparison)


def test_hostile_names_are_inert(browser: Any, real: Results, tmp_path: Path) -> None:
    html = report_html(hostile(real, tmp_path / "copy"))
    urls, console = visit(browser, html, tmp_path / "report.html")  # an alert would make the next command fail
    assert console == []
    assert len(urls) == 1
    assert browser.execute_script("return document.querySelectorAll('img[src=x]').length") == 0
    assert browser.title.startswith("</title></style><script>alert(1)")
    assert browser.execute_script("return document.querySelectorAll('.js-plotly-plot').length") > 0
