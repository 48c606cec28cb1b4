"""Chromium that reaches nothing but 127.0.0.1, and tells what a page asked for elsewhere."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import NamedTuple
from urllib.parse import urlsplit

from selenium import webdriver

from docs.browsing import FLAGS

HOST = "127.0.0.1"
_ALONE = f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}"
_ROWS = "return document.querySelectorAll('table tbody tr').length"
_INSIDE = ("data", "blob", "about", "chrome", "devtools", "chrome-extension")


class Seen(NamedTuple):
    """What a view showed.

    Attributes:
        title: of the page.
        n_rows: rows of its tables.
        elsewhere: addresses it asked for that are not on this computer; each was refused.
        errors: what the console says.
    """

    title: str
    n_rows: int
    elsewhere: list[str]
    errors: list[str]


class Opened:
    """A browser with one page."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def look(self, url: str, ready: str = _ROWS, picture: Path | None = None, seconds: float = 30.0) -> Seen:
        """Open an address, wait until a script in the page returns something true, and tell what there is."""
        self.driver.get_log("performance")  # empties it
        self.driver.get_log("browser")
        self.driver.get(url)
        self._wait(ready, seconds)
        if picture:
            self.driver.save_screenshot(str(picture))
        errors = [str(entry["message"]) for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]
        return Seen(self.driver.title, self.driver.execute_script(_ROWS), self._elsewhere(), errors)

    def _wait(self, ready: str, seconds: float) -> None:
        from selenium.common.exceptions import TimeoutException
        from selenium.webdriver.support.ui import WebDriverWait

        try:
            WebDriverWait(self.driver, seconds).until(lambda driver: driver.execute_script(ready))
        except TimeoutException:  # what is there is told
            return

    def _elsewhere(self) -> list[str]:
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        urls = [
            one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"
        ]
        parts = [(url, urlsplit(url)) for url in urls]
        return [url for url, part in parts if part.scheme not in _INSIDE and part.hostname != HOST]


@contextmanager
def chromium(width: int = 1280, height: int = 1000) -> Iterator[Opened]:
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
