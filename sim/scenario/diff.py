"""What differs between two scenarios, after inheritance and defaults."""

from typing import Any, NamedTuple

from sim.scenario.scenario import Scenario


class DifferingValue(NamedTuple):
    """A value in which two scenarios differ; None where one lacks it."""

    key: str
    first: Any
    second: Any


def differing_values(first: Scenario, second: Scenario) -> list[DifferingValue]:
    """Return every resolved value in which two scenarios differ, by key."""
    one, other = _flat(_resolved(first)), _flat(_resolved(second))
    keys = [key for key in {**one, **other} if one.get(key) != other.get(key)]
    return [DifferingValue(key, one.get(key), other.get(key)) for key in sorted(keys)]


def _resolved(scenario: Scenario) -> dict[str, Any]:
    return {**scenario.resolved_world, "baseline": scenario.baseline, "arms": scenario.resolved_arms}


def _flat(value: Any, key: str = "") -> dict[str, Any]:
    if isinstance(value, dict) and value:
        parts = {f"{key}.{name}" if key else str(name): child for name, child in value.items()}
    elif isinstance(value, list) and any(isinstance(child, dict) for child in value):
        parts = {f"{key}.{index}": child for index, child in enumerate(value)}
    else:
        return {key: value}
    return {name: leaf for start, child in parts.items() for name, leaf in _flat(child, start).items()}
