"""What must happen to an output when one input moves: more cameras, a better engine, longer retention, more audit."""

import itertools
import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pytest

from sim.engines import make_engine
from sim.engines.month import now_at
from sim.model.initial import initial_state
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.schedule import SCHEDULE
from sim.model.state import Now, Policy, Stage, State, World
from tests.stepping import People, run_cities
from tests.worlds import BUSY, city, policy, six_cities, with_practice, world

SEEDS = range(24)
AMPLE = {"alert_capacity_per_100k_day": 1e5}  # staff never is what limits alerts


def paired(name: str, one: tuple[World, Policy], other: tuple[World, Policy]) -> tuple[float, float]:
    """Return the mean difference of an outcome's total over seeds, other minus one, and its standard error."""
    engine, k = make_engine("compiled"), OUTCOME_NAMES.index(name)
    gaps = [
        np.nansum(engine.run(*other, seed).country[:, k]) - np.nansum(engine.run(*one, seed).country[:, k])
        for seed in SEEDS
    ]
    return float(np.mean(gaps)), float(np.std(gaps, ddof=1) / math.sqrt(len(gaps)))


def cameras(density: float, **changes: float) -> World:
    given = {"cameras_per_1000_start": density, "cameras_per_1000_target": density}
    cities = [city(f"{k}", 20_000, Stage.OPERATING, **given) for k in range(4)]
    return world(cities, n_months=12, people_per_agent=1000, **(BUSY | AMPLE | changes))


@pytest.mark.parametrize(
    ("changes", "contract"), [({"held_fpir": 1e-4}, {}), ({"held_fpir": 1.0}, {"contract_fpir": 1e-4})],
    ids=["practice", "contract"],
)  # fmt: skip
def test_fewer_cameras_mean_fewer_wrongful_stops_in_expectation(
    changes: dict[str, float], contract: dict[str, float]
) -> None:
    """24 paired seeds; a true zero would pass the 4.9 standard errors once in a million."""
    many, few = cameras(8.0, **changes), cameras(2.0, **changes)
    gap, error = paired("stops_wrongful", (few, policy(few, **contract)), (many, policy(many, **contract)))
    assert gap > 4.9 * error > 0.0


def test_a_shorter_list_means_fewer_wrongful_stops_in_expectation_where_the_threshold_stays() -> None:
    long, short = (with_practice(cameras(8.0, watchlist_size=size), fmr=1e-9) for size in (1e5, 1e3))
    gap, error = paired("stops_wrongful", (short, policy(short)), (long, policy(long)))
    assert gap > 4.9 * error > 0.0


class Watched(NamedTuple):
    """What cameras did in a month: by citizen, and by city."""

    stopped: np.ndarray
    alerts_false: np.ndarray
    found: np.ndarray


def month_until(made: World, arm: Policy, seed: int, months: int, last: str) -> tuple[State, People, Now]:
    """Live through some months, and the next up to the step before `last`."""
    state = initial_state(made, seed)
    population = People(made, state, seed)
    for index in range(months + 1):
        now = now_at(made, arm, seed, index, state)
        for step in SCHEDULE:
            if index == months and step.name == last:
                return state, population, now
            run_cities(step, state, now)
            if step.citizens is not None:
                population.step(step.citizens, now)
    raise AssertionError(f"no step {last!r}")


def watched_people(made: World, seed: int, change: Callable[[State], None]) -> Watched:
    """Return what cameras do in one month, from the same state and with the same draws, after a change."""
    state, population, now = month_until(made, policy(made), seed, 6, "operate")
    change(state)
    names = [step.name for step in SCHEDULE]
    for step in SCHEDULE[names.index("operate") : names.index("review") + 1]:
        run_cities(step, state, now)
        if step.citizens is not None:
            population.step(step.citizens, now)
    found = state.cities.alerts_true + state.cities.alerts_other_groups
    return Watched(population.aside.stopped.copy(), state.cities.alerts_false.copy(), found)


def fewer_cameras(state: State) -> None:
    for kind in ("entrance", "public_place", "transport"):
        state.cities[f"recognising_{kind}"] //= 2


def shorter_list(state: State) -> None:
    state.cities.watchlist_size *= 0.5


def better_engine(state: State) -> None:
    state.suppliers.fnir_reference *= 0.5


