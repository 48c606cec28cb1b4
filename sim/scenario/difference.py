"""Where two policies part: the first month in which one can make a run differ from the other's."""

import numpy as np

from sim.model.state import Adaptive, Policy


def first_difference(policy: Policy, baseline: Policy) -> int | None:
    """Return the first month [index] in which a policy can differ from another, None if it cannot.

    They differ where scheduled levers do, or where other adaptive entries are in force, or the
    same in another order. An entry is the same if it decides equally, from the same month on
    (which it counts from), in the same cities.
    """
    differs = (policy.levers != baseline.levers).any(axis=1)
    changes = {month for entry in policy.adaptive + baseline.adaptive for month in (entry.first, entry.last + 1)}
    for month in changes:  # what is in force stays the same between them
        if month < len(differs) and not _same(_in_force(policy, month), _in_force(baseline, month)):
            differs[month] = True
    return int(differs.argmax()) if differs.any() else None


def _in_force(policy: Policy, month: int) -> list[Adaptive]:
    return [entry for entry in policy.adaptive if entry.first <= month <= entry.last]


def _same(ours: list[Adaptive], theirs: list[Adaptive]) -> bool:
    return len(ours) == len(theirs) and all(
        one.decide == other.decide and one.first == other.first and np.array_equal(one.target, other.target)
        for one, other in zip(ours, theirs, strict=True)
    )
