"""Which runs lie together follows from the runs that are held, whatever parts they came in."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.experiments.store.layout import lay_out, runs_per_part
from sim.experiments.store.origin import Origin, as_origin

ARMS = [{"name": name, "definition": [name], "first_difference": 3} for name in ("status-quo", "ban", "audit")]
RUNS = st.sets(st.tuples(st.integers(0, 2), st.integers(0, 40), st.sampled_from(["point a", "point b"])), min_size=1)


def parts_of(runs: list[tuple[int, int, str]], sizes: random.Random) -> list[Origin]:
    """Return parts that hold these runs, some of them twice, as they come."""
    parts, left = [], [*runs, *sizes.sample(runs, len(runs) // 3)]
    while left:
        size = sizes.randint(1, 4)
        for arm, seed, experiment in left[:size]:
            parts.append(Origin(ARMS[arm], {experiment: [seed]}))
        left = left[size:]
    return parts


def names(origins: list[Origin]) -> list[str]:
    return [run for origin in origins for run in origin.runs]


@settings(deadline=None)
@given(runs=RUNS, chance=st.randoms(use_true_random=False), n_runs=st.integers(1, 50))
def test_the_order_in_which_runs_came_leaves_no_trace(runs, chance, n_runs):
    shuffled = sorted(runs)
    chance.shuffle(shuffled)
    laid_out = lay_out(parts_of(shuffled, chance), n_runs)
    assert [origin.text for origin in laid_out] == [
        origin.text for origin in lay_out(parts_of(sorted(runs), chance), n_runs)
    ]
    assert [origin.text for origin in lay_out(laid_out, n_runs)] == [origin.text for origin in laid_out]


@settings(deadline=None)
@given(runs=RUNS, chance=st.randoms(use_true_random=False), n_runs=st.integers(1, 50))
def test_every_run_lies_in_one_part_and_parts_are_few(runs, chance, n_runs):
    parts = parts_of(sorted(runs), chance)
    laid_out = lay_out(parts, n_runs)
    assert sorted(names(laid_out)) == sorted(set(names(parts)))
    assert all(len(origin.runs) <= n_runs for origin in laid_out)
    assert len(laid_out) <= len(runs) / n_runs + len(ARMS)


@settings(deadline=None)
@given(runs=RUNS, n_runs=st.integers(1, 50))
def test_later_seeds_change_the_last_part_of_an_arm_alone(runs, n_runs):
    chance = random.Random(1)
    before = lay_out(parts_of(sorted(runs), chance), n_runs)
    after = lay_out(parts_of([*sorted(runs), (0, 41, "point a")], chance), n_runs)
    gone = {origin.text for origin in before} - {origin.text for origin in after}
    assert len(gone) <= 1


def test_runs_of_two_arms_that_are_alike_lie_with_the_first():
    alike = [ARMS[0], ARMS[0] | {"name": "another name"}]
    assert [origin.arm["name"] for origin in lay_out([Origin(arm, {"x": [0, 1]}) for arm in alike], 9)] == [
        "another name"
    ]


def test_ten_thousand_runs_lie_in_fewer_than_two_hundred_parts():
    for rows_per_run in (1, 240, 5_000, 30_960):  # the last: 171 cities over 15 years
        assert 10_000 / runs_per_part(rows_per_run) + 20 < 200


def test_what_a_part_says_is_read_as_it_was_written():
    origin = Origin(ARMS[1], {"b": [0, 2], "a": [1, 2]})
    assert as_origin(origin.text) == origin
    assert [place for place in origin.runs.values()] == [(0, "b"), (1, "a"), (2, "a"), (2, "b")]
