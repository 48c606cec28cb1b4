"""Arms that compare nothing: equal to the baseline, or to each other."""

import hashlib
from collections.abc import Iterator

from sim.model.levers import LEVER_NAMES
from sim.scenario.hints.checked import Checked, Hint, line_of
from sim.scenario.parts.schedule import ScheduledArm
from sim.scenario.text.tree import join


def equal_arms(checked: Checked) -> Iterator[Hint]:
    """Say which arms never differ from the baseline, and which are alike."""
    baseline = checked.baseline
    first_of = {_signature(checked, checked.arms[baseline]): baseline}
    for name, arm in checked.arms.items():
        signature, place = _signature(checked, arm), checked.tree.deepest("arms", name).key_place
        other = first_of.setdefault(signature, name)
        if name in (baseline, other):
            continue
        what = f"never differs from the baseline, {baseline}: its levers are equal in every month and city"
        if other != baseline:
            line = line_of(checked.tree.deepest("arms", other).key_place, place)
            what = f"is the same as the arm {other} ({line}) in every month and city"
        yield Hint(place, join("arms", name), f"{what}; change it or leave it out")


def _signature(checked: Checked, arm: ScheduledArm) -> str:
    """Return a text that arms share exactly if they set the same levers alike and adapt alike."""
    digest = hashlib.sha256()
    for name in LEVER_NAMES:
        if any(step.sets(name) for step in arm.steps):
            values = checked.values(arm, name)
            if (values != checked.parts.setting.start[name]).any():
                digest.update(name.encode() + values.tobytes())
    for entry in arm.adaptive:
        digest.update(f"{entry.decide!r} {entry.first} {entry.last} ".encode() + entry.target.tobytes())
    return digest.hexdigest()
