"""Which browsers this machine has, and how each is started."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from shutil import which

from benchmarks.page.browser import Browser
from benchmarks.page.driven import Chromium, WebKit
from benchmarks.page.firefox import Firefox

_WEBKIT = tuple(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"))
_WANTED = {  # what Debian has of each, by kind: programs, and the packages that they are in
    "Chromium": (Chromium, ("chromium", "chromedriver"), "chromium chromium-driver"),
    "Firefox": (Firefox, ("firefox-esr",), "firefox-esr"),
    "WebKit": (WebKit, (*map(str, _WEBKIT or ("MiniBrowser",)), "WebKitWebDriver", "Xvfb"), "webkit2gtk-driver xvfb"),
}


def installed() -> Iterator[tuple[str, Callable[[], Browser] | None, str]]:
    """Yield each kind of browser, what starts it (None where it is not installed), and Debian's packages for it."""
    for kind, (make, programs, packages) in _WANTED.items():
        found = [path for program in programs if (path := which(program))]
        yield kind, partial(make, *found) if len(found) == len(programs) else None, packages
