import json
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from sim.analysis.comparison import write_comparison
from sim.experiments.design import design_experiment
from sim.experiments.simulate import Options, run_experiment
from sim.model.outcomes import HEADLINES, OUTCOMES
from sim.present.assumptions import n_weak
from sim.present.limits import limits_text
from sim.present.report import write_report
from sim.present.terminal import comparison_text
from sim.scenario.load import load_scenario

Write = Callable[..., Path]
Open = Callable[[Path], Any]
ONE_CITY = Path(__file__).parents[2] / "scenarios/classroom/one-city.yaml"
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


def visit(browser: Any, folder: Path) -> tuple[list[str], list[str]]:
    """Open the report; return what it asked the network for and what the console says."""
    browser.get_log("performance")
    browser.get(write_report(folder).as_uri())
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = [
        message["params"]["request"]["url"] for message in messages if message["method"] == "Network.requestWillBeSent"
    ]
    return urls, [entry["message"] for entry in browser.get_log("browser")]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small experiment as the program makes it."""
    folder = tmp_path_factory.mktemp("experiment")
    scenario = load_scenario(ONE_CITY, people_per_agent=100, arms=["retention-5"])
    run_experiment(design_experiment(scenario, "compiled"), folder, Options(2, 1))
    write_comparison(folder)
    return folder


def test_a_real_experiment_is_shown_whole(browser: Any, real: Path) -> None:
    urls, console = visit(browser, real)
    assert (len(urls), console) == (1, [])
    text = browser.find_element("tag name", "body").text
    assert "1 policy against status-quo; 2 seeds each; simulated 2016-01 to 2025-12" in text
    assert "compared from 2021-01" in text
    assert "retention_days = 5 days from 2021-01 to 2025-12" in text
    assert "Difference from status-quo, 2021-01 to 2025-12, 2 seeds" in " ".join(comparison_text(real).split())


def test_the_same_folder_gives_the_same_bytes(write: Write) -> None:
    folder = write()
    first = write_report(folder).read_bytes()
    (folder / "provenance.json").write_text('{"finished": "later"}', encoding="utf-8")
    assert write_report(folder).read_bytes() == first


def test_the_report_names_no_folder_and_no_time(write: Write) -> None:
    folder = write()
    html = write_report(folder).read_text(encoding="utf-8")
    assert str(folder) not in html
    assert folder.name not in html
    assert "never the same" not in html


def test_another_result_gives_another_report(write: Write) -> None:
    first = write_report(write()).read_bytes()
    assert write_report(write(changed={"offences": {"difference": -91.0}})).read_bytes() != first


def test_the_page_on_limits_is_in_the_report_and_linked_from_its_top(write: Write) -> None:
    html = write_report(write()).read_text(encoding="utf-8")
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


def test_plotly_is_inlined_once(write: Write) -> None:
    html = write_report(write()).read_text(encoding="utf-8")
    assert len(re.findall(r"plotly\.js v\d", html)) == 1


def test_weak_parameters_are_marked_with_a_word(write: Write) -> None:
    html = write_report(write()).read_text(encoding="utf-8")
    assert "<td>low: weak</td>" in html
    assert '(set by the scenario)</td><td class="number">20000</td>' in html


def test_the_page_draws_every_chart_asks_for_nothing_and_has_no_error(browser: Any, write: Write) -> None:
    urls, console = visit(browser, write())
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


def test_a_policy_is_hidden_by_its_checkbox_from_the_keyboard(browser: Any, write: Write) -> None:
    visit(browser, write())
    count = "return document.querySelectorAll('#path-offences .scatterlayer .trace').length"
    before = browser.execute_script(count)
    browser.find_element("css selector", "input[value=pause]").send_keys(" ")
    assert browser.execute_script(count) < before


def test_the_page_fits_a_phone(browser: Any, write: Write) -> None:
    phone = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    visit(browser, write())
    width = browser.execute_script("return document.documentElement.scrollWidth")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert width <= 390


def test_hostile_names_are_inert(browser: Any, write: Write) -> None:
    arms = {
        "status-quo": [],
        HOSTILE: {"title": HOSTILE, "entries": [{"lever": "retention_days", "value": HOSTILE}]},
        "a": [{"adaptive": HOSTILE, "from": "2020-01", "options": {HOSTILE: HOSTILE}, "where": {HOSTILE: 1}}],
    }
    folder = write(title=HOSTILE, description=HOSTILE, name=HOSTILE, arms=arms, warnings=[HOSTILE],
                   world={"parameters": {HOSTILE: {"value": HOSTILE, "source": HOSTILE}}})  # fmt: skip
    urls, console = visit(browser, folder)  # an alert would make the next command fail
    assert console == []
    assert len(urls) == 1
    assert browser.execute_script("return document.querySelectorAll('img[src=x]').length") == 0
    assert browser.title.startswith("</title></style><script>alert(1)")
    assert browser.execute_script("return document.querySelectorAll('.js-plotly-plot').length") > 0
