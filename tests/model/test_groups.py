"""The worst-served group: how much more often it is stopped follows the threshold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engines import make_engine
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.processes.operate import group_excess
from sim.model.rules.groups import worst_group_multiple
from tests.model.busy import busy
from tests.model.towns import Town
from tests.worlds import city, policy, world

AMPLE = {"alert_capacity_per_100k_day": 1e5}  # staff never is what limits alerts


def test_groups_are_served_alike_at_strict_thresholds_and_unlike_at_loose_ones() -> None:
    p = world([city("Town", 1_000)], n_months=1).parameters
    loose, slope, factor = float(p.worst_group_fmr), float(p.worst_group_slope), float(p.worst_group_factor)
    assert worst_group_multiple(factor, 1e-12, loose, slope) == pytest.approx(1.0, abs=0.01)
    assert worst_group_multiple(factor, 2e-10, loose, slope) < 1.1  # London in 2024-25
    for fmr in (loose, 10.0 * loose, 1.0):
        assert worst_group_multiple(factor, fmr, loose, slope) == factor
    rates = np.geomspace(1e-12, 1.0, 200)
    multiples = [worst_group_multiple(factor, float(rate), loose, slope) for rate in rates]
    assert multiples == sorted(multiples)


@pytest.mark.parametrize(("held", "low", "high"), [(5e-3, 7.5, 8.5), (1e-6, 0.5, 1.9)])
def test_the_ratio_of_stops_between_groups_follows_the_threshold(held: float, low: float, high: float) -> None:
    """Loose: the engine's own factor of 8. Strict: near 1. The spread is that of a binomial share of all stops."""
    made = busy(48, worst_group_factor=8.0, worst_group_share=0.25, watchlist_size=3_000.0, held_fpir=held,
                faces_per_entrance_day=20_000.0, **AMPLE)  # fmt: skip
    run = make_engine("compiled").run(made, policy(made, watchlist_scope=0), 1)
    totals = dict(zip(OUTCOME_NAMES, np.nansum(run.country, axis=0), strict=True))
    assert totals["stops_wrongful"] > 100
    assert low < totals["stops_per_100k_worst_group"] / totals["stops_per_100k_others"] < high


@settings(max_examples=60, deadline=None)
@given(st.floats(1e-12, 1.0), st.floats(1.0, 250.0), st.sampled_from([1.0, 500.0, 1e5]))
def test_no_group_has_more_stops_than_there_are(fpir: float, factor: float, watchlist: float) -> None:
    town = Town(1_000)
    town.row.watchlist_size = watchlist
    excess = group_excess(town.row, factor, fpir, town.made.parameters)
    assert excess >= 1.0 - 1e-12
    assert excess * town.row.worst_group_people / town.row.population <= 1.0 + 1e-12
