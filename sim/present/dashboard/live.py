"""The live page of what a reader changes: the model in the browser, with the reader's levers moved."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

from dash import html
from flask import Flask, Response, abort

from sim.engines.web.module import current_module
from sim.present.dashboard.draft import Draft
from sim.present.dashboard.kept import Kept
from sim.present.dashboard.origins import STORED, origin_names
from sim.present.dashboard.shelf import Shelf
from sim.present.explorer.joined import joined
from sim.present.explorer.page import as_script, page, page_data
from sim.present.explorer.source import scenario_meant
from sim.scenario.parts.levers import LEVER_BY_NAME
from sim.scenario.scenario import Scenario
from sim.scenario.shipped import shipped_files
from sim.scenario.text.months import parse_month

_PATH, _DATA = "/live", "/live-data"
_SCRIPTS = {"live.js": "live.js", "worker.js": "engine/worker.js"}  # entries of the page's modules
_POLICY = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"  # beside what the page says of itself
_PAGES = 4  # that are kept, of some MB each


def add_live(server: Flask, shelf: Shelf) -> None:
    """Add the address of live pages; what there is none of is not found."""
    kept: Kept[str] = Kept(2 * _PAGES)  # the page and the data of each

    def made(name: str, kind: str, make: Callable[[Scenario], str], **headers: str) -> Response:
        if name not in origin_names(shelf):
            abort(404)
        text = kept.get((kind, name, shelf.written()), lambda: make(small_scenario(shelf, name)))
        return Response(text, mimetype=kind, headers=headers)

    @server.get(f"{_PATH}/<name>")
    def live(name: str) -> Response:
        return made(name, "text/html", page, **{"Content-Security-Policy": _POLICY})

    @server.get(f"{_DATA}/<name>")
    def data(name: str) -> Response:
        return made(name, "application/json", lambda scenario: as_script(page_data(scenario)))

    @server.get("/live-parts/<name>")
    def part(name: str) -> Response:
        if name == "model.wasm":
            return Response(current_module(), mimetype="application/wasm")
        if name not in _SCRIPTS:
            abort(404)
        return Response(joined(_SCRIPTS[name]), mimetype="text/javascript")


def small_scenario(shelf: Shelf, name: str) -> Scenario:
    """Return what a name stands for, with no more agents than a browser moves while somebody waits."""
    item = shelf.item(name.removeprefix(STORED)) if name.startswith(STORED) else None
    path = item.folder if item else next(path for path in shipped_files() if path.stem == name)
    return scenario_meant(str(path))


def live_address(draft: Draft) -> str | None:
    """Return the address of the live page with the policy in it; None where it cannot show that."""
    scenario = draft.origin.scenario
    if draft.scenario is None or draft.base == scenario.baseline:
        return None
    settings = [("set", ":".join(map(str, setting))) for setting in settings_of(draft)]
    told = urlencode([("view", "sides"), ("rule", draft.base), *settings])
    return f"{_PATH}/{quote(draft.origin.name)}#{told}"


def live_difference(draft: Draft) -> html.Div | None:
    """Return the place where the browser puts the difference of a small world; None where there is none to show."""
    levers = settings_of(draft) if draft.scenario is not None else []
    if draft.scenario is None or (draft.base == draft.origin.scenario.baseline and not levers):
        return None
    settings = [dict(zip(("lever", "value", "from", "to"), one, strict=True)) for one in levers]
    rule = json.dumps({"arm": draft.base, "settings": settings})
    about: Any = {"data-from": f"{_DATA}/{quote(draft.origin.name)}", "data-rule": rule}
    return html.Div(id="live", **about)


def settings_of(draft: Draft) -> list[tuple[str, float, int, int]]:
    """Return what a policy without mistakes sets: lever, value, first month and last, as the live page has them."""
    assert draft.scenario is not None
    world = draft.scenario.world
    entries = [one for one in draft.scenario.resolved_arms[draft.policy] if one.get("lever") in draft.levers]
    own = entries[-len(draft.levers) :] if draft.levers else []
    return [
        (one["lever"], _number(one["lever"], one["value"]), *_months(one, world.start_month, world.n_months))
        for one in own
    ]


def _number(lever: str, value: float | bool | str) -> float:
    return float(LEVER_BY_NAME[lever].choices.index(value) if isinstance(value, str) else value)


def _months(entry: dict[str, str], start_month: int, n_months: int) -> tuple[int, int]:
    first, last = (parse_month(entry[end]) - start_month for end in ("from", "to"))
    return max(0, first), min(n_months - 1, last)
