"""Chromium that reaches nothing but 127.0.0.1, and tells what a page asked for elsewhere."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import which
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.support.ui import WebDriverWait

from benchmarks.tools.line import Line
from docs.browsing import FLAGS

HOST = "127.0.0.1"
_ALONE = f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}"
ROWS = "table tbody tr"  # of a page's tables
_PATIENCE = 30.0  # [s] until a page shows what is looked for
_INSIDE = ("data", "blob", "about", "chrome", "devtools", "chrome-extension")


class Seen(NamedTuple):
    """What a view showed.

    Attributes:
        title: of the page.
        n_shown: elements of the kind that was looked for.
        elsewhere: addresses it asked for that are not on this computer; each was refused.
        errors: what the console says.
    """

    title: str
    n_shown: int
    elsewhere: list[str]
    errors: list[str]

    def line(self, name: str) -> Line:
        """Return what is told of a view: something is shown, nothing asked of others, no error."""
        asked = f"{len(self.elsewhere)} requests to other hosts, refused"
        text = f"{name}: '{self.title}', {self.n_shown} shown; {' '.join([asked, *self.elsewhere])}"
        is_right = self.n_shown > 0 and not self.elsewhere and not self.errors
        return Line("; ".join([text, f"{len(self.errors)} errors", *self.errors]), is_right)


class Opened:
    """A browser with one page."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def look(self, url: str, wanted: str = ROWS, picture: Path | None = None) -> Seen:
        """Open an address, wait for elements that a CSS selector names, and tell what there is."""
        self._log("performance")  # empties it
        self._log("browser")
        self.driver.get(url)
        with suppress(TimeoutException):  # what is there is told
            WebDriverWait(self.driver, _PATIENCE).until(lambda driver: driver.find_elements("css selector", wanted))
        if picture:
            self.driver.save_screenshot(str(picture))
        errors = [str(entry["message"]) for entry in self._log("browser") if entry["level"] == "SEVERE"]
        n_shown = len(self.driver.find_elements("css selector", wanted))
        return Seen(self.driver.title, n_shown, self._elsewhere(), errors)

    def _log(self, kind: str) -> list[dict[str, Any]]:
        return self.driver.get_log(kind)  # type: ignore[no-any-return, no-untyped-call]

    def _elsewhere(self) -> list[str]:
        messages = [json.loads(entry["message"])["message"] for entry in self._log("performance")]
        urls = [one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"]
        parts = [(url, urlsplit(url)) for url in urls]
        return [url for url, part in parts if part.scheme not in _INSIDE and part.hostname != HOST]


@contextmanager
def chromium(width: int = 1280, height: int = 2200) -> Iterator[Opened]:
    """Open Debian's Chromium with every host but this computer blocked."""
    options = webdriver.ChromeOptions()
    for flag in (*FLAGS, _ALONE, f"--window-size={width},{height}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(which("chromedriver")))
    try:
        yield Opened(driver)
    finally:
        driver.quit()
