"""Worlds to measure: shipped scenarios, and the classroom's city grown to any size."""

from math import ceil

import numpy as np

from sim.model.cohorts import n_agents
from sim.model.columns import FACTOR_DTYPE
from sim.model.levers import LEVER_DTYPE
from sim.model.state import Policy, World
from sim.scenario.load import load_scenario
from sim.scenario.registry import parameter_record
from sim.scenario.shipped import resolve_scenario_path

LARGEST_CITY = 1_000_000  # [persons]
BREACHES_PER_YEAR = 100.0  # in each city: hardly a month without, so that every citizen process has work


def world_of(name: str, people_per_agent: int | None = None) -> tuple[World, Policy]:
    """Return the world and the baseline of a shipped scenario."""
    scenario = load_scenario(resolve_scenario_path(name), people_per_agent=people_per_agent)
    return scenario.world, scenario.policies[scenario.baseline]


def citizen_months(world: World) -> int:
    """Return how many months of citizens a run has."""
    return world.n_months * sum(n_agents(int(people), world.people_per_agent) for people in world.cities.population)


def grown_classroom(n_citizens: int, n_months: int) -> tuple[World, Policy]:
    """Return the classroom's city with more residents, or several such cities; one agent for each resident.

    The cities recognise faces from the first month. Breaches are far more frequent than anywhere, and every month
    is one of protest: otherwise two of the five citizen processes would rest in most months.
    """
    world, policy = world_of("one-city")
    n_cities = ceil(n_citizens / LARGEST_CITY)
    cities = np.repeat(world.cities, n_cities).view(np.recarray)
    cities.code += np.arange(n_cities, dtype=np.uint32)
    cities.population = [n_citizens // n_cities + (i < n_citizens % n_cities) for i in range(n_cities)]
    cities.sort(order="code")
    factors = np.ones((n_months, n_cities), FACTOR_DTYPE).view(np.recarray)
    factors.unrest = 2.0
    levers = np.empty((n_months, n_cities), LEVER_DTYPE).view(np.recarray)
    levers[:] = policy.levers[0, 0]
    distances = np.where(np.eye(n_cities, dtype=bool), 0, 100).astype(np.int32)
    for array in (cities, factors, distances):
        array.setflags(write=False)  # as in a scenario's world: numba compiles the two kinds apart
    parameters = dict(zip(world.parameters.dtype.names, world.parameters.item(), strict=True))
    return world._replace(
        n_months=n_months,
        parameters=parameter_record(parameters | {"breach_hazard_per_year": BREACHES_PER_YEAR}),
        cities=cities,
        city_names=tuple(f"City {i + 1}" for i in range(n_cities)),
        distances_km=distances,
        factors=factors,
    ), Policy(policy.name, levers, ())
