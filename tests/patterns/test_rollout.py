"""Patterns of the roll-out that should come out (MODEL.md 1): who comes first, and what federal money changes.

Each statement is a test of ranks or signs over a run's cities, taken as independent if nothing is there, and summed
over seeds. A z above 4.9 then passes for a pattern by luck alone about once in two million sets of seeds; cities follow
each other's example, so the true rate is higher. Seeds are fixed, so nothing flickers. City processes do not depend on
the number of agents.
"""

import math
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.engines import make_engine
from sim.model.outcomes import CITY_OUTCOMES
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario

SEEDS = range(3)
Z = 4.9
NEVER = 10_000  # later than any month
SCENARIO = Path(__file__).parents[2] / "scenarios" / "subsidy.yaml"


@cache
def scenario() -> Scenario:
    return load_scenario(SCENARIO, people_per_agent=1_000_000, arms=["subsidy-ample"])


@cache
def first_months(arm: str) -> NDArray[np.int64]:
    """Return the first month in which a city recognises, by seed and city; NEVER where it does not."""
    made, engine, recognising = scenario(), make_engine("compiled"), CITY_OUTCOMES.index("cameras_recognising")
    runs = [engine.run(made.world, made.policies[arm], seed).cities[:, :, recognising] > 0 for seed in SEEDS]
    return np.array([np.where(run.any(axis=0), run.argmax(axis=0), NEVER) for run in runs])


def of_size(low: float, high: float) -> NDArray[np.bool_]:
    """Tell which cities have so many residents, Moscow left out."""
    population = scenario().world.cities["population"]
    return (population >= low) & (population < high) & (np.array(scenario().world.city_names) != "Moscow")


def earlier(first: NDArray[np.int64], ones: NDArray[np.bool_], others: NDArray[np.bool_]) -> float:
    """Return how much earlier the ones are than the others, in standard errors (Mann and Whitney 1947), over seeds."""
    z = []
    for run in first:
        a, b = run[ones][:, None], run[others][None, :]
        wins = float((a < b).sum() + 0.5 * (a == b).sum())
        n, m = len(a), b.shape[1]
        z.append((wins - 0.5 * n * m) / math.sqrt(n * m * (n + m + 1) / 12.0))
    return sum(z) / math.sqrt(len(z))


def test_moscow_recognises_first() -> None:
    """It starts with building under way, so this tells only that no city overtakes it; by lot, once in 171**3."""
    moscow = scenario().world.city_names.index("Moscow")
    first = first_months("status-quo")
    assert (first[:, moscow] < np.delete(first, moscow, axis=1).min(axis=1)).all()


def test_cities_of_a_million_come_next_and_small_ones_last() -> None:
    """What a system costs beside what a city can spend separates them: of size the model reads only the density that
    large cities grow towards, which makes their systems dearer. The lead over middling cities alone is short."""
    first = first_months("status-quo")
    million, middle, small = of_size(1e6, 1e9), of_size(250e3, 1e6), of_size(0, 250e3)
    assert earlier(first, million, middle | small) > Z
    assert earlier(first, middle, small) > Z


def test_most_small_cities_recognise_only_with_federal_money() -> None:
    """Of small cities that recognise at the end under an ample subsidy, more than half do not without it."""
    small = of_size(0, 250e3)
    without, given = (first_months(arm)[:, small] < NEVER for arm in ("status-quo", "subsidy-ample"))
    thanks_to_it, anyway = (given & ~without).sum(), (given & without).sum()
    assert (thanks_to_it - anyway) / math.sqrt(thanks_to_it + anyway) > Z
    lost = (without & ~given).sum()
    assert (thanks_to_it - lost) / math.sqrt(thanks_to_it + lost) > Z
