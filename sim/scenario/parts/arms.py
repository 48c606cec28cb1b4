"""Arms: dated lever settings and adaptive policies, as schedules by month and city."""

from typing import Any, NamedTuple

import numpy as np

from sim.model.levers import LEVER_DTYPE, LEVER_NAMES, Lever
from sim.model.state import Adaptive, Policy, Rows
from sim.scenario.parts.adaptive import read_adaptive
from sim.scenario.parts.cities import CityTable
from sim.scenario.parts.forms import AdaptiveEntry, LeverEntry, Period, UseEntry
from sim.scenario.parts.levers import LEVER_BY_NAME, check_lever_name, lever_value
from sim.scenario.parts.period import MonthSpan, span_of
from sim.scenario.parts.sections import read_section
from sim.scenario.parts.steps import LeverStep, Step, UseStep
from sim.scenario.parts.where import labels, select
from sim.scenario.text.months import format_month
from sim.scenario.text.problems import Problems, did_you_mean
from sim.scenario.text.scalars import describe
from sim.scenario.text.tree import Node, join

TOUCHED_DTYPE = np.dtype([(name, "?") for name in LEVER_NAMES])


class ScheduledArm(NamedTuple):
    """A policy and its canonical form."""

    policy: Policy
    resolved: list[dict[str, Any]]
    touched: Rows  # (n_months, n_cities) which levers the arm sets where; a lever's field is true or false
    steps: list[Step]  # in the order of the file


class Setting(NamedTuple):
    """What all arms share: the period, the cities, the levers at the start, and the other arms."""

    period: Period
    table: CityTable
    start: dict[str, float | bool]
    arms: dict[str, Node]

    def schedule(self) -> Rows:
        """Return the starting levers in every month and city."""
        levers = self.empty(LEVER_DTYPE)
        for name, value in self.start.items():
            levers[name] = value
        return levers

    def empty(self, dtype: np.dtype[np.void]) -> Rows:
        """Return a row for every month and city."""
        shape = (self.period.end - self.period.start + 1, len(self.table.cities))
        return np.zeros(shape, dtype).view(np.recarray)


def read_arm(name: str, node: Node, setting: Setting, problems: Problems, users: tuple[str, ...] = ()) -> ScheduledArm:
    """Read one arm; later entries win over earlier ones. `users` are the arms that use this one, outermost first."""
    path = join("arms", name)
    levers = setting.schedule()
    adaptive: list[Adaptive] = []
    resolved: list[dict[str, Any]] = []
    steps: list[Step] = []
    touched, used = setting.empty(TOUCHED_DTYPE), setting.empty(TOUCHED_DTYPE)
    if not isinstance(node.value, list):
        problems.add(node.place, path, f"must be a list of entries, [] for none; got {describe(node.plain())}")
    for index, child in enumerate(node.value if isinstance(node.value, list) else ()):
        step = join(path, index)
        if child.child("use") is not None:
            part = _used_arm(child, step, setting, problems, (*users, name))
            if part is not None:
                _merge(part, child, step, (levers, touched, used), problems)
                steps.append(UseStep(child.deepest("use").place, step, part.policy.levers, part.touched))
                adaptive += part.policy.adaptive
                resolved += part.resolved
        elif child.child("adaptive") is not None:
            resolved += _adapt(child, step, setting, adaptive, problems)
        else:
            resolved += _set(child, step, setting, (levers, touched, steps), problems)
    return ScheduledArm(Policy(name, levers, tuple(adaptive)), resolved, touched, steps)


def _used_arm(
    node: Node, path: str, setting: Setting, problems: Problems, users: tuple[str, ...]
) -> ScheduledArm | None:
    form = read_section(node, UseEntry, path, problems)
    if form is None:
        return None
    place = node.deepest("use").place
    if form.use not in setting.arms:
        problems.add(place, join(path, "use"), f"'{form.use}' is not an arm; {did_you_mean(form.use, setting.arms)}")
        return None
    if form.use in users:
        problems.add(place, join(path, "use"), f"goes in a circle: {' -> '.join((*users, form.use))}")
        return None
    return read_arm(form.use, setting.arms[form.use], setting, problems, users)


def _merge(part: ScheduledArm, node: Node, path: str, into: tuple[Rows, Rows, Rows], problems: Problems) -> None:
    """Take over what a used arm sets; two used arms must not set one lever differently at one time and place."""
    levers, touched, used = into
    for name in LEVER_NAMES:
        mine = part.touched[name]
        values = part.policy.levers[name]
        if (mine & used[name] & (levers[name] != values)).any():
            message = f"sets {name} otherwise than another arm in use at the same time and place; set it in this arm"
            problems.add(node.deepest("use").place, join(path, "use"), message)
        levers[name][mine] = values[mine]
        touched[name] |= mine
        used[name] |= mine


def _adapt(
    node: Node, path: str, setting: Setting, adaptive: list[Adaptive], problems: Problems
) -> list[dict[str, Any]]:
    form = read_section(node, AdaptiveEntry, path, problems)
    if form is None:
        return []
    target = select(form.where, node, path, setting.table, problems)
    span = span_of(form.first, form.last, setting.period, node, path, problems)
    made = read_adaptive(form, node, path, problems)
    if span is None or made is None:
        return []
    adaptive.append(Adaptive(made.decide, max(span.first, 0), span.last, target))
    return [{"adaptive": form.adaptive, "options": made.options, **_when(form, span, setting, target)}]


def _set(
    node: Node, path: str, setting: Setting, into: tuple[Rows, Rows, list[Step]], problems: Problems
) -> list[dict[str, Any]]:
    levers, touched, steps = into
    lever, value = _lever_and_value(node, path, problems)
    form = read_section(node, LeverEntry, path, problems)  # its own mistakes do not hide those above
    if form is None or lever is None:
        return []
    target = select(form.where, node, path, setting.table, problems)
    span = span_of(form.first, form.last, setting.period, node, path, problems)
    if form.ramp_months is not None and lever.kind != "number":
        place = node.deepest("ramp_months").place
        problems.add(place, join(path, "ramp_months"), f"cannot be used with {lever.name}, which is not a number")
        return []
    if span is None or value is None:
        return []
    step = LeverStep(node.place, path, lever, value, span, target, form.ramp_months, form.last is not None)
    step.apply(levers[lever.name], lever.name)
    touched[lever.name][span.months, target] = True
    steps.append(step)
    word = lever.choices[int(value)] if lever.kind == "choice" else value
    entry = {"lever": lever.name, "value": word, **_when(form, span, setting, target)}
    return [entry if form.ramp_months is None else {**entry, "ramp_months": form.ramp_months}]


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
