"""Arms: dated lever settings and adaptive policies, as schedules by month and city."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model.levers import Lever
from sim.model.state import Adaptive
from sim.scenario.parts.adaptive import read_adaptive
from sim.scenario.parts.forms import AdaptiveEntry, LeverEntry, UseEntry
from sim.scenario.parts.levers import LEVER_BY_NAME, check_lever_name, lever_value
from sim.scenario.parts.period import MonthSpan, span_of
from sim.scenario.parts.schedule import ScheduledArm, Setting
from sim.scenario.parts.sections import read_section
from sim.scenario.parts.steps import Column, LeverStep, UseStep
from sim.scenario.parts.where import labels, select
from sim.scenario.text.months import format_month
from sim.scenario.text.problems import Problems, did_you_mean
from sim.scenario.text.scalars import describe
from sim.scenario.text.tree import Node, join

USED = "used"  # of an entry: which use it is of, as 2, or 2.1 for the first one inside the second


def read_arms(names: Iterable[str], setting: Setting, problems: Problems) -> dict[str, ScheduledArm]:
    """Read arms in an order in which each comes after those it uses, so that each is read once."""
    done: dict[str, ScheduledArm] = {}
    for name in names:
        done[name] = _read_arm(name, setting, done, problems)
    return done


def _read_arm(name: str, setting: Setting, done: Mapping[str, ScheduledArm], problems: Problems) -> ScheduledArm:
    """Read one arm; later entries win over earlier ones."""
    node, path = setting.arms[name], join("arms", name)
    arm = ScheduledArm({}, [], [], [])
    used: dict[str, NDArray[np.bool_]] = {}
    if not isinstance(node.value, list):
        problems.add(node.place, path, f"must be a list of entries, [] for none; got {describe(node.plain())}")
    for index, child in enumerate(node.value if isinstance(node.value, list) else ()):
        step = join(path, index)
        if child.child("use") is not None:
            part = _used_arm(child, step, setting, done, problems)
            if part is not None:
                _merge(part, child, step, arm, used, problems)
        elif child.child("adaptive") is not None:
            _adapt(child, step, setting, arm, problems)
        else:
            _set(child, step, setting, arm, problems)
    return arm


def _used_arm(
    node: Node, path: str, setting: Setting, done: Mapping[str, ScheduledArm], problems: Problems
) -> ScheduledArm | None:
    """Return the arm in use, nothing where it is wrong, or part of a circle or of too many, which was told."""
    form = read_section(node, UseEntry, path, problems)
    if form is None:
        return None
    if form.use not in setting.arms:
        message = f"'{form.use}' is not an arm; {did_you_mean(form.use, setting.arms)}"
        problems.add_absent(node.deepest("use").place, join(path, "use"), message)
    return done.get(form.use)


def _merge(
    part: ScheduledArm, node: Node, path: str, arm: ScheduledArm, used: dict[str, NDArray[np.bool_]], problems: Problems
) -> None:
    """Take over what a used arm sets; two used arms must not set one lever differently at one time and place."""
    for name, (values, theirs) in part.columns.items():
        if name not in arm.columns:
            arm.columns[name] = Column(values.copy(), theirs.copy())
            used[name] = theirs
            continue
        mine, touched = arm.columns[name]
        before = used.get(name, np.False_)
        if (theirs & before & (mine != values)).any():
            message = f"sets {name} otherwise than another arm in use at the same time and place; set it in this arm"
            problems.add(node.deepest("use").place, join(path, "use"), message)
        mine[theirs] = values[theirs]
        touched |= theirs
        used[name] = theirs | before
    arm.steps.append(UseStep(node.deepest("use").place, path, part.columns))
    arm.adaptive.extend(part.adaptive)
    arm.resolved.extend(_within(part, sum(isinstance(step, UseStep) for step in arm.steps)))


def _within(part: ScheduledArm, number: int) -> list[dict[str, Any]]:
    """Return the canonical form of a used arm inside another, of which it is the use of that number, from 1.

    A ramp begins where its own arm was: the same entries written out may mean something else, and say so.
    """
    if not any("ramp_months" in entry for entry in part.resolved):
        return part.resolved
    return [entry | {USED: ".".join(filter(None, (str(number), entry.get(USED))))} for entry in part.resolved]


def _adapt(node: Node, path: str, setting: Setting, arm: ScheduledArm, problems: Problems) -> None:
    form = read_section(node, AdaptiveEntry, path, problems)
    if form is None:
        return
    target = select(form.where, node, path, setting.table, problems)
    span = span_of(form.first, form.last, setting.period, node, path, problems)
    made = read_adaptive(form, node, path, problems)
    if span is None or made is None:
        return
    arm.adaptive.append(Adaptive(made.decide, max(span.first, 0), span.last, target))
    arm.resolved.append({"adaptive": form.adaptive, "options": made.options, **_when(form, span, setting, target)})


def _set(node: Node, path: str, setting: Setting, arm: ScheduledArm, problems: Problems) -> None:
    lever, value = _lever_and_value(node, path, problems)
    form = read_section(node, LeverEntry, path, problems)  # its own mistakes do not hide those above
    if form is None or lever is None:
        return
    target = select(form.where, node, path, setting.table, problems)
    span = span_of(form.first, form.last, setting.period, node, path, problems)
    if form.ramp_months is not None and lever.kind != "number":
        place = node.deepest("ramp_months").place
        problems.add(place, join(path, "ramp_months"), f"cannot be used with {lever.name}, which is not a number")
        return
    if span is None or value is None:
        return
    if lever.name not in arm.columns:
        arm.columns[lever.name] = setting.column(lever.name)
    values, touched = arm.columns[lever.name]
    step = LeverStep(node.place, path, lever, value, span, target, form.ramp_months, form.last is not None)
    step.apply(values, lever.name)
    touched[span.months, target] = True
    arm.steps.append(step)
    word = lever.choices[int(value)] if lever.kind == "choice" else value
    entry = {"lever": lever.name, "value": word, **_when(form, span, setting, target)}
    arm.resolved.append(entry if form.ramp_months is None else {**entry, "ramp_months": form.ramp_months})


def _lever_and_value(node: Node, path: str, problems: Problems) -> tuple[Lever | None, float | bool | None]:
    """Return what an entry sets and to what, nothing for what is missing or wrong."""
    named, given = node.child("lever"), node.child("value")
    if named is None or not isinstance(named.value, str):
        return None, None
    if not check_lever_name(named.value, named.place, join(path, "lever"), problems):
        return None, None
    lever = LEVER_BY_NAME[named.value]
    return lever, None if given is None else lever_value(lever, given, join(path, "value"), problems)


def _when(form: LeverEntry | AdaptiveEntry, span: MonthSpan, setting: Setting, target: Any) -> dict[str, Any]:
    last = setting.period.start + span.last
    return {"from": format_month(form.first), "to": format_month(last), "where": labels(target, setting.table)}
