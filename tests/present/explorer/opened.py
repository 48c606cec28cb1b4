"""A page in a real browser: how a test opens it, waits for it and reads what it says."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium.webdriver.support.ui import WebDriverWait

from sim.present.explorer.page import page
from sim.scenario.scenario import Scenario

SET = "const c = document.querySelector(arguments[0]); c.value = arguments[1]; c.dispatchEvent(new Event(arguments[2]))"
HELD = """
Object.defineProperty(navigator, "hardwareConcurrency", { value: 1 });
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (asked) { if (!(%s)) post.call(this, asked); };
"""
PATIENCE_S = 120  # on a busy machine


class Page:
    """An open page."""

    def __init__(self, browser: Any, path: Path) -> None:
        self.browser, self.path = browser, path

    @property
    def data(self) -> dict[str, str]:
        """The state of the page, as its root element tells it."""
        return dict(self.browser.execute_script("return {...document.documentElement.dataset}"))

    def open(self, fragment: str = "") -> None:
        """Open the page anew, and wait until all pairs are run."""
        self.browser.get("about:blank")
        self.browser.get(self.path.as_uri() + fragment)
        self.wait()

    def wait(self, state: str = "ready") -> None:
        """Wait for a state.

        Raises
        ------
        AssertionError: the page failed.
        """
        WebDriverWait(self.browser, PATIENCE_S, 0.02).until(lambda _: self.data["state"] in (state, "failed"))
        assert self.data["state"] == state, self.text("#spoken")

    def until(self, script: str) -> None:
        """Wait until a condition in JavaScript holds."""
        WebDriverWait(self.browser, PATIENCE_S, 0.02).until(lambda browser: browser.execute_script(f"return {script}"))

    @contextmanager
    def held(self, fragment: str, which: str, n_pairs: int) -> Iterator[None]:
        """Open the page anew, with runs that never come; a condition in JavaScript tells which.

        One worker makes them in order, so that none waits behind one that never comes.
        """
        made = self.browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": HELD % which})
        try:
            self.browser.get("about:blank")
            self.browser.get(self.path.as_uri() + fragment)
            self.until(f"document.documentElement.dataset.pairs === '{n_pairs}'")
            yield
        finally:
            self.browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", made)

    def run(self, script: str, *arguments: object) -> Any:
        return self.browser.execute_script(script, *arguments)

    def all(self, css: str) -> list[Any]:
        return list(self.browser.find_elements("css selector", css))

    def one(self, css: str) -> Any:
        return self.browser.find_element("css selector", css)

    def text(self, css: str) -> str:
        return str(self.run("return document.querySelector(arguments[0]).textContent", css))

    def click(self, css: str) -> None:
        self.run("document.querySelector(arguments[0]).click()", css)

    def set(self, css: str, value: float | str) -> None:
        """Set a control as a reader does."""
        self.run(SET, css, str(value), "change")

    def drag(self, css: str, value: float | str) -> None:
        """Move a slider, and do not let it go yet."""
        self.run(SET, css, str(value), "input")

    def asked_for(self) -> list[str]:
        """Return what it asked the network for since the last time."""
        messages = [json.loads(entry["message"])["message"] for entry in self.browser.get_log("performance")]
        urls = [one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"]
        return [url for url in urls if url.startswith(("http", "ws", "ftp"))]

    def complaints(self) -> list[str]:
        """Return what the console says."""
        return [entry["message"] for entry in self.browser.get_log("browser")]


def written(scenario: Scenario, folder: Path) -> Path:
    """Write the page of a scenario."""
    path = folder / "explorer.html"
    path.write_text(page(scenario), encoding="utf-8")
    return path
