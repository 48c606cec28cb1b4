"""An adaptive policy written in Python, in force in an arm of a scenario."""

import inspect
from dataclasses import replace
from typing import Any

import numpy as np

from sim.model.state import Adaptive, AdaptivePolicy, Policy, World
from sim.scenario.scenario import Scenario
from sim.scenario.text.months import format_month, parse_month
from sim.scenario.text.problems import Place, fail


def add_policy(scenario: Scenario, arm: str, decide: AdaptivePolicy, since: str) -> Scenario:
    """Return the scenario with a policy in force in every city from a month on, after an arm's own entries.

    What identifies the arm names the policy and holds its source, where Python knows it. It cannot hold what the
    policy calls, so runs under it must not be kept for another day.

    Raises
    ------
    ScenarioError
        The month is not one of the period.
    """
    policy = scenario.policies[arm]
    adapted = policy_from(scenario.world, policy, decide, since)
    end = format_month(scenario.world.start_month + scenario.world.n_months - 1)
    when = {"from": since, "to": end, "where": {}}
    entry: dict[str, Any] = {"adaptive": name_of(decide), "options": {}, **when, "code": _code(decide)}
    return replace(
        scenario,
        policies={**scenario.policies, arm: adapted},
        resolved_arms=scenario.resolved_arms | {arm: [*scenario.resolved_arms[arm], entry]},
    )


def policy_from(world: World, policy: Policy, decide: AdaptivePolicy, since: str) -> Policy:
    """Return a policy that is also adapted in every city from a month on; it counts its months from there.

    Raises
    ------
    ScenarioError
        The month is not one of the period.
    """
    first, last = month_index(world, since), world.n_months - 1
    everywhere = np.ones(len(world.cities), np.bool_)
    return policy._replace(adaptive=(*policy.adaptive, Adaptive(decide, first, last, everywhere)))


def month_index(world: World, month: str) -> int:
    """Return how many months of the world lie before a month.

    Raises
    ------
    ScenarioError
        It is not a month, or not one of the period.
    """
    try:
        index = parse_month(month) - world.start_month
    except ValueError as error:
        raise fail(Place("since"), "", f"{error}; got {month!r}") from None
    if not 0 <= index < world.n_months:
        months = f"{format_month(world.start_month)} to {format_month(world.start_month + world.n_months - 1)}"
        raise fail(Place("since"), "", f"must lie within the period, {months}; got {month!r}")
    return index


def name_of(decide: AdaptivePolicy) -> str:
    """Return what a policy is called: the name of its function or class."""
    return str(getattr(decide, "__qualname__", type(decide).__qualname__))


def is_of_main(decide: AdaptivePolicy) -> bool:
    """Tell whether a policy is defined where worker processes cannot find it: in a notebook, or in the script run."""
    return bool(_definition(decide).__module__ == "__main__")


def _definition(decide: AdaptivePolicy) -> Any:
    return decide if hasattr(decide, "__qualname__") else type(decide)


def _code(decide: AdaptivePolicy) -> str | None:
    """Return a policy's source; None where Python does not know it, as under `python -c`."""
    try:
        return inspect.getsource(_definition(decide))
    except (OSError, TypeError):
        return None
