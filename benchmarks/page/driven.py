"""Chromium and WebKit, driven by selenium and the driver that Debian has for each."""

import json
import os
import subprocess
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from selenium import webdriver
from selenium.webdriver.webkitgtk.options import Options as WebKitOptions
from selenium.webdriver.webkitgtk.service import Service as WebKitService

from benchmarks.page.browser import Browser, is_network

PATIENCE = 600.0  # [seconds] for one script
_CHROMIUM = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--window-size=1280,800",
)  # fmt: skip


class Driven(Browser):
    """A browser behind a selenium driver."""

    def __init__(self, driver: Any, name: str, belongings: ExitStack) -> None:
        """Take a driver that has begun, and what is to be ended after it."""
        self.driver, self.belongings = driver, belongings
        self.name = f"{name} {driver.capabilities['browserVersion']}"
        self.pid = driver.service.process.pid
        driver.set_script_timeout(PATIENCE)

    def open(self, path: Path) -> None:
        """Open a file."""
        self.driver.get(path.resolve().as_uri())

    def text(self, body: str) -> str:
        """Run a function in the page."""
        done, told = self.driver.execute_async_script(
            f"const told = arguments[arguments.length - 1]; (async () => {{ {body} }})()"
            ".then((found) => told([true, found]), (error) => told([false, String(error.stack ?? error)]));"
        )
        if not done:
            raise RuntimeError(f"in the page: {told}")
        return str(told)

    def heard(self) -> tuple[list[str], list[str]] | None:
        """Nobody can tell, of a driver without logs."""
        return None

    def close(self) -> None:
        """End the driver, which ends the browser."""
        self.driver.quit()
        self.belongings.close()


class Chromium(Driven):
    """A Chromium with an empty profile and no window."""

    def __init__(self, program: str, driver: str) -> None:
        """Start it."""
        belongings = ExitStack()
        profile = belongings.enter_context(TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True))
        options = webdriver.ChromeOptions()
        options.binary_location = program
        for flag in (*_CHROMIUM, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        super().__init__(webdriver.Chrome(options, webdriver.ChromeService(driver)), "Chromium", belongings)

    def heard(self) -> tuple[list[str], list[str]]:
        """Return requests and errors, of the driver's logs."""
        told = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        urls = [one["params"]["request"]["url"] for one in told if one["method"] == "Network.requestWillBeSent"]
        errors = [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]
        return [url for url in urls if is_network(url)], errors


class WebKit(Driven):
    """WebKitGTK's small browser; it wants a screen, and gets one that nobody sees."""

    def __init__(self, program: str, driver: str, screen: str) -> None:
        """Start the screen and it."""
        belongings = ExitStack()
        # Its sandbox asks for rights that a container lacks; all that it opens is our own file.
        surroundings = os.environ | {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "LIBGL_ALWAYS_SOFTWARE": "1"}
        command = [screen, "-displayfd", "1", "-screen", "0", "1280x800x24"]
        shown = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        belongings.callback(shown.communicate)
        belongings.callback(shown.terminate)
        assert shown.stdout is not None
        surroundings["DISPLAY"] = f":{shown.stdout.readline().strip()}"
        options = WebKitOptions()
        options.binary_location = program
        options.add_argument("--automation")
        service = WebKitService(driver, env=surroundings)
        super().__init__(webdriver.WebKitGTK(options, service), "WebKitGTK", belongings)