@pytest.mark.parametrize("people_per_agent", [1000, 50])
@pytest.mark.parametrize("change", [fewer_cameras, shorter_list, better_engine])
def test_at_a_threshold_that_stays_a_change_works_one_way_with_the_same_luck(
    change: Callable[[State], None], people_per_agent: int
) -> None:
    """Fewer cameras or a shorter list never raise false alerts or stops, a better engine never finds fewer."""
    made = six_cities(n_months=12, people_per_agent=people_per_agent, **(BUSY | AMPLE))
    with_practice(made, fmr=1e-8)
    fewer_false, more_found = 0, 0
    for seed in SEEDS[:8]:
        before, after = (watched_people(made, seed, one) for one in (lambda state: None, change))
        assert (after.stopped <= before.stopped).all()
        assert (after.alerts_false <= before.alerts_false).all()
        fewer_false += int((before.alerts_false - after.alerts_false).sum())
        if change is better_engine:
            np.testing.assert_array_equal(after.alerts_false, before.alerts_false)
            assert (after.found >= before.found).all()
            more_found += int((after.found - before.found).sum())
    assert (more_found if change is better_engine else fewer_false) > 0


LEAK = next(step for step in SCHEDULE if step.name == "leak")


def leaks_under(made: World, seed: int, lever: str, values: list[float]) -> list[dict[str, np.ndarray]]:
    """Return what leaks in one month, from the same state and with the same draws, for values of a lever."""
    found = []
    for value in values:
        state, population, now = month_until(made, policy(made), seed, 6, "leak")
        state.levers[lever] = value
        run_cities(LEAK, state, now)
        assert LEAK.citizens is not None
        population.step(LEAK.citizens, now)
        found.append({name: state.cities[name].copy() for name in ("people_leaked", "lookups_illicit", "breaches")})
    return found


@pytest.mark.parametrize("people_per_agent", [1000, 50])
def test_longer_retention_never_leaks_fewer_people_with_the_same_luck(people_per_agent: int) -> None:
    made = six_cities(n_months=12, people_per_agent=people_per_agent, **(BUSY | {"breach_hazard_per_year": 12.0}))
    seen = 0
    for seed in SEEDS:
        found = leaks_under(made, seed, "retention_days", [0.0, 1.0, 5.0, 30.0, 31.0, 90.0, 365.0])
        for shorter, longer in itertools.pairwise(found):
            assert (longer["people_leaked"] >= shorter["people_leaked"]).all()
            assert (longer["lookups_illicit"] >= shorter["lookups_illicit"]).all()
            np.testing.assert_array_equal(longer["breaches"], shorter["breaches"])
        seen += int(found[-1]["people_leaked"].sum() - found[1]["people_leaked"].sum())
    assert seen > 0


def test_more_audit_never_raises_look_ups_with_the_same_luck() -> None:
    made = six_cities(n_months=12, people_per_agent=1000, **BUSY)
    seen = 0
    for seed in SEEDS:
        found = leaks_under(made, seed, "audit_share", [0.0, 0.1, 0.2, 0.4, 0.7, 1.0])
        for less, more in itertools.pairwise(found):
            assert (more["lookups_illicit"] <= less["lookups_illicit"]).all()
            np.testing.assert_array_equal(more["people_leaked"], less["people_leaked"])
        seen += int(found[0]["lookups_illicit"].sum() - found[-1]["lookups_illicit"].sum())
    assert seen > 0


def test_one_more_resident_in_one_city_leaves_the_others_luck_alone() -> None:
    """No ripple: codes, not positions, key the draws."""
    cities = [city("Here", 5_000, Stage.OPERATING, cameras_per_1000_start=8.0), city("There", 8_000)]
    grown = [{**cities[0], "population": 5_001}, cities[1]]
    one, other = (world(c, n_months=12, people_per_agent=1000, **(BUSY | {"displaced_share": 0.0}))
                  for c in (cities, grown))  # fmt: skip
    there = one.city_names.index("There")
    first, second = initial_state(one, 3), initial_state(other, 3)
    for name in ("cameras_working", "adoption_clock", "offence_factor", "sought"):
        assert first.cities[name][there] == second.cities[name][there]
    assert first.cities.population.sum() + 1 == second.cities.population.sum()


@pytest.mark.parametrize("people_per_agent", [1, 100])
def test_one_more_camera_never_lowers_anyones_exposure_with_the_same_luck(people_per_agent: int) -> None:
    """At a threshold that stays, in one month: citizen by citizen, not on average."""
    made = world([city("Here", 3_000, Stage.OPERATING, cameras_per_1000_start=8.0)], n_months=12,
                 people_per_agent=people_per_agent, **(BUSY | AMPLE))  # fmt: skip
    seen = 0
    for seed in range(6):
        stopped, found = [], []
        for extra in (0, 1, 20):
            state, population, now = month_until(made, policy(made, contract_fpir=1e-3), seed, 6, "detect")
            cameras_before = int(state.cities.cameras_recognising[0])
            state.cities.searches_per_resident *= (cameras_before + extra) / cameras_before
            population.step("pass_cameras", now)
            stopped.append(population.aside.stopped.copy())
            found.append(int(state.cities.alerts_true[0]))
        for fewer, more in itertools.pairwise(stopped):
            assert (more >= fewer).all()
        assert found == sorted(found)
        seen += int(stopped[-1].sum() - stopped[0].sum())
    assert seen > 0
