"""Where two policies part: the first month in which one can make a run differ from the other's."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.model.state import Adaptive
from sim.scenario.parts.schedule import Policies


def first_difference_between(policies: Policies, name: str, baseline: str) -> int | None:
    """Return the first month [index] in which an arm can differ from another, None if it cannot.

    They differ where scheduled levers do, or where other adaptive entries are in force, or the
    same in another order. An entry is the same if it decides equally, from the same month on
    (which it counts from), in the same cities.
    """
    ours, theirs = policies.columns(name), policies.columns(baseline)
    differs = np.zeros(policies.n_months, np.bool_)
    for lever in ours.keys() | theirs.keys():
        start = policies.start[lever]
        differs |= np.not_equal(ours.get(lever, start), theirs.get(lever, start)).any(axis=1)
    return _first(differs, policies.adaptive(name), policies.adaptive(baseline))


def first_adaptive_difference(ours: Sequence[Adaptive], theirs: Sequence[Adaptive], n_months: int) -> int | None:
    """Return the first month in which what adapts the levers of two arms differs; None if it never does."""
    return _first(np.zeros(n_months, np.bool_), ours, theirs)


def _first(differs: NDArray[np.bool_], ours: Sequence[Adaptive], theirs: Sequence[Adaptive]) -> int | None:
    """Return the first month in which scheduled levers differ, or what adapts them."""
    changes = {month for entry in (*ours, *theirs) for month in (entry.first, entry.last + 1)}
    for month in changes:  # what is in force stays the same between them
        if month < len(differs) and not _same(_in_force(ours, month), _in_force(theirs, month)):
            differs[month] = True
    return int(differs.argmax()) if differs.any() else None


def _in_force(entries: Sequence[Adaptive], month: int) -> list[Adaptive]:
    return [entry for entry in entries if entry.first <= month <= entry.last]


def _same(ours: list[Adaptive], theirs: list[Adaptive]) -> bool:
    return len(ours) == len(theirs) and all(
        one.decide == other.decide and one.first == other.first and np.array_equal(one.target, other.target)
        for one, other in zip(ours, theirs, strict=True)
    )
