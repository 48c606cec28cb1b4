"""The picture of the README: a report's first screen, as a browser shows it.

Needs the test extra, chromium and chromedriver.
"""

from pathlib import Path

from docs.browsing import browser
from docs.generated import Generated

PATH = "docs/images/report.png"
_WIDTH, _HEIGHT = 1280, 895  # [pixels]


def make(result: Path) -> Generated:
    """Return the picture of a result folder's report."""
    with browser(_WIDTH, _HEIGHT) as opened:
        opened.get((result / "report.html").resolve().as_uri())
        return Generated(opened.get_screenshot_as_png())
