"""The Mesa model of one run, and its networks as graphs."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from sim.api.opening import load
from sim.api.scenario import Scenario
from sim.experiments.problems import UsageError
from sim.model.state import AdaptivePolicy
from sim.scenario.programmed import name_of, policy_from
from sim.scenario.text.months import format_month

if TYPE_CHECKING:
    from sim.analysis.networks import CitizenGraph, CityGraph
    from sim.engines.reference.model import RolloutModel


def mesa_model(
    scenario: str | os.PathLike[str] | Scenario,
    policy: str | AdaptivePolicy | None = None,
    *,
    seed: int = 0,
    since: str | None = None,
    people_per_agent: int | None = None,
) -> RolloutModel:
    """Return the Mesa model of one run before its first month; `step()` lives through a month.

    Parameters
    ----------
    scenario
        A scenario, its file, or its name.
    policy
        An arm of the scenario, or a policy of yours, a function `(Observation, Levers) -> Levers`; the baseline
        unless given.
    seed
        Number of the run; the same number gives the run that an experiment stores.
    since
        First month (YYYY-MM) in which a policy of yours is in force; the first of the period unless given.
    people_per_agent
        Residents that one citizen stands for; the scenario's unless given.

    Raises
    ------
    ScenarioError
        The scenario has mistakes, or there is no such arm.
    """
    from sim.engines.reference.model import RolloutModel

    loaded = scenario if isinstance(scenario, Scenario) else load(scenario)
    if people_per_agent is not None:
        loaded = replace(loaded, people_per_agent=people_per_agent)
    arm = policy if isinstance(policy, str) else loaded.checked.baseline
    checked = loaded.read([arm])
    chosen = checked.policies[arm]
    if policy is not None and not isinstance(policy, str):
        first = since or format_month(checked.world.start_month)
        chosen = policy_from(checked.world, chosen._replace(name=name_of(policy)), policy, first)
    return RolloutModel(checked.world_of(seed), chosen, seed, collects_agents=True)


def cell_graph(model: RolloutModel, city: str, cell: int = 0) -> CitizenGraph:
    """Return who hears whom in one neighbourhood cell of a city, with each citizen's people and support.

    Raises
    ------
    UsageError
        The model has no such city, or the city no such cell.
    """
    from sim.analysis.networks import cell_graph as graph_of

    names = model.world.city_names
    if city not in names:
        raise UsageError(f"{city!r} is not a city of this model; there are: {', '.join(names)}")
    model.gather()
    return graph_of(model.state, names.index(city), model.seed_number, cell)


def city_graph(model: RolloutModel) -> CityGraph:
    """Return whose example counts for which city; `weight` sums to 1 over the edges that leave a city."""
    from sim.analysis.networks import city_graph as graph_of

    return graph_of(model.world, model.state)
