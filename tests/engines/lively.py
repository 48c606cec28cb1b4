"""Runs of a lively world, and whether two are the same."""

import numpy as np

from sim.engines import RunResult, make_engine
from sim.model.state import Policy, World
from tests.worlds import (
    BUSY,
    six_cities,
)

# Three cities buy during the run, contracts run out, everything else happens all the time; protest hurries nobody.
LIVELY = BUSY | {
    "adoption_innovation_per_year": 0.7, "contract_months": 12.0, "tender_months": 1.0, "unrest_response": 0.0,
    "workload_response": 0.0,
}  # fmt: skip

SEED = 3


def run(made: World, arm: Policy, seed: int = SEED, threads: int = 1) -> RunResult:
    return make_engine("compiled", threads=threads).run(made, arm, seed)


def assert_same(one: RunResult, other: RunResult, months: int | None = None) -> None:
    np.testing.assert_array_equal(one.country[:months], other.country[:months])
    np.testing.assert_array_equal(one.cities[:months], other.cities[:months])


def differs(one: RunResult, other: RunResult, first: int = 0) -> bool:
    return not np.array_equal(one.country[first:], other.country[first:], equal_nan=True)


def lively(**changes) -> World:
    return six_cities(**({"n_months": 72, "people_per_agent": 200} | LIVELY | changes))
