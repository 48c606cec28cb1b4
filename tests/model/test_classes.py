"""Sought people in three lasting classes: never matched, hard and easy to match."""

import itertools
import math
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engines.month import now_at
from sim.model.initial import initial_state
from sim.model.rules.detection import detection_probability, easy_hit_probability, hard_hit_probability
from sim.model.schedule import SCHEDULE
from sim.model.state import Stage, State, World
from sim.scenario.registry import registered_parameters
from tests.engines.watching import watched_run
from tests.stepping import People, run_cities
from tests.worlds import BUSY, city, policy, six_cities, with_practice, world

Z = 4.9  # standard errors: false alarms 1e-6 each, and the seeds are fixed
RANGE = {one.name: (one.low, one.high) for one in registered_parameters()}
HITS, SHARES, PASSES = st.floats(0.0, 1.0), st.floats(*RANGE["hard_share"]), st.floats(*RANGE["hard_passes"])
AMPLE = {"alert_capacity_per_100k_day": 1e5, "true_acted_on_share": 1.0}  # staff acts on all alerts
NEVER = 0.25
MANY_PASSES = 1e5  # of each resident in a month


def easy_and_hard(hits: float, share: float, passes: float) -> tuple[float, float]:
    hard = hard_hit_probability(hits, passes)
    return easy_hit_probability(hits, hard, share), hard


@settings(max_examples=300, deadline=None)
@given(HITS, SHARES, PASSES)
def test_the_mean_of_both_classes_is_the_hits_of_all_who_can_be_matched(
    hits: float, share: float, passes: float
) -> None:
    easy, hard = easy_and_hard(hits, share, passes)
    assert share * hard + (1.0 - share) * easy == pytest.approx(hits, rel=1e-12, abs=1e-300)
    assert 0.0 <= hard <= hits <= easy * (1.0 + 1e-12) <= 1.0 + 1e-12


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([0.0, 1.0]), SHARES, PASSES)
def test_classes_do_not_differ_where_all_searches_hit_or_none(hits: float, share: float, passes: float) -> None:
    assert easy_and_hard(hits, share, passes) == (pytest.approx(hits, rel=1e-12), hits)


@settings(max_examples=300, deadline=None)
@given(HITS, HITS, SHARES, PASSES)
def test_a_better_engine_raises_the_hits_of_both_classes(one: float, other: float, share: float, passes: float) -> None:
    worse, better = (easy_and_hard(hits, share, passes) for hits in sorted((one, other)))
    assert worse[0] <= better[0] * (1.0 + 1e-12)
    assert worse[1] <= better[1]


@settings(max_examples=100, deadline=None)
@given(st.floats(0.01, 1.0), SHARES, PASSES, st.floats(0.01, 100.0))
def test_lasting_classes_find_fewer_people_than_one_class_with_the_same_hits(
    hits: float, share: float, passes: float, searches: float
) -> None:
    """Finds of a month saturate: who is easy is found early, and who is hard late (Jensen's inequality)."""
    easy, hard = (detection_probability(searches, one) for one in easy_and_hard(hits, share, passes))
    assert share * hard + (1.0 - share) * easy <= detection_probability(searches, hits) * (1.0 + 1e-9)


class Closed(NamedTuple):
    """Counts of a world that nobody enters or leaves but by being found [persons]."""

    findable: int
    hard: int
    sought: int
    detections: list[int]
    state: State


def closed(made: World, seed: int, searches: float, months: int, held: bool = True) -> Closed:
    """Live through months in which nobody becomes sought, and nobody is found without cameras or given up."""
    state = initial_state(made, seed)
    first = state.cities
    before = int(first.sought_findable.sum()), int(first.sought_hard.sum()), int(first.sought.sum())
    p = made.parameters.copy()
    p.detention_probability = 1.0 if held else 0.0
    made = made._replace(parameters=p)
    people, detections = People(made, state, seed), []
    for index in range(months):
        now = now_at(made, policy(made), seed, index, state)
        for step in SCHEDULE:
            run_cities(step, state, now)
            if step.name == "operate":
                state.cities.becoming_sought_probability = state.cities.leaving_sought_probability = 0.0
                state.cities.searches_per_resident = searches
            if step.citizens is not None:
                people.step(step.citizens, now)
        detections.append(int(state.cities.detections.sum()))
    return Closed(*before, detections, state)


def operating(people_per_agent: int, **changes: float) -> World:
    many = BUSY | AMPLE | {"findable_share": 1.0, "never_matched_share": NEVER}
    return world(
        [city("Here", 20_000, Stage.OPERATING, cameras_per_1000_start=8.0)],
        n_months=12, people_per_agent=people_per_agent, **(many | changes),
    )  # fmt: skip


