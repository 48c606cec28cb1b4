"""The page's engine in a browser against the module in wasmtime: every number that a run records, as bytes."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import NamedTuple

from benchmarks.page.browser import Browser
from sim.engines.recording import Recording
from sim.engines.web.engine import WebEngine
from sim.engines.web.module import current_module
from sim.model.state import Policy, World
from sim.present.explorer.frames import Json
from sim.present.explorer.joined import joined
from sim.present.explorer.world import RECORDED, world_data
from sim.scenario.scenario import Scenario

_PAGE = """<!doctype html><meta charset="utf-8"><title>engine</title>
<script type="application/json" id="world">{world}</script><script type="text/plain" id="model">{module}</script>
<script>{script}</script>"""
_LOAD = """
const text = (id) => document.getElementById(id).textContent;
window.told = JSON.parse(text("world"));
window.model = await WebAssembly.compile(modules["engine/bytes.js"].decoded(text("model")));
"""
_WORLD = "window.runner = new modules['engine/runner.js'].Runner(window.model, world ?? window.told);"
_RUN = """
const run = runner.run({ arm, settings: [] }, seed);
const binary = (array) => Array.from(new Uint8Array(array.buffer), (byte) => String.fromCharCode(byte)).join("");
return [run.country, run.cities].map((array) => btoa(binary(array)));
"""


class Same(NamedTuple):
    """How many runs gave the same bytes, of how many."""

    n_same: int
    n_runs: int


def same_bits(browser: Browser, scenario: Scenario, n_seeds: int, folder: Path) -> Same:
    """Return how many runs of a scenario's arms are wasmtime's, byte for byte."""
    open_engine(browser, folder, world_data(scenario.world, scenario.policies, scenario.baseline))
    browser.ask(_WORLD, world=None)
    runs = list(product(scenario.arms, range(n_seeds)))
    n_same = sum(in_page(browser, arm, seed) == _wasmtime(scenario, arm, seed) for arm, seed in runs)
    return Same(n_same, len(runs))


def open_engine(browser: Browser, folder: Path, world: Json | None = None) -> None:
    """Open a page in which the engine waits; a large world comes with it."""
    page = folder / "engine.html"
    told = json.dumps(world).replace("<", "\\u003c")
    module, script = b64encode(current_module()).decode(), joined("engine/runner.js")
    page.write_text(_PAGE.format(world=told, module=module, script=script), encoding="utf-8")
    browser.open(page)
    browser.ask(_LOAD)


def open_world(browser: Browser, world: World, policies: Mapping[str, Policy], baseline: str) -> None:
    """Put a small world into the page's engine."""
    browser.ask(_WORLD, world=world_data(world, policies, baseline))


def in_page(browser: Browser, arm: str, seed: int) -> bytes:
    """Return what a run records in the page."""
    return b"".join(b64decode(text) for text in browser.ask(_RUN, arm=arm, seed=seed))


def _wasmtime(scenario: Scenario, arm: str, seed: int) -> bytes:
    """Return what a run records there."""
    run = WebEngine(recording=Recording(by_city=RECORDED)).run(scenario.world, scenario.policies[arm], seed)
    return run.country.tobytes() + run.cities.tobytes()
