"""Arms that compare nothing: equal to the baseline, or to each other."""

import hashlib
from collections.abc import Iterator

from sim.scenario.difference import first_difference
from sim.scenario.hints.checked import Checked, Hint, line_of
from sim.scenario.parts.arms import ScheduledArm
from sim.scenario.text.tree import join


def equal_arms(checked: Checked) -> Iterator[Hint]:
    """Say which arms never differ from the baseline, and which are alike."""
    baseline = checked.arms[checked.baseline].policy
    seen: dict[str, list[str]] = {}
    for name, arm in checked.arms.items():
        node = checked.tree.deepest("arms", name)
        if name == checked.baseline:
            continue
        if first_difference(arm.policy, baseline) is None:
            why = f"never differs from the baseline, {checked.baseline}: its levers are equal in every month and city"
            yield Hint(node.key_place, join("arms", name), f"{why}; change it or leave it out")
            continue
        alike = seen.setdefault(_digest(arm), [])
        for other in alike:
            if first_difference(arm.policy, checked.arms[other].policy) is None:
                line = line_of(checked.tree.deepest("arms", other).key_place, node.key_place)
                message = f"is the same as the arm {other} ({line}) in every month and city; change it or leave it out"
                yield Hint(node.key_place, join("arms", name), message)
                break
        else:
            alike.append(name)


def _digest(arm: ScheduledArm) -> str:
    """Return a text that arms alike share, so that not every pair is compared."""
    digest = hashlib.sha256(arm.policy.levers.tobytes())
    for entry in arm.policy.adaptive:
        digest.update(f"{entry.first} {entry.last}".encode() + entry.target.tobytes())
    return digest.hexdigest()
