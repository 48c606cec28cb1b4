"""The page as one file: words, world, module and script, and a policy that lets nothing else in."""

import json
from base64 import b64encode
from hashlib import sha256
from html import escape
from string import Template

import numpy as np

from sim.analysis.compare.interval import student_quantiles
from sim.engines.version import model_version
from sim.engines.web.module import current_module
from sim.experiments.problems import UsageError
from sim.present.explorer.frames import Json
from sim.present.explorer.joined import PAGE, joined
from sim.present.explorer.levers import lever_data, levers_in_sight
from sim.present.explorer.tables import tables
from sim.present.explorer.world import world_data
from sim.present.explorer.yours import N_SEEDS, yours_data
from sim.present.maps.positions import positions
from sim.present.practices import assumed_in, drivers_since
from sim.present.words.language import words
from sim.scenario.scenario import Scenario

_OUTCOME = "stops_wrongful"  # the outcome that is asked about first, where the scenario names none


def page(scenario: Scenario) -> str:
    """Return the page of a scenario as HTML.

    Raises
    ------
    EngineError: the module was not made of these sources, or a policy is not among those inside it.
    UsageError: there is no rule to show.
    """
    script, style = joined("main.js"), _text("style.css")
    return Template(_text("template.html")).substitute(
        language=words().language,
        model=escape(model_version()),
        policy=_policy(script, style),
        title=escape(scenario.title),
        style=style,
        noscript=escape(words().say("page.noscript")),
        data=as_script(page_data(scenario)),
        wasm=b64encode(current_module()).decode(),
        worker=_harmless(joined("engine/worker.js")),
        script=_harmless(script),
    )


def page_data(scenario: Scenario) -> Json:
    """Return the world of a page, its words and what they speak of; errors as of `page`."""
    policies = {arm: scenario.policies[arm] for arm in scenario.arms}
    return {"world": world_data(scenario.world, policies, scenario.baseline), **_told(scenario)}


def _told(scenario: Scenario) -> Json:
    """Return the words of the page and what they speak of."""
    arms = [arm for arm in scenario.arms if arm != scenario.baseline]
    if not arms:
        raise UsageError(f"{scenario.name} has no arm besides its baseline, so a page has no rule to show; add one")
    return {
        "tables": tables() | {"words": _words_for(len(scenario.world.cities))},
        "nPairs": N_SEEDS,
        "quantiles": student_quantiles(N_SEEDS).tolist(),
        "title": scenario.title,
        "baseline": scenario.baseline,
        "lookFor": scenario.look_for,
        "asked": scenario.question and scenario.question.outcome,
        "arms": [{"name": arm, "entries": scenario.resolved_arms[arm]} for arm in arms],
        "labels": dict(scenario.labels),
        "start": scenario.resolved_world["levers"],
        "drivers": drivers_since(assumed_in(scenario)),
        "levers": lever_data(),
        "inSight": levers_in_sight(scenario),
        "yours": yours_data(scenario),
        "map": _map(scenario),
        "question": _question(scenario, arms),
    }


def _map(scenario: Scenario) -> Json | None:
    """Return where cities stand in a picture, and whether some are left out; None for one city or unknown places."""
    cities = scenario.world.cities
    found = positions(np.asarray(cities.latitude), np.asarray(cities.longitude), np.asarray(cities.population))
    if len(cities) == 1 or found is None:
        return None
    return {
        "size": [round(found.width, 1), round(found.height, 1)],
        "circles": np.column_stack([found.x, found.y, found.radius]).round(1).tolist(),
        "conic": {name: round(degrees) for name, degrees in found.conic._asdict().items()},
        "isWithoutFlagged": not scenario.resolved_world["cities"]["include_flagged"],
    }


def _words_for(n_cities: int) -> Json:
    """Return the templates; where a world is a country, its twins are countries too."""
    templates = words().templates
    if n_cities == 1:
        return dict(templates)
    text = json.dumps(templates["page"], ensure_ascii=False)
    for form in ("many", "Many", "one", "One"):
        text = text.replace(words().say(f"page.city.{form}"), words().say(f"page.country.{form}"))
    return {**templates, "page": json.loads(text)}


def _question(scenario: Scenario, arms: list[str]) -> Json:
    """Return the outcome and the rule that a reader is asked about first."""
    asked = scenario.question
    policy = asked.policy if asked is not None and asked.policy in arms else arms[0]
    return {"outcome": asked.outcome if asked is not None else _OUTCOME, "policy": policy}


def _policy(script: str, style: str) -> str:
    """Return what the browser may do: this script and its workers, this style, the module; no request at all."""
    return (
        f"default-src 'none'; script-src {_hash(_harmless(script))} 'wasm-unsafe-eval'; worker-src blob:; "
        f"child-src blob:; style-src {_hash(style)}; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def as_script(data: Json) -> str:
    """Return data as JSON that cannot end the element around it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _harmless(script: str) -> str:
    """Return a script of ours as it can stand in HTML; it has no such text, or this says so.

    Raises
    ------
    ValueError
        It would end the element around it.
    """
    if "</script" in script.lower() or "<!--" in script:
        raise ValueError("the page's script holds what would end its element")
    return script


def _text(name: str) -> str:
    return PAGE.joinpath(name).read_text(encoding="utf-8")
