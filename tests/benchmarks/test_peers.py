"""The peers are the same model: their totals are those of the compiled engine, up to luck."""

import math
from functools import cache

import numpy as np
import pytest

from benchmarks.months import CASES, KEYED, MESA, NUMPY, ONE, REFERENCE, live
from sim.model.state import Stage, World
from tests.worlds import BUSY, city, policy, world

N_MONTHS = 8
SEEDS = range(24)
Z = 6.6  # Student's t with 23 degrees of freedom leaves 1e-6 outside: false alarms 1e-6 each, and the seeds are fixed
# The largest bias that could pass, as a share of the total: what the test can see.
SEES = {
    "new_sought": 0.2, "sought": 0.06, "sought_hard": 0.25, "alerts_true": 0.12, "detections": 0.25,
    "alerts_false": 0.05, "stops_wrongful": 0.07, "people_leaked": 0.03, "support_mean": 0.01,
    "protest_participants": 0.35, "protest_solo_acts": 0.9,
}  # fmt: skip


def small() -> World:
    """Return one city of 2,000 in which all that happens to citizens happens often."""
    busy = BUSY | {"breach_hazard_per_year": 30.0, "breach_share": 0.1, "sought_inflow_per_100k_year": 20_000.0,
                   "alert_capacity_per_100k_day": 1000.0, "held_fpir": 0.1, "wrongful_stop_support_shock": -0.02,
                   "function_creep_hazard_per_year": 0.0, "protest_turnout_share": 0.2,
                   "solo_act_share": 1.0, "assembly_police_per_1000": 500.0, "protest_fine_rub": 2e5}  # fmt: skip
    made = world(
        [city("Small", 2_000, Stage.OPERATING, cameras_per_1000_start=8.0)],
        n_months=N_MONTHS, people_per_agent=1, **busy,
    )  # fmt: skip
    made.factors.unrest = 2.0
    return made


@cache
def totals(case: str) -> np.ndarray:
    """Return sums over the months, shape (n_seeds, n_quantities). Draws of the city itself are the same for all."""
    made = small()
    return np.array([_total(case, made, seed) for seed in SEEDS])


def _total(case: str, made: World, seed: int) -> list[float]:
    arm = policy(made)
    citizens = CASES[case].make(made, arm, seed)
    months = []
    for index in range(made.n_months):
        live(citizens, made, arm, seed, index)
        months.append([float(citizens.state.cities[0][name]) for name in SEES])
    return np.sum(months, axis=0).tolist()


@pytest.mark.parametrize("name", SEES)
@pytest.mark.parametrize("case", [MESA, NUMPY])
def test_totals_are_those_of_the_compiled_engine(case: str, name: str) -> None:
    k = list(SEES).index(name)
    theirs, ours = totals(case)[:, k], totals(ONE)[:, k]
    error = float(np.std(theirs - ours, ddof=1)) / math.sqrt(len(SEEDS))
    assert abs(float((theirs - ours).mean())) < Z * error
    assert Z * error < SEES[name] * float(ours.mean())


@pytest.mark.parametrize("seed", [0, 5, 1 << 40])
def test_numpy_with_the_same_draws_gives_the_same_counts(seed: int) -> None:
    """Person by person: its exp may differ in the last bit, which moves an event once in 10**15 draws."""
    assert _total(KEYED, small(), seed) == _total(ONE, small(), seed)


def test_the_reference_engine_steps_as_in_a_run() -> None:
    made = small()._replace(n_months=2)
    assert _total(REFERENCE, made, 3) == _total(ONE, made, 3)
