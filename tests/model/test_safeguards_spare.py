"""With the same luck fewer cameras, a shorter list and consent never raise false alerts where rooms keep thresholds."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.engines.month import now_at
from sim.model.initial import initial_state
from sim.model.schedule import SCHEDULE
from sim.model.state import State, World
from tests.stepping import People, run_cities
from tests.worlds import BUSY, policy, six_cities

FELL = 1.0 - 1e-9  # a threshold that is as many times itself has become stricter, not only rounded


class Month(NamedTuple):
    """What a month brought, by city, and the thresholds before and after it."""

    alerts_false: np.ndarray
    stops_wrongful: np.ndarray
    before: np.ndarray
    after: np.ndarray


def lived(made: World, seed: int, months: int, change: Callable[[State], None]) -> Month:
    """Live through some months, and the next with a change before control rooms set their thresholds."""
    state = initial_state(made, seed)
    population = People(made, state, seed)
    arm, before = policy(made), np.zeros(len(state.cities))
    for index in range(months + 1):
        now = now_at(made, arm, seed, index, state)
        for step in SCHEDULE:
            if index == months and step.name == "operate":
                before = state.cities.fmr_own.copy()
                change(state)
            run_cities(step, state, now)
            if step.citizens is not None:
                population.step(step.citizens, now)
            if index == months and step.name == "review":
                break
    rows = state.cities
    return Month(rows.alerts_false.copy(), rows.stops_wrongful.copy(), before, rows.fmr_own.copy())


def nothing(state: State) -> None:
    """Leave all as it is."""


def fewer_cameras(state: State) -> None:
    for kind in ("entrance", "public_place", "transport"):
        state.cities[f"recognising_{kind}"] //= 2


def shorter_list(state: State) -> None:
    state.cities.watchlist_size *= 0.5


def nobody_but_the_wanted(state: State) -> None:
    state.cities.watchlist_size *= 0.9
    state.cities.others_enrolled = 0.0


def more_consent(state: State) -> None:
    state.cities.matchable_share *= 0.5


CHANGES = (fewer_cameras, shorter_list, nobody_but_the_wanted, more_consent)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(change=st.sampled_from(CHANGES), capacity=st.floats(-1.0, 2.5), held=st.floats(-5.0, -1.5),
       findable=st.floats(0.005, 0.5), months=st.integers(1, 12), seed=st.integers(0, 1_000))  # fmt: skip
def test_with_the_same_luck_a_safeguard_never_raises_false_alerts_or_stops_where_the_room_can_follow(
    change: Callable[[State], None], capacity: float, held: float, findable: float, months: int, seed: int
) -> None:
    """In a room that has come to a threshold, and that without the change would not have to become stricter now."""
    changes = {"alert_capacity_per_100k_day": 10.0**capacity, "held_fpir": 10.0**held, "findable_share": findable}
    made = six_cities(n_months=13, people_per_agent=1000, **(BUSY | changes))
    usual, changed = (lived(made, seed, months, one) for one in (nothing, change))
    follows = (usual.before > 0.0) & (usual.after >= FELL * usual.before)
    assert (changed.after[follows] >= FELL * usual.before[follows]).all()
    assert (changed.alerts_false[follows] <= usual.alerts_false[follows]).all()
    assert (changed.stops_wrongful[follows] <= usual.stops_wrongful[follows]).all()


@pytest.mark.parametrize("change", CHANGES)
def test_such_worlds_hold_rooms_that_became_strict_and_safeguards_that_spare_stops(
    change: Callable[[State], None],
) -> None:
    """What the test above compares is not empty."""
    made = six_cities(n_months=13, people_per_agent=1000, **(BUSY | {"alert_capacity_per_100k_day": 50.0}))
    usual, changed = (lived(made, 3, 12, one) for one in (nothing, change))
    follows = (usual.before > 0.0) & (usual.after >= FELL * usual.before)
    is_strict = usual.before < FELL * made.parameters.held_fpir / made.parameters.watchlist_size
    assert (follows & is_strict).any()
    assert changed.alerts_false[follows].sum() < usual.alerts_false[follows].sum()
