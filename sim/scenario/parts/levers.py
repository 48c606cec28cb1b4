"""Levers: names, limits, the values in force at the start."""

from sim.model.levers import LEVERS, Lever
from sim.scenario.text.meant import number_hint, switch_hint
from sim.scenario.text.problems import Place, Problems, did_you_mean
from sim.scenario.text.scalars import describe
from sim.scenario.text.tree import Node, join

LEVER_BY_NAME = {lever.name: lever for lever in LEVERS}


def read_levers(node: Node, problems: Problems) -> dict[str, float | bool]:
    """Return the levers in force at the start."""
    values: dict[str, float | bool] = {
        lever.name: float(lever.default) if lever.kind == "number" else lever.default for lever in LEVERS
    }
    for name, child in node.entries().items():
        path = join("levers", name)
        if check_lever_name(name, child.key_place, path, problems):
            value = lever_value(LEVER_BY_NAME[name], child, path, problems)
            values[name] = values[name] if value is None else value
    return values


def check_lever_name(name: str, place: Place, path: str, problems: Problems) -> bool:
    """Return whether there is such a lever, and note it if not."""
    if name not in LEVER_BY_NAME:
        shown = f"'{name}' " if _named(name, path) else ""
        problems.add(place, path, f"{shown}is not a lever; {did_you_mean(name, LEVER_BY_NAME)}")
    return name in LEVER_BY_NAME


def lever_value(lever: Lever, node: Node, path: str, problems: Problems) -> float | bool | None:
    """Return the value that a lever is set to, or note what is wrong and return nothing."""
    value = node.plain()
    if lever.kind == "switch":
        if isinstance(value, bool):
            return value
        got = f"{describe(value)}{switch_hint(value)}"
        problems.add(node.place, path, f"{_named(lever.name, path)}must be true or false; got {got}")
        return None
    if lever.kind == "choice":
        if value in lever.choices:
            return lever.choices.index(value)
        allowed = " or ".join(lever.choices)
        problems.add(node.place, path, f"{_named(lever.name, path)}must be {allowed}; got {describe(value)}")
        return None
    return number_value(lever.name, lever.unit, (lever.low, lever.high), node, path, problems)


def number_value(
    name: str, unit: str, limits: tuple[float, float], node: Node, path: str, problems: Problems
) -> float | None:
    """Return a number that a lever or a parameter is set to, or note what is wrong and return nothing."""
    value, (low, high) = node.plain(), limits
    if isinstance(value, bool) or not isinstance(value, int | float):
        got = f"{describe(value)}{number_hint(value, unit)}"
        problems.add(node.place, path, f"{_named(name, path)}must be a number [{unit}]; got {got}")
        return None
    if not low <= value <= high:
        limits_of = f"outside the limits of {name}," if _named(name, path) else "outside the limits"
        hint = number_hint(value, unit)
        problems.add(node.place, path, f"is {value:g}, {limits_of} {low:g} to {high:g} [{unit}]{hint}")
        return None
    return float(value)


def _named(name: str, path: str) -> str:
    """Return a name to begin a message with, or nothing where a step of the path before it is that name."""
    return "" if name in path.split(".") else f"{name} "


def lever_word(lever: Lever, value: float | bool) -> float | bool | str:
    """Return a lever's value as a scenario file holds it: of a choice, the word.

    Examples
    --------
    >>> lever_word(LEVER_BY_NAME["consent_mode"], 1), lever_word(LEVER_BY_NAME["retention_days"], 30.0)
    ('opt_out', 30.0)
    """
    return lever.choices[int(value)] if lever.kind == "choice" else value


def lever_text(lever: Lever, value: float | bool) -> str:
    """Return a lever's value as a scenario writes it.

    Examples
    --------
    >>> lever_text(LEVER_BY_NAME["retention_days"], 30.0), lever_text(LEVER_BY_NAME["consent_mode"], 1)
    ('30', 'opt_out')
    """
    if lever.kind == "number":
        return f"{value:g}"
    return lever.choices[int(value)] if lever.kind == "choice" else str(bool(value)).lower()
