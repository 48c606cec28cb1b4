"""What must happen to an output when one input moves: more cameras, longer retention, more audit, a shorter list."""

import itertools
import math

import numpy as np
import pytest

from sim.engines import make_engine
from sim.engines.month import now_at
from sim.model.initial import initial_state
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.processes.operate import operate
from sim.model.rules.detection import detection_probability, false_alert_probability
from sim.model.rules.operation import fpir_within_precision, operating_fnir, operating_fpir
from sim.model.schedule import SCHEDULE
from sim.model.state import Now, Policy, Stage, State, World
from tests.stepping import People, run_cities
from tests.worlds import BUSY, city, policy, six_cities, world

SEEDS = range(24)
SEARCHES = np.geomspace(1e-3, 100.0, 60)


def make_state(made: World) -> State:
    state = initial_state(made, 1)
    state.factors[:] = made.factors[0]
    return state


def operated(searches: float, **changes: float):
    """Return the city after its control room has set the threshold for so many searches a resident and month."""
    made = world([city("Metropolis", 1_000_000, Stage.OPERATING, cameras_per_1000_start=5.0)], n_months=1,
                 people_per_agent=50_000, public_place_share=0.0, transport_share=0.0, **changes)  # fmt: skip
    state = make_state(made)
    lone = state.cities[0]
    passes = made.parameters.faces_per_entrance_day * made.parameters.usable_face_share
    lone.cameras_recognising = lone.recognising_entrance = round(searches * 1_000_000 / 30.4375 / passes)
    operate(state, now_at(made, policy(made), 1, 0, state))
    return lone


def false_alerts(lone) -> float:
    return float(lone.population * false_alert_probability(float(lone.searches_per_resident), float(lone.fpir)))


AMPLE = {"alert_capacity_per_100k_day": 1e5}  # staff never is what limits alerts


@pytest.mark.parametrize("capacity", [0.2, 2.0, 1e5])
@pytest.mark.parametrize(
    ("precision", "findable"),
    [(0.02, 0.05), (0.02, 0.5), (0.1, 0.05), (0.1, 0.5), (0.5, 0.5), (0.1, 0.005), (0.5, 0.05)],
)
def test_more_cameras_never_lower_false_alerts(precision: float, findable: float, capacity: float) -> None:
    changes = {"min_alert_precision": precision, "findable_share": findable, "alert_capacity_per_100k_day": capacity}
    alerts = [false_alerts(operated(x, **changes)) for x in SEARCHES]
    assert all(later >= earlier * (1.0 - 1e-9) for earlier, later in itertools.pairwise(alerts))
    assert alerts[-1] >= alerts[0] > 0.0


@pytest.mark.parametrize("capacity", [0.2, 2.0, 20.0])
@pytest.mark.parametrize("precision", [0.02, 0.1, 0.5])
def test_false_alerts_stay_within_capacity_and_precision(capacity: float, precision: float) -> None:
    limit = capacity * 10.0 * 30.4375
    for x in SEARCHES:
        lone = operated(x, alert_capacity_per_100k_day=capacity, min_alert_precision=precision)
        seen = detection_probability(float(lone.searches_per_resident), 1.0)  # whoever comes before a camera
        new = lone.population * lone.becoming_sought_probability * lone.findable_probability
        foreseen = (lone.sought_findable + new) * seen
        assert false_alerts(lone) <= limit * (1.0 + 1e-9)
        assert false_alerts(lone) <= foreseen * (1.0 - precision) / precision * (1.0 + 1e-9)


def test_a_stricter_contract_never_raises_the_threshold_or_the_hits() -> None:
    contracts = np.geomspace(1e-12, 1.0, 40)
    for by_capacity, by_precision, group in itertools.product((1e-7, 1e-4), (1e-6, 1e-3), (1.0, 1e-5)):
        fpir = [operating_fpir(by_capacity, by_precision, float(c), group, 10.0) for c in contracts]
        fnir = [operating_fnir(x, 1e5, 0.3, 1e-6, 0.15, 0.002) for x in fpir]
        assert fpir == sorted(fpir)
        assert fnir == sorted(fnir, reverse=True)


def test_a_longer_list_never_finds_more_at_the_same_threshold() -> None:
    for fpir in (1e-9, 1e-6, 1e-3):
        fnir = [operating_fnir(fpir, float(size), 0.3, 1e-6, 0.15, 0.002) for size in np.geomspace(1.0, 1e9, 50)]
        assert fnir == sorted(fnir)


def test_precision_allows_more_false_alerts_only_with_more_true_ones() -> None:
    allowed = [fpir_within_precision(0.1, float(true), 1e7) for true in range(50)]
    assert allowed == sorted(allowed)
    stricter = [fpir_within_precision(float(p), 10.0, 1e7) for p in np.linspace(0.01, 1.0, 50)]
    assert stricter == sorted(stricter, reverse=True)


def test_a_shorter_list_never_raises_false_alerts() -> None:
    alerts = [false_alerts(operated(1.0, watchlist_size=float(size))) for size in (1e3, 1e4, 1e5)]
    assert alerts == sorted(alerts)


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
    "changes",
    [{"findable_share": 0.05, "detention_probability": 0.0}, {"min_alert_precision": 1e-4}],
    ids=["precision", "contract"],
)
def test_fewer_cameras_mean_fewer_wrongful_stops_in_expectation(changes: dict[str, float]) -> None:
    """24 paired seeds; a true zero would pass the 4.9 standard errors once in a million."""
    many, few = cameras(8.0, **changes), cameras(2.0, **changes)
    contract = {"contract_fpir": 1e-4} if "min_alert_precision" in changes else {}
    gap, error = paired("stops_wrongful", (few, policy(few, **contract)), (many, policy(many, **contract)))
    assert gap > 4.9 * error > 0.0


def test_a_list_too_short_for_the_sought_means_fewer_wrongful_stops_in_expectation() -> None:
    long, short = cameras(8.0, sought_years_mean=0.5), cameras(8.0, sought_years_mean=0.5, watchlist_size=100.0)
    gap, error = paired("stops_wrongful", (short, policy(short)), (long, policy(long)))
    assert gap > 4.9 * error > 0.0


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
                 people_per_agent=people_per_agent, **BUSY)  # fmt: skip
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
