"""On whom wrongful stops fall: four lasting classes of likeness, repeated stops, a white list, and groups."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engines import make_engine
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.processes.burden import people_of, relief_share
from sim.model.rules.lookalikes import BOUNDS, CLASS_SHARES, burden_share
from sim.model.state import Stage
from tests.model.towns import Town
from tests.worlds import BUSY, city, policy, world

Z = 4.9  # standard errors: false alarms 1e-6 each, and the seeds are fixed
PEOPLE = 10_000
AMPLE = {"alert_capacity_per_100k_day": 1e5}  # staff never is what limits alerts


def free(town: Town) -> int:
    """Return how many people are not on the white list."""
    return int(town.row.population) - sum(town.column("whitelisted"))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([1, 2, 3, 7, 40, 99, 100, 101, 2_500]),
    st.sampled_from([0.0, 0.3, 1.0]),
    st.sampled_from([0.0, 0.5, 1.5, 2.5, 5.0]),
    st.lists(st.floats(0.0, 1.0), min_size=1, max_size=8),
    st.integers(0, 1_000),
)
def test_stops_and_people_add_up_in_any_city(
    population: int, whitelist_share: float, spread: float, months: list[float], seed: int
) -> None:
    town = Town(population, seed, whitelist_share, lookalike_spread_log=spread)
    people, all_stops, all_repeats = people_of(town.row), 0, 0
    assert sum(people) == population
    assert min(people) >= 0
    for share in months:
        stops, listed_before, stopped_before = (
            int(share * free(town)),
            town.column("whitelisted"),
            town.column("stopped"),
        )
        row = town.stop(stops)
        stopped, listed = town.column("stopped"), town.column("whitelisted")
        assert 0 <= row.stops_repeated <= min(stops, sum(stopped_before) - sum(listed_before))
        assert 0 <= row.stops_most_burdened <= min(stops, people[3] - listed_before[3])
        all_stops, all_repeats = all_stops + stops, all_repeats + int(row.stops_repeated)
        assert sum(stopped) == all_stops - all_repeats  # everybody's first stop, once
        assert all(before <= after <= most for before, after, most in zip(stopped_before, stopped, people, strict=True))
        assert all(0 <= some <= once for some, once in zip(listed, stopped, strict=True))
        assert row.whitelist_entries == sum(listed) - sum(listed_before) >= 0
        assert 0.0 <= relief_share(row, town.made.parameters) <= 1.0


@pytest.mark.parametrize(
    ("population", "people"),
    [(1, (1, 0, 0, 0)), (2, (1, 1, 0, 0)), (100, (60, 30, 9, 1)), (10_000, (6_000, 3_000, 900, 100))],
)
def test_classes_are_whole_people(population: int, people: tuple[int, ...]) -> None:
    assert people_of(Town(population).row) == people


def test_more_stops_than_people_left_are_of_people_stopped_before() -> None:
    """Months of an agent that stands for many may stop more people than the white list leaves; they repeat."""
    town = Town(100, whitelist_share=1.0)
    for stops in (60, 60, 60):
        town.stop(stops)
        assert sum(town.column("stopped")) <= 100
    assert town.column("stopped") == town.column("whitelisted") == list(people_of(town.row))
    assert town.row.stops_repeated == 60


@pytest.mark.parametrize("population", [1, 2, 100])
def test_a_hamlet_in_which_everybody_is_stopped_each_month(population: int) -> None:
    town = Town(population)
    assert town.stop(population).stops_repeated == 0
    assert sum(town.column("stopped")) == population
    assert [int(town.stop(population).stops_repeated) for _ in range(5)] == [population] * 5


@pytest.mark.parametrize(("spread", "share"), [(0.0, 0.01), (0.5, 0.034), (1.5, 0.204), (2.5, 0.569)])
def test_the_most_burdened_hundredth_bears_its_share(spread: float, share: float) -> None:
    """By the normal distribution: 1 - Phi(z99 - spread), where z99 is the bound of the last hundredth."""
    assert burden_share(BOUNDS[3], BOUNDS[4], spread) == pytest.approx(share, abs=6e-4)
    town, months, stops = Town(PEOPLE, lookalike_spread_log=spread), 400, 50
    found = sum(int(town.stop(stops).stops_most_burdened) for _ in range(months))
    expected = burden_share(BOUNDS[3], BOUNDS[4], spread)
    assert abs(found / (months * stops) - expected) < Z * math.sqrt(expected * (1 - expected) / (months * stops))


@settings(max_examples=100, deadline=None)
@given(st.floats(0.0, 5.0))
def test_classes_bear_all_false_alerts_and_the_rarer_the_more(spread: float) -> None:
    shares = [burden_share(low, high, spread) for low, high in zip(BOUNDS[:-1], BOUNDS[1:], strict=True)]
    assert sum(shares) == pytest.approx(1.0, abs=1e-12)
    rates = [share / people for share, people in zip(shares, CLASS_SHARES, strict=True)]
    assert all(later >= earlier - 1e-9 for earlier, later in zip(rates[:-1], rates[1:], strict=True))


def persons_stopped(rng: np.random.Generator, months: int, mean: float, spread: float) -> tuple[list[int], int]:
    """Return stops by month, and repeated ones in all, of persons each of whom meets each month with own odds."""
    sizes = [round(share * PEOPLE) for share in CLASS_SHARES]
    burdens = [burden_share(low, high, spread) for low, high in zip(BOUNDS[:-1], BOUNDS[1:], strict=True)]
    odds = np.repeat([mean * one / share for one, share in zip(burdens, CLASS_SHARES, strict=True)], sizes)
    before, stops, repeated = np.zeros(PEOPLE, bool), [], 0
    for _ in range(months):
        stopped = rng.random(PEOPLE) < odds
        repeated += int((stopped & before).sum())
        before |= stopped
        stops.append(int(stopped.sum()))
    return stops, repeated


@pytest.mark.parametrize("spread", [0.0, 1.5])
def test_repeated_stops_are_those_of_a_simulation_of_persons(spread: float) -> None:
    """The same stops a month; paired differences over runs are 0 within 4.9 standard errors, and small."""
    rng, differences, repeats = np.random.default_rng(5), [], []
    for seed in range(40):
        stops, repeated = persons_stopped(rng, 24, 0.01, spread)
        town = Town(PEOPLE, seed, lookalike_spread_log=spread)
        differences.append(sum(int(town.stop(month).stops_repeated) for month in stops) - repeated)
        repeats.append(repeated)
    error = float(np.std(differences, ddof=1)) / math.sqrt(len(differences))
    assert abs(float(np.mean(differences))) < Z * error
    assert Z * error < 0.05 * float(np.mean(repeats))


@pytest.mark.parametrize("population", [1, 2, 100])
def test_tiny_populations_live_through_everything(population: int) -> None:
    small = [city(name, population, Stage.OPERATING, cameras_per_1000_start=20.0) for name in ("One", "Two")]
    made = world(small, n_months=24, people_per_agent=1, **(BUSY | AMPLE | {"held_fpir": 0.5}))
    for share in (0.0, 0.5, 1.0):
        run = make_engine("compiled").run(made, policy(made, contract_fpir=1.0, whitelist_share=share), 2)
        totals = dict(zip(OUTCOME_NAMES, np.nansum(run.country, axis=0), strict=True))
        assert 0 <= totals["stops_repeated"] <= totals["stops_wrongful"]
        assert totals["stops_wrongful"] - totals["stops_repeated"] <= 2 * population
        assert np.isfinite(totals["stops_most_burdened"])


def people_by_scale(people_per_agent: int, seed: int, **changes: Any) -> dict[str, float]:
    """Return the stops of a city in two years, and the share of them that are of distinct people."""
    made = world([city("Here", 20_000, Stage.OPERATING, cameras_per_1000_start=8.0)], n_months=24,
                 people_per_agent=people_per_agent, **(BUSY | AMPLE | {"held_fpir": 5e-3}))  # fmt: skip
    run = make_engine("compiled").run(made, policy(made, **changes), seed)
    totals = dict(zip(OUTCOME_NAMES, np.nansum(run.country, axis=0), strict=True))
    distinct = 1.0 - totals["stops_repeated"] / totals["stops_wrongful"]
    return {name: float(totals[name]) for name in ("stops_wrongful", "detections", "alerts_true")} | {
        "distinct": float(distinct)
    }


@pytest.mark.parametrize("whitelist_share", [0.0, 0.5])
def test_an_agent_for_a_thousand_gives_the_same_totals_and_as_many_distinct_people(whitelist_share: float) -> None:
    """Paired over seeds: within 4.9 standard errors (false alarms 1e-6 each), which see a bias of 3 %."""
    one, thousand = (
        [people_by_scale(scale, seed, whitelist_share=whitelist_share) for seed in range(16)] for scale in (1, 1000)
    )
    for name in one[0]:
        ours, theirs = (np.array([run[name] for run in runs]) for runs in (one, thousand))
        error = float(np.std(theirs - ours, ddof=1)) / math.sqrt(len(ours))
        assert abs(float((theirs - ours).mean())) < 0.01 * ours.mean() + Z * error, name
        assert Z * error < 0.15 * ours.mean(), name
    assert 0.2 < np.mean([run["distinct"] for run in one]) < 0.9
