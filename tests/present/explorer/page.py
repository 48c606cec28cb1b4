"""The page's modules in a real browser: what is asked of them, and what they answer."""

import json
from typing import Any

from sim.present.explorer.joined import joined


def open_module(browser: Any, entry: str) -> None:
    """Load a module and all that it imports."""
    browser.get("about:blank")
    browser.execute_script(f"{joined(entry)}\nglobalThis.modules = modules;")


def ask(browser: Any, body: str, **given: Any) -> Any:
    """Return what a function's body returns; numbers travel as JSON, which keeps every bit."""
    script = f"const given = JSON.parse(arguments[0]); return JSON.stringify((() => {{ {body} }})());"
    return json.loads(browser.execute_script(script, json.dumps(given)))
