from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from sim.experiments.store.reader import Results, read_results
from sim.experiments.store.schema import ComparisonRow, reading_of
from sim.present.report.report import report_html
from tests.experiments.folders import run, small
from tests.present.browsing import FLAGS
from tests.present.told import ALWAYS, acting

OWN_SOURCE = "a report that this test invents"
OWN_PARAMETER = f"{{value: 90000, low: 60000, high: 95000, source: {OWN_SOURCE}}}"
Show = Callable[..., Results]


def made(folder: Path, n_seeds: int) -> Path:
    """Make a small experiment as the program does; its scenario warns, and gives a parameter a source of its own."""
    scenario = small(
        people_per_agent=100, arms=("retention-5", "pause"), period__end="2022-06",
        parameters__lookup_price_rub=OWN_PARAMETER, parameters__corruptible_share="0.2",
    )  # fmt: skip
    run(folder, scenario, n_seeds=n_seeds)
    return folder


@pytest.fixture
def acted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every policy act in every pair; a test that asks about acting says otherwise."""
    acting(monkeypatch, ALWAYS)


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """A real folder of four seeds, read."""
    return read_results(made(tmp_path_factory.mktemp("real") / "experiment", 4))


@pytest.fixture(scope="session")
def one_seed(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """A real folder of one seed, read."""
    return read_results(made(tmp_path_factory.mktemp("one-seed") / "experiment", 1))


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """A real folder of the baseline alone, read."""
    folder = tmp_path_factory.mktemp("alone") / "experiment"
    run(folder, small(arms=(), period__end="2017-12"), n_seeds=2)
    return read_results(folder)


@pytest.fixture(scope="session")
def show(real: Results) -> Show:
    """Return a function that puts numbers into a real comparison that one cannot ask a run for.

    It takes cells by outcome, for every policy; a reading follows from them. Arms have no labels, so that they are
    called by their names.
    """

    def shown(**cells: dict[str, Any]) -> Results:
        rows = {key: _many(row, cells.get(key[1], {})) for key, row in real.comparison.items()}
        numbers = {key: (row.difference, row.lo95, row.hi95, row.adjusted_p) for key, row in rows.items()}
        readings = {key: reading_of(*numbers[key], row.differing_pairs) for key, row in rows.items()}
        comparison = {key: row._replace(reading=readings[key]) for key, row in rows.items()}
        return real._replace(comparison=comparison, record=real.record._replace(labels={}))

    return shown


def _many(row: ComparisonRow, cells: dict[str, Any]) -> ComparisonRow:
    """Return a row as if 20 pairs differed, firmly and in one direction; the median is the mean unless given."""
    row = row._replace(n_pairs=20, differing_pairs=20, same_sign_pairs=20, adjusted_p=0.001, acted_pairs=20)
    row = row._replace(**cells)
    medians = {"median_difference": row.difference, "median_lo95": row.lo95, "median_hi95": row.hi95}
    return row._replace(**(medians | cells))


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


@pytest.fixture
def phone(browser: Any) -> Iterator[Any]:
    """The browser, as wide as a telephone."""
    screen = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    yield browser
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.fixture(scope="module")
def html(real: Results) -> str:
    return report_html(real)
