"""Who set a value: the file and line that decides, and what was overridden on the way."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from sim.model.levers import LEVERS
from sim.scenario.load import load_scenario
from sim.scenario.overrides import override, way_to
from sim.scenario.practices import published_practices
from sim.scenario.registry import registered_parameters
from sim.scenario.text.files import open_source, read_document
from sim.scenario.text.problems import Place, Problems, ScenarioError, did_you_mean, fail
from sim.scenario.text.tree import Node


class Explanation(NamedTuple):
    """A value in force and where it comes from."""

    key: str
    value: Any
    unit: str
    place: str  # file:line:column, or the registry's line
    note: str


def explain(path: Path, key: str, settings: Mapping[str, str] | None = None) -> Explanation:
    """Return the value of a key of a scenario and the place that set it.

    Raises
    ------
    ScenarioError: the scenario cannot be used, or nothing has that key.
    """
    load_scenario(path, settings=settings)  # what is wrong anywhere is told first
    problems = Problems()
    tree = override(read_document(open_source(path), problems).tree, settings or {}, problems)
    steps = way_to(key, Place(f"explain {key}"), problems)
    problems.raise_if_any()
    found = _written(tree, steps) or _default(steps)
    if found is None:
        raise _unknown(tree, steps)
    return found


def _written(tree: Node, steps: list[str]) -> Explanation | None:
    node: Node | None = tree
    for step in steps:
        node = None if node is None else node.child(int(step) if step.isdigit() else step)
    if node is None:
        return None
    inner = node.child("value") if steps[0] == "parameters" else None
    found = inner or node
    return Explanation(".".join(steps), found.plain(), _unit(steps), str(found.place), _note(steps, found))


def _unknown(tree: Node, steps: list[str]) -> ScenarioError:
    """Return the error about a key that nothing has, with the nearest that something has."""
    parent = tree.deepest(*steps[:-1])
    known = [parameter.name for parameter in registered_parameters()] if steps[0] == "parameters" else []
    known += [lever.name for lever in LEVERS] if steps[0] == "levers" else []
    hint = did_you_mean(steps[-1], [*parent.entries(), *known])
    return fail(parent.place, ".".join(steps), f"is set nowhere in this scenario; {hint}")


def _unit(steps: list[str]) -> str:
    units = {p.name: p.unit for p in registered_parameters()} | {lever.name: lever.unit for lever in LEVERS}
    return units.get(steps[1], "") if len(steps) == 2 and steps[0] in ("parameters", "levers") else ""


def _note(steps: list[str], found: Node) -> str:
    if steps[0] == "events" and steps[-1] == "practice":
        practice = published_practices()[found.plain()]
        span = f"{practice.value:g} {practice.unit}, seen from {practice.low:g} to {practice.high:g}"
        return f"{span}, first in {practice.since}; {practice.meaning}; {practice.source}"
    for parameter in registered_parameters():
        if steps == ["parameters", parameter.name]:
            return f"registered value {parameter.value:g}, plausible {parameter.low:g} to {parameter.high:g}"
    return ""


def _default(steps: list[str]) -> Explanation | None:
    key = ".".join(steps)
    for line, parameter in enumerate(registered_parameters(), start=2):
        if steps == ["parameters", parameter.name]:
            note = f"plausible {parameter.low:g} to {parameter.high:g}; {parameter.meaning}; {parameter.source}"
            place = f"sim/data/parameters.csv:{line}"
            return Explanation(key, parameter.value, parameter.unit, place, note)
    for lever in LEVERS:
        if steps == ["levers", lever.name]:
            value = lever.choices[int(lever.default)] if lever.kind == "choice" else lever.default
            return Explanation(key, value, lever.unit, "sim/model/levers.py (default)", lever.meaning)
    return None
