"""Levers as a page moves them: the values that a slider stops at."""

from math import log10

import numpy as np

from sim.model.levers import LEVERS, Lever
from sim.present.explorer.frames import Json
from sim.present.words.language import words
from sim.scenario.scenario import Scenario

_DAYS = (0, 1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180, 270, 365)
_PER_1000 = (0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 70, 100)

_MOST_IN_SIGHT = 5
_KNOWN = ("retention_days", "existing_fr_permitted", "operator_review_share", "warrant_share", "audit_share")


def lever_data() -> list[Json]:
    """Return every lever with its words and the values that it can be moved to."""
    return [
        {
            "name": lever.name,
            "unit": lever.unit,
            "kind": lever.kind,
            "meaning": lever.meaning,
            "cost": words().say(f"page.cost.{lever.name}"),
            "choices": list(lever.choices),
            "usual": lever.default,
            "steps": [float(step) for step in steps(lever)],
        }
        for lever in LEVERS
    ]


def levers_in_sight(scenario: Scenario) -> list[str]:
    """Return the levers that the scenario's rules set, at most five, then others that a reader knows from life."""
    baseline = scenario.policies.columns(scenario.baseline)
    set_by_rules = [
        name
        for arm in scenario.arms
        for name, column in scenario.policies.columns(arm).items()
        if arm != scenario.baseline and not np.array_equal(column, baseline.get(name, column[:1]))
    ]
    return list(dict.fromkeys([*set_by_rules, *_KNOWN]))[:_MOST_IN_SIGHT]


def steps(lever: Lever) -> list[float]:
    """Return the values of a lever that a slider stops at, from low to high, the usual one among them.

    Examples
    --------
    >>> [steps(lever)[:3] for lever in LEVERS if lever.name in ("audit_share", "retention_days", "consent_mode")]
    [[0.0, 1.0, 2.0], [0.0, 0.05, 0.1], [0.0, 1.0, 2.0]]
    """
    if lever.kind != "number":
        found = [float(k) for k in range(int(lever.high) + 1)]
    elif lever.high <= 1.0 and lever.low == 0.0:
        found = [round(lever.high * k / 20, 4) for k in range(21)]
    elif lever.unit == "days":
        found = [float(day) for day in _DAYS]
    elif lever.unit.endswith("per 1000 residents"):
        found = [float(number) for number in _PER_1000]
    else:
        found = _by_digits(lever)
    return sorted({*found, float(lever.default)})


def _by_digits(lever: Lever) -> list[float]:
    """Return 1, 2 and 5 of each power of ten within the limits, and nought where it is one."""
    lowest = log10(lever.low) if lever.low > 0.0 else log10(lever.high) - 7
    powers = range(round(lowest), round(log10(lever.high)) + 1)
    found = [float(f"{digit}e{power}") for power in powers for digit in (1, 2, 5)]
    within = [number for number in found if lever.low <= number <= lever.high]
    return [0.0, *within] if lever.low == 0.0 else within
