"""The picture of the README: a report's first screen, as a browser shows it.

Needs the test extra, chromium and chromedriver.
"""

import shutil
from pathlib import Path

from selenium import webdriver

from docs.generated import Generated

PATH = "docs/images/report.png"

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=1280,895",
)  # fmt: skip


def make(result: Path) -> Generated:
    """Return the picture of a result folder's report."""
    options = webdriver.ChromeOptions()
    for flag in FLAGS:
        options.add_argument(flag)
    browser = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    try:
        browser.get((result / "report.html").resolve().as_uri())
        return Generated(browser.get_screenshot_as_png())
    finally:
        browser.quit()