@pytest.mark.parametrize("people_per_agent", [1, 1000])
@pytest.mark.parametrize("fnir", [0.05, 0.6])
def test_after_very_many_passes_all_who_can_be_matched_are_found_and_nobody_else(
    fnir: float, people_per_agent: int
) -> None:
    made = operating(people_per_agent)
    made.suppliers.fnir_reference = fnir
    end = closed(made, 3, MANY_PASSES, 6)
    assert sum(end.detections) == end.findable > 1_000
    assert end.state.cities.sought.sum() == end.sought - end.findable > 300
    assert end.state.cities.sought_findable.sum() == end.state.cities.sought_hard.sum() == 0
    assert end.state.citizens.sought_findable.max() == 0
    error = math.sqrt(NEVER * (1.0 - NEVER) / end.sought)
    assert abs(1.0 - end.findable / end.sought - NEVER) < Z * error


@pytest.mark.parametrize("people_per_agent", [1, 1000])
def test_finds_fall_as_those_who_are_easy_to_match_are_found(people_per_agent: int) -> None:
    """With few passes finds of the first months are nearly all easy people; who is left is harder and harder."""
    made = operating(people_per_agent)
    shares = [closed(made, 3, 1.0, months).state.cities for months in (1, 4, 8)]
    hard_left = [float(one.sought_hard.sum() / one.sought_findable.sum()) for one in shares]
    assert hard_left == sorted(hard_left)
    assert hard_left[-1] > 1.5 * hard_left[0]


def test_a_class_lasts() -> None:
    """Nobody changes class while nobody is held, enters or leaves."""
    made = operating(1)
    start = initial_state(made, 3).citizens
    end = closed(made, 3, MANY_PASSES, 6, held=False)
    np.testing.assert_array_equal(end.state.citizens.sought_hard, start.sought_hard)
    np.testing.assert_array_equal(end.state.citizens.sought_findable, start.sought_findable)
    assert end.detections == [end.findable] * 6
    share = float(made.parameters.hard_share)
    assert abs(end.hard / end.findable - share) < Z * math.sqrt(share * (1.0 - share) / end.findable)


def test_those_who_become_sought_are_hard_to_match_as_often_as_those_of_the_start() -> None:
    made = six_cities(n_months=48, people_per_agent=1000, **(BUSY | {"detention_probability": 0.0}))
    noted: list[tuple[int, int]] = []
    watched_run(
        made, policy(made), 1,
        lambda state, index: noted.append((state.cities.sought_hard.sum(), state.cities.sought_findable.sum())),
    )  # fmt: skip
    hard, findable = noted[-1]
    share = float(made.parameters.hard_share)
    assert abs(hard / findable - share) < Z * math.sqrt(share * (1.0 - share) / findable)


def found_in_a_month(made: World, seed: int, searches: float, quality: float) -> tuple[np.ndarray, np.ndarray]:
    """Return true alerts by city, and who is left of the findable, by citizen, with the same luck."""
    state = initial_state(made, seed)
    people, now = People(made, state, seed), now_at(made, policy(made), seed, 0, state)
    for step in SCHEDULE:
        run_cities(step, state, now)
        if step.name == "operate":
            state.cities.searches_per_resident *= searches
            hits = state.cities.hit_probability * quality
            hard = np.array([hard_hit_probability(one, float(made.parameters.hard_passes)) for one in hits])
            share = float(made.parameters.hard_share)
            state.cities.hit_probability_hard = hard
            state.cities.hit_probability_easy = [
                easy_hit_probability(one, other, share) for one, other in zip(hits, hard, strict=True)
            ]
        if step.citizens is not None:
            people.step(step.citizens, now)
        if step.name == "detect":
            break
    return state.cities.alerts_true.copy(), state.citizens.sought_findable.copy()


@pytest.mark.parametrize("people_per_agent", [1000, 20])
@pytest.mark.parametrize("spread", [(0.1, 1.5), (0.3, 3.0), (0.33, 3.0)])
def test_a_better_engine_and_more_searches_never_find_fewer_with_the_same_luck(
    spread: tuple[float, float], people_per_agent: int
) -> None:
    classes = {"hard_share": spread[0], "hard_passes": spread[1]}
    made = with_practice(six_cities(n_months=2, people_per_agent=people_per_agent, **(BUSY | AMPLE | classes)), 1e-3)
    more = 0
    for seed in range(6):
        for steps in ([(0.3, 0.3), (0.3, 0.6), (0.3, 1.0)], [(0.1, 0.5), (0.3, 0.5), (3.0, 0.5)]):
            found = [found_in_a_month(made, seed, *step) for step in steps]
            for fewer, many in itertools.pairwise(found):
                assert (many[0] >= fewer[0]).all()
                assert (many[1] <= fewer[1]).all()
            more += int((found[-1][0] - found[0][0]).sum())
    assert more > 0


def test_nobody_can_be_found_where_nobody_can_be_matched() -> None:
    made = operating(1000, never_matched_share=1.0)
    end = closed(made, 3, MANY_PASSES, 2)
    assert (end.findable, end.hard, sum(end.detections)) == (0, 0, 0)
    assert end.sought > 1_000
