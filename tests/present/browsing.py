"""A real browser for tests of the report: how it is started, and what a page asks for."""

import json
from pathlib import Path
from typing import Any

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--window-size=1280,800",
)  # fmt: skip


def visit(browser: Any, html: str, path: Path) -> tuple[list[str], list[str]]:
    """Open the report; return what it asked the network for and what the console says."""
    path.write_text(html, encoding="utf-8")
    browser.get_log("performance")
    browser.get(path.as_uri())
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = [
        message["params"]["request"]["url"] for message in messages if message["method"] == "Network.requestWillBeSent"
    ]
    return urls, [entry["message"] for entry in browser.get_log("browser")]
