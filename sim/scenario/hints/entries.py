"""Entries of an arm that are never in force, or for a shorter time than they say."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.levers import LEVER_NAMES
from sim.scenario.hints.checked import Checked, Hint, line_of
from sim.scenario.parts.levers import lever_text
from sim.scenario.parts.schedule import ScheduledArm
from sim.scenario.parts.steps import LeverStep, Step
from sim.scenario.text.tree import join

MAX_CELLS = 5_000_000  # steps x months x cities; more would take too long to look through


class _Trace(NamedTuple):
    """Which step decides a lever, by month and city, once all are applied."""

    decided_by: NDArray[np.int32]  # (n_months, n_cities) index of the step that last changed the value; -1: none
    changed: list[bool]  # by step: whether it changed anything when it was applied


def entries(checked: Checked) -> Iterator[Hint]:
    """Say which entries do nothing, and which do it for a shorter time than they say.

    A later entry wins, so an order other than that of the dates hides one entry behind another.
    """
    n_cells = checked.world.factors.size
    left, values = MAX_CELLS, _values_set(checked)
    for arm_name, arm in checked.arms.items():
        left -= n_cells * len(arm.steps)
        if left < 0:
            place = checked.tree.deepest("arms", arm_name).key_place
            message = "its entries, and those of later arms, are not looked through: too many for this world"
            yield Hint(place, join("arms", arm_name), message)
            return
        for lever in LEVER_NAMES:
            yield from _of_lever(checked, arm, lever, values[lever])


def _values_set(checked: Checked) -> dict[str, set[float]]:
    """Return, by lever, what any arm sets it to."""
    values: dict[str, set[float]] = {lever: set() for lever in LEVER_NAMES}
    for arm in checked.arms.values():
        for step in arm.steps:
            if isinstance(step, LeverStep):
                values[step.lever.name].add(step.value)
    return values


def _of_lever(checked: Checked, arm: ScheduledArm, lever: str, values: set[float]) -> Iterator[Hint]:
    steps = [step for step in arm.steps if step.sets(lever)]
    if not any(isinstance(step, LeverStep) for step in steps):
        return
    trace = _trace(checked, arm, lever, steps)
    for index, step in enumerate(steps):
        if not isinstance(step, LeverStep):
            continue
        is_stated = len(steps) == 1 < len(arm.steps) and values != {step.value}
        if is_stated and _is_default(checked, step):
            continue  # readers are told a default that the file nowhere sets, and that other arms change
        if message := _about(checked, step, index, steps, trace):
            yield Hint(step.place, step.path, message)


def _is_default(checked: Checked, step: LeverStep) -> bool:
    unset = step.lever.name not in checked.under("levers")
    return unset and step.ramp_months is None and step.value == step.lever.default


def _trace(checked: Checked, arm: ScheduledArm, name: str, steps: list[Step]) -> _Trace:
    start = checked.parts.setting.start[name]
    values = np.full_like(checked.values(arm, name), start)
    decided_by = np.full(values.shape, -1, np.int32)
    changed = []
    for index, step in enumerate(steps):
        before = values.copy()
        step.apply(values, name)
        differs = values != before
        decided_by[differs] = index
        changed.append(bool(differs.any()))
    return _Trace(decided_by, changed)


def _about(checked: Checked, step: LeverStep, index: int, steps: list[Step], trace: _Trace) -> str:
    """Return what is to be said of a step, mostly nothing."""
    if not trace.changed[index]:
        value = lever_text(step.lever, step.value)
        return (
            f"never in force: {step.lever.name} is {value} in its months and cities anyway; change it or leave it out"
        )
    later = steps[index + 1 :]
    months = np.flatnonzero((trace.decided_by == index).any(axis=1))
    if not len(months):
        return f"never in force: {_winner(step, later, step.span.months.start, step.span.last)}"
    first, last = int(months[0]), int(months[-1])
    if step.ramp_months is not None and last < step.span.first + step.ramp_months - 1:
        return _cut_ramp(checked, step, later, last)
    if step.ends and last < step.span.last and _set_again(step, later, last + 1):
        why = _winner(step, later, last + 1, step.span.last)
        return f"in force until {checked.month(last)} only, not {checked.month(step.span.last)}: {why}"
    if first > step.span.months.start and _set_again(step, later, first - 1):
        why = _winner(step, later, step.span.months.start, first - 1)
        return f"in force from {checked.month(first)} only, not {checked.month(step.span.months.start)}: {why}"
    return ""


def _set_again(step: LeverStep, later: list[Step], month: int) -> bool:
    return any(other.covers(step.lever.name, month) for other in later)


def _winner(step: LeverStep, later: list[Step], first: int, last: int) -> str:
    """Return which later step decides in the months from `first` to `last`, and what to do."""
    name = step.lever.name
    other = next(o for o in reversed(later) if any(o.covers(name, month) for month in range(first, last + 1)))
    where = f"{line_of(other.place, step.place)} sets {name} after it, and the later entry wins"
    if isinstance(other, LeverStep) and other.span.first < step.span.first:
        return f"{where}; write entries in the order of their dates"
    return f"{where}; keep one, or let this one end before"


def _cut_ramp(checked: Checked, step: LeverStep, later: list[Step], last: int) -> str:
    done = f"ramp cut short after {last - step.span.first + 1} of {step.ramp_months} months, in {checked.month(last)}"
    never = f"{step.lever.name} does not arrive at {step.value:g}"
    if last < step.span.last and _set_again(step, later, last + 1):
        return f"{done}: {_winner(step, later, last + 1, step.span.last)}; {never}"
    return f"{done}, where the entry ends: {never}; use fewer ramp_months or a later end"
