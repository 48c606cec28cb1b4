"""A page of a small town: what a reader chooses there, what it shows, and what Python says of the same runs."""

from collections.abc import Callable
from typing import Any

import numpy as np
from selenium.webdriver.support.ui import WebDriverWait

from sim.engines.compiled.engine import CompiledEngine
from sim.engines.recording import Recording
from sim.experiments.store.digests import digest_of
from sim.model.state import Policy, World
from tests.present.explorer.opened import PATIENCE_S, Page

CITY = """\
name_en,region_en,iso_3166_2,federal_district,lat,lon,population,fr_stage_start,\
budget_rub_per_resident_year,regional_topup_share,cameras_per_1000_start,cameras_per_1000_target,support_start_share
Exampletown (made up),Example Region (made up),XX-EX,Example District (made up),55.0,40.0,3000,operating,\
249000,0,12,15,0.5
"""
TOWN = """\
format: 1
name: small-town
title: A small town
extends: classroom/one-city.yaml
period: {start: 2016-01, end: 2017-06}
cities: {file: small-town.csv}
events: []
labels: {care: "Care, with control"}
arms:
  ban: [{lever: existing_fr_permitted, value: false, from: 2016-10}]
  retention-5: null
  pause: [{adaptive: moratorium, from: 2016-06, options: {support_floor: 0.6}}]
  care:
    - {lever: operator_review_share, value: 0.5, from: 2016-04}
    - {lever: audit_share, value: 1, from: 2016-04, to: 2017-02}
"""
N_PAIRS = 20
FIRST = 3  # month in which `care` begins
READY = "return document.documentElement.dataset.state === 'ready' && document.documentElement.dataset.sha256"
CHOOSE = """
const [before, now] = [location.hash.slice(1), arguments[0]].map((text) => new URLSearchParams(text));
const rules = ["rule", "set", "beside", "beside-set"];
const isOther = rules.some((key) => String(before.getAll(key)) !== String(now.getAll(key)));
if (isOther) delete document.documentElement.dataset.sha256; // it comes with the last pair
location.hash = arguments[0];
"""
YOURS = "return document.querySelector('[data-part=yours] textarea').value"
COMMANDS = "return document.querySelector('[data-part=check] textarea').value"
SHARES = "return [...document.querySelectorAll('[data-part=shares] data')].map((data) => Number(data.value))"
CELLS = """
const rows = [...document.querySelectorAll(`[data-part=${arguments[0]}] tbody tr`)];
return rows.map((row) => [...row.cells].map((cell) => cell.innerText));
"""
OPEN = "paths both shares yours table check"
FOLD = "document.querySelectorAll('.folded').forEach((part) => (part.open = true))"


def until(asked: Callable[[], Any]) -> Any:
    """Return what is asked for as soon as it is there."""
    return WebDriverWait(None, PATIENCE_S, 0.05).until(lambda _: asked())


def choose(opened: Page, **state: str) -> str:
    """Let the reader choose; return the fingerprint of the rule."""
    fragment = "&".join(["view=more", f"open={OPEN}", *(f"{key}={value}" for key, value in state.items())])
    opened.run(CHOOSE, fragment)
    return str(until(lambda: opened.run(READY)))


def fingerprint(opened: Page, side: str) -> str:
    """Return the fingerprint of a side as soon as the page tells it."""
    script = "return document.querySelector(`[data-side=${arguments[0]}]`)?.textContent"
    return str(until(lambda: opened.run(script, side)))


def cells_of(opened: Page, part: str) -> list[list[str]]:
    """Return the rows of a part's table."""
    return [[str(cell) for cell in row] for row in opened.run(CELLS, part)]


def countries(world: World, policy: Policy) -> Any:
    """Return the outcomes of twenty runs, (n_runs, n_months, n_outcomes)."""
    engine = CompiledEngine(1, Recording(by_city=()))
    return np.array([engine.run(world, policy, seed).country.copy() for seed in range(N_PAIRS)])


def sha256_of(values: Any) -> str:
    return digest_of("rule", dict(enumerate(values))).sha256
