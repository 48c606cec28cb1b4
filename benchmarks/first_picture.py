"""What somebody waits for who opens a comparison in a new browser, on a dashboard that has just begun to listen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selenium.webdriver.support.ui import WebDriverWait

from benchmarks.table import Bar, Row
from benchmarks.tools.chromium import chromium
from tests.present.dashboard.served import serving

# When a part is first there, from the beginning of the visit [ms]; a picture once a frame with it was drawn.
_WATCH = """
window.since = {};
const parts = {finding: '.finding', picture: '.forest .dot', all: '.dash-graph .scatterlayer .trace'};
const look = () => {
  for (const [name, part] of Object.entries(parts))
    if (!(name in since) && document.querySelector(part))
      requestAnimationFrame(() => setTimeout(() => (since[name] ??= performance.now())));
};
new MutationObserver(look).observe(document, {childList: true, subtree: true});
"""
_BAR = Bar("at most 3 s", high=3.0)
_PATIENCE_S = 120.0


def first_picture_rows(results: Path, search: str) -> Iterator[Row]:
    """Yield when the first sentence, the first picture and one of Plotly's are there."""
    with chromium() as opened, serving(results) as served:
        driver: Any = opened.driver
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _WATCH})
        driver.get(f"{served.base}/compare{search}")
        WebDriverWait(driver, _PATIENCE_S).until(lambda one: one.execute_script("return 'all' in since"))
        since = {name: ms / 1000 for name, ms in driver.execute_script("return since").items()}
    yield _row("first sentences", since["finding"])
    yield _row("first picture", since["picture"]).against(_BAR, since["picture"])
    yield _row("Plotly's pictures", since["all"])


def _row(what: str, seconds: float) -> Row:
    return Row(f"compare, new server and browser: {what}", time=f"{seconds:.2f} s")
