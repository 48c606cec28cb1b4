"""Draw the picture of the README: `python docs/picture.py RESULT` (needs the test extra, chromium and chromedriver).

It is the report's section on differences from the baseline, as a browser shows it.
"""

import shutil
import sys
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=1100,2000",
)  # fmt: skip


def main(result: Path) -> None:
    """Write docs/images/report.png."""
    options = webdriver.ChromeOptions()
    for flag in FLAGS:
        options.add_argument(flag)
    browser = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    try:
        browser.get((result / "report.html").resolve().as_uri())
        section = browser.find_element(By.ID, "differences")
        target = Path(__file__).parent / "images" / "report.png"
        target.parent.mkdir(exist_ok=True)
        section.screenshot(str(target))
    finally:
        browser.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
