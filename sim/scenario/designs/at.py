"""A scenario at a point of a design: as if its file gave the values of the point."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.scenario.designs.carriers import Value
from sim.scenario.parts.arms import read_arms
from sim.scenario.parts.levers import LEVER_BY_NAME
from sim.scenario.parts.schedule import Policies
from sim.scenario.parts.uses import arms_in_order
from sim.scenario.registry import parameter_record
from sim.scenario.scenario import Scenario
from sim.scenario.text.problems import Problems


def scenario_at(scenario: Scenario, values: Mapping[str, Value]) -> Scenario:
    """Return the scenario with these values of parameters and of levers at the start; all else stays."""
    levers = {name: _column_value(name, value) for name, value in values.items() if name in LEVER_BY_NAME}
    changed = {name: value for name, value in levers.items() if value != scenario.policies.start[name]}
    policies = _started(scenario.policies, changed) if changed else scenario.policies
    numbers = {name: float(value) for name, value in values.items() if name not in LEVER_BY_NAME}
    parameters = tuple(p._replace(value=numbers[p.name]) if p.name in numbers else p for p in scenario.parameters)
    by_name = {p.name: p.value + 0.0 for p in sorted(parameters)}
    resolved: dict[str, Any] = {"parameters": by_name, "levers": dict(sorted(policies.start.items()))}
    return replace(
        scenario,
        world=scenario.world._replace(parameters=parameter_record(by_name)),
        parameters=parameters,
        policies=policies,
        resolved_world=scenario.resolved_world | resolved,
    )


def _column_value(name: str, value: Value) -> float | bool:
    """Return a lever's value as its column holds it: of a choice, the number of the word."""
    return LEVER_BY_NAME[name].choices.index(value) if isinstance(value, str) else value


def _started(policies: Policies, levers: Mapping[str, float | bool]) -> Policies:
    """Return the policies with other levers at the start: what arms set by steps, or give back, follows from these."""
    setting, problems = policies.setting, Problems()
    setting = setting._replace(start={**setting.start, **levers})
    arms = read_arms(arms_in_order(policies, setting.arms, problems), setting, problems)
    problems.raise_if_any()  # checked when the scenario was read; two arms in use may set a lever differently only now
    return policies.rescheduled(setting, {name: arms[name] for name in policies})
