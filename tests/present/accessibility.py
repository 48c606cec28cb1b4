"""What breaks WCAG on an open page, on a wide screen and a telephone, in light and dark."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from itertools import product
from typing import Any

LOOKS = tuple(product((1280, 390), ("light", "dark")))  # width [px], colours


@contextmanager
def look(browser: Any, width: int, colours: str) -> Iterator[None]:
    """Show pages at a width and in light or dark colours, without movement, meanwhile."""
    screen = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 500}
    wanted = {"prefers-color-scheme": colours, "prefers-reduced-motion": "reduce"}
    features = [{"name": name, "value": value} for name, value in wanted.items()]
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    yield
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def violations(browser: Any) -> list[str]:
    """Return the rules of WCAG 2.2, A and AA, that the open page breaks as it stands, and how often."""
    browser.set_script_timeout(300)
    if not browser.execute_script("return 'axe' in window"):
        browser.execute_script(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found: list[str] = browser.execute_async_script(
        "const done = arguments[0], runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];"
        "axe.run({resultTypes: ['violations'], runOnly}).then(found =>"
        " done(found.violations.map(one => `${one.id}: ${one.nodes.length}`)), error => done([String(error)]))"
    )
    return found
