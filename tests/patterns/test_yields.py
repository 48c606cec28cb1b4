"""Patterns of yields that should come out (MODEL.md 1), in small worlds: what cameras find, what longer lists take.

Bounds are 4.9 standard errors over 12 seeds, two-sided: by Student's t with 11 degrees of freedom a true zero would
pass for an effect, or an effect that is expected be missed by luck alone, about once in two thousand sets of seeds.
Seeds are fixed, so nothing flickers.
"""

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sim.engines import make_engine
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.state import Stage
from tests.worlds import city, policy, world

SEEDS = range(12)
Z = 4.9
COUNTED = ("detections", "sought_people", "alerts_true", "alerts_false", "cameras_recognising")


@cache
def totals(density: float, inflow: float = 60.0, watchlist: float = 1e5) -> dict[str, NDArray[np.float64]]:
    """Return totals of the third and fourth year by seed, in four cities that all recognise.

    Staff are twenty times the usual, so that their time is no limit.
    """
    given = {"cameras_per_1000_start": density, "cameras_per_1000_target": density}
    rich = {"budget_rub_per_resident_year": 5e6}
    cities = [city(f"c{k}", 200_000, Stage.OPERATING, **given, **rich) for k in range(4)]
    made = world(cities, n_months=48, people_per_agent=10_000, fr_streams_share=1.0, working_share_start=1.0,
                 connected_share=1.0, sought_inflow_per_100k_year=inflow, findable_share=0.2, watchlist_size=watchlist,
                 alert_capacity_per_100k_day=20.0, function_creep_hazard_per_year=0.0)  # fmt: skip
    engine, baseline = make_engine("compiled"), policy(made)
    runs = [engine.run(made, baseline, seed).country[24:] for seed in SEEDS]
    return {name: np.array([run[:, OUTCOME_NAMES.index(name)].sum() for run in runs]) for name in COUNTED}


def doublings(after: NDArray[np.float64], before: NDArray[np.float64]) -> tuple[float, float]:
    """Return by how many doublings something grew, paired by seed: the mean and its standard error."""
    grown = np.log2(after / before)
    return float(grown.mean()), float(grown.std(ddof=1)) / math.sqrt(len(grown))


def test_detections_follow_sought_people_and_not_cameras() -> None:
    """Sixteen times the cameras find hardly more, twice the people sought are found twice as often."""
    few, many, more_sought = totals(2.0), totals(32.0), totals(2.0, inflow=120.0)
    cameras, _ = doublings(many["cameras_recognising"], few["cameras_recognising"])
    assert cameras > 3.9
    found, error = doublings(many["detections"], few["detections"])
    assert abs(found) + Z * error < 0.1 * cameras
    found, error = doublings(more_sought["detections"], few["detections"])
    assert found - Z * error > 0.8
    assert found + Z * error < 1.2


def test_the_first_cameras_do_find_more() -> None:
    """So that the saturation above is one, and not indifference to cameras."""
    found, error = doublings(totals(0.5)["detections"], totals(0.05)["detections"])
    assert found > Z * error


def test_a_longer_watchlist_costs_precision_and_sensitivity() -> None:
    """From the shortest to the longest plausible list, where hits are rare enough for a miss to matter."""
    short, long = (totals(0.02, 240.0, size) for size in (5e3, 1e6))
    precision, p_error = doublings(*(c["alerts_true"] / (c["alerts_true"] + c["alerts_false"]) for c in (long, short)))
    sensitivity, s_error = doublings(*(c["detections"] / c["sought_people"] for c in (long, short)))
    assert precision < -Z * p_error
    assert sensitivity < -Z * s_error
