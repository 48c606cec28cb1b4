"""The names that documents may use, and what each is worth: a name in backticks that the model lacks is a mistake.

Parameters, levers, outcomes, rules (`adoption.is_affordable`), steps of the month, columns of the cities file, events,
arms and suppliers of shipped scenarios, files; `name=value` checks the value too, and `Moscow.leader=1` that of a city.
"""

import ast
import re
from functools import cache

import yaml

from docs.tables import ROOT, read_csv
from sim.model.levers import LEVERS
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.schedule import SCHEDULE

NAME = re.compile(r"`([^`]+)`")


@cache
def values() -> dict[str, str]:
    """Return everything that has a value by name: parameters, levers, columns of cities."""
    found = {row["name"]: row["value"] for row in read_csv(ROOT / "sim" / "data" / "parameters.csv")}
    for lever in LEVERS:
        is_switch = lever.kind == "switch"
        found[lever.name] = str(bool(lever.default)).lower() if is_switch else f"{float(lever.default):g}"
    for city in read_csv(ROOT / "scenarios" / "data" / "cities.csv"):
        found.update({f"{city['name_en']}.{column}": value for column, value in city.items()})
    return found


@cache
def names() -> frozenset[str]:
    """Return every name that `where` may use, files apart."""
    found = set(values()) | set(OUTCOME_NAMES) | {step.name for step in SCHEDULE}
    found |= set(read_csv(ROOT / "scenarios" / "data" / "cities.csv")[0])
    for path in (ROOT / "sim" / "model" / "rules").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found |= {f"{path.stem}.{node.name}" for node in tree.body if isinstance(node, ast.FunctionDef)}
    for path in (ROOT / "scenarios").glob("*.yaml"):
        scenario = yaml.safe_load(path.read_text(encoding="utf-8"))
        found |= {event["name"] for event in scenario.get("events") or []}
        found |= set(scenario.get("arms") or {}) | set(scenario.get("suppliers") or {})
    return frozenset(found)


def is_known(name: str) -> bool:
    """Tell whether the model has what a name in backticks says, with the value it says."""
    if "/" in name:
        return (ROOT / name).is_file()
    key, _, value = name.partition("=")
    if not value:
        return key in names()
    return key in values() and _same(values()[key], value)


def _same(actual: str, claimed: str) -> bool:
    try:
        return float(actual) == float(claimed)
    except ValueError:
        return actual == claimed
