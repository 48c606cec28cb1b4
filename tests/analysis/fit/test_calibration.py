"""Fitting: nothing leaves its range, luck is lost, a known parameter is found again."""

from math import comb, inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.analysis.fit.calibration import FitOptions, Trial, count_met, distance, fit, spread
from sim.analysis.fit.parameter_runs import TargetTask, measure_run
from sim.analysis.fit.space import Space, space_of
from sim.scenario.registry import registered_parameters
from tests.analysis.fit.test_targets import target
from tests.worlds import BUSY, busy_world, policy

ranges = st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(0.0, 1e6), st.floats(0.0, 1.0)), min_size=1, max_size=5)


@settings(max_examples=20, deadline=None)
@given(ranges, st.integers(1, 4), st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_no_parameter_leaves_its_range(rows, n_waves, n_draws, seed):
    chosen = [
        registered_parameters()[0]._replace(name=f"p{k}", low=low, high=low + width, value=low + share * width)
        for k, (low, width, share) in enumerate(rows)
    ]
    space = space_of(chosen, [p.name for p in chosen])
    rng = np.random.default_rng(seed)
    options = FitOptions(n_draws, n_waves, 5, 2)
    found = fit(space, [target(0.0, 1.0)], lambda sets, _: [rng.normal(size=(2, 1)) for _ in sets], options)
    assert len(found.trials) == n_draws
    assert len(found.kept) == min(5, n_draws)
    for trial in found.trials:
        for p in chosen:
            assert p.low <= trial.values[p.name] <= p.high


def one_dimension(names=("x", "nuisance")) -> Space:
    n = len(names)
    return Space(names, np.zeros(n), np.ones(n), np.zeros(n, bool), np.full(n, 0.5))


def test_a_known_parameter_is_found_again_in_noise():
    """Each truth is a fit of its own: the median kept value must lie within 0.05 of it.

    All is seeded, so the test itself raises no false alarm. With fresh noise 1 of 260 repetitions of these 20 fits
    failed: what a change that only reshuffles luck must expect.
    """
    for number, truth in enumerate(np.linspace(0.05, 0.95, 20)):
        rng = np.random.default_rng(number)
        sought = target(5.0 * truth - 0.25, 5.0 * truth + 0.25)

        def evaluate(sets, seeds, rng=rng):
            return [5.0 * s["x"] + 0.1 * rng.standard_normal((len(seeds), 1)) for s in sets]

        found = fit(one_dimension(), [sought], evaluate, FitOptions(120, 3, 12, 2))
        kept = [trial.values["x"] for trial in found.kept]
        assert abs(float(np.median(kept)) - truth) < 0.05
        nuisance = [trial.values["nuisance"] for trial in found.kept]
        assert max(nuisance) - min(nuisance) > 0.1  # what the target does not speak of stays open


def test_a_set_that_owes_its_place_to_a_few_seeds_loses_it():
    tried = []

    def evaluate(sets, seeds):
        tried.append((len(sets), list(seeds)))
        lucky = [s["x"] > 0.9 for s in sets]  # fits with the first seeds alone
        return [np.array([[1.0 if luck == (seed < 3) else 9.0] for seed in seeds]) for luck in lucky]

    options = FitOptions(60, 2, 5, 12)
    found = fit(one_dimension(("x",)), [target(0.0, 2.0)], evaluate, options)
    # The nearest third of 30 new sets gets all seeds of its wave, and so do the 5 sets kept from the wave before.
    assert tried == [
        (30, [0, 1, 2]),
        (10, list(range(3, 12))),
        (30 + 5, [12, 13, 14]),
        (10 + 5, list(range(15, 24))),
        (1 + 15, list(range(24, 60))),
    ]
    assert any(trial.values["x"] > 0.9 and trial.distance > 0.5 for trial in found.trials)
    assert all(trial.values["x"] <= 0.9 for trial in found.kept)


@pytest.mark.parametrize(
    "options",
    [
        FitOptions(60, 2, 5, 12),
        FitOptions(3, 8, 1, 12),
        FitOptions(7, 2, 3, 1),
        FitOptions(30, 2, 12, 12),
        FitOptions(10, 3, 2, 4),
    ],
)
def test_the_runs_are_as_many_as_were_promised(options: FitOptions):
    made = []

    def evaluate(sets, seeds):
        made.append(len(sets) * len(seeds))
        return [np.full((len(seeds), 1), s["x"]) for s in sets]

    fit(one_dimension(("x",)), [target(0.0, 0.1)], evaluate, options)
    assert sum(made) == options.n_runs()


def test_the_luck_of_a_whole_wave_is_lost_on_the_seeds_of_the_next():
    def evaluate(sets, seeds):
        """Sets above 0.7 fit in every run of the first wave and in none after it, the others in three of four."""
        lucky = [s["x"] > 0.7 for s in sets]
        return [np.array([[1.0 if (seed < 4 if luck else seed % 4) else 9.0] for seed in seeds]) for luck in lucky]

    found = fit(one_dimension(("x",)), [target(0.0, 2.0)], evaluate, FitOptions(60, 3, 3, 4))
    kept_first = [trial for trial in found.trials if trial.wave == 0 and len(trial.runs) > 4]
    assert len([trial for trial in kept_first if trial.values["x"] > 0.7]) >= 3
    assert all(trial.distance > 0.3 for trial in kept_first if trial.values["x"] > 0.7)
    assert all(trial.values["x"] <= 0.7 and trial.distance < 0.2 for trial in found.kept)


def tried_set(draw: int, x: float, distance: float, stayed: bool = True) -> Trial:
    return Trial(0, draw, np.array([x]), {}, np.empty((12, 1)), distance, 0, stayed)


def test_sets_for_the_last_race_fit_about_equally_well_and_differ():
    shares = np.concatenate((np.full(20, 0.5) + np.arange(20) * 1e-4, [0.1, 0.9, 0.95]))
    distances = [0.3] * 20 + [0.34, 0.34, 0.36]
    trials = [tried_set(k, x, d) for k, (x, d) in enumerate(zip(shares.tolist(), distances, strict=True))]
    assert [t.draw for t in spread(trials, 3)] == [0, 20, 21]  # 22 fits worse
    assert [t.draw for t in spread([*trials, tried_set(23, 0.7, 0.1, stayed=False)], 3)] == [0, 20, 21]


def model_task(engine="compiled") -> TargetTask:
    made = busy_world(n_months=24, **(BUSY | {"function_creep_hazard_per_year": 0.0}))
    values = {name: float(made.parameters[name]) for name in made.parameters.dtype.names}
    held = target(0.0, 1.0, measure="sum", outcome="detained", first=made.start_month, last=made.start_month + 23)
    rates = [held, held._replace(measure="launch_slip_months", place="Beth"), held._replace(place="all but Beth")]
    return TargetTask(made, policy(made), values, tuple(rates), engine, "test")


@pytest.mark.slow
def test_a_known_parameter_of_the_model_is_found_again():
    """What operators act on, alike in all places, is found from the wrongful stops of other runs.

    All is seeded: no false alarm. In 6 repetitions with other seeds the largest error was 0.061.
    """
    task = model_task()
    (stops,) = task._replace(targets=(task.targets[0]._replace(outcome="stops_wrongful", place="country"),)).targets
    task = task._replace(targets=(stops,))
    task = task._replace(
        parameters={**task.parameters, "acted_on_spread_logit": 0.0, "alert_capacity_per_100k_day": 1e3}
    )
    truth = {"acted_on_share": 0.4}
    mean = float(np.mean([measure_run(task, truth, seed) for seed in range(50, 58)]))
    space = space_of(registered_parameters(), ["acted_on_share"])

    def evaluate(sets, seeds):
        return [np.array([measure_run(task, values, seed) for seed in seeds]) for values in sets]

    found = fit(space, [stops._replace(low=0.95 * mean, high=1.05 * mean)], evaluate, FitOptions(24, 2, 6, 3))
    assert abs(float(np.median([t.values["acted_on_share"] for t in found.kept])) - 0.4) < 0.1


def test_distance_is_the_chance_of_a_miss_and_a_tenth_of_how_far():
    two = (target(90.0, 110.0), target(0.0, 2.0))
    # Of one run inside: the mass below a half of the density 2 x, a quarter. Of one outside: of 2 (1 - x).
    assert distance(two, np.array([[100.0, 1.0]])) == pytest.approx(0.25)
    assert distance(two, np.array([[110.0, 1.0]])) == pytest.approx((0.25 + 0.1 + 0.25) / 2)  # at the edge, inside it
    assert distance(two, np.array([[1e9, np.nan]])) == pytest.approx(0.75 + 0.3)
    assert distance(two, np.array([[90.0, 1.0], [110.0, 1.0]])) > distance(two, np.array([[100.0, 1.0]] * 2))
    assert count_met(two, np.array([[100.0, 3.0]])) == 1


@pytest.mark.parametrize("n_runs", [1, 3, 12, 24])
def test_the_chance_of_a_miss_is_that_of_as_many_heads_of_one_more_toss(n_runs: int):
    """k of n runs inside leave the beta distribution of k + 1 and n - k + 1, whose mass below a half is binomial."""
    for n_inside in range(n_runs + 1):
        runs = np.array([[100.0]] * n_inside + [[120.0]] * (n_runs - n_inside))  # outside: twice as far as the edge
        chance = sum(comb(n_runs + 1, heads) for heads in range(n_inside + 1, n_runs + 2)) / 2 ** (n_runs + 1)
        how_far = 2.0 * (n_runs - n_inside) / n_runs
        assert distance((target(90.0, 110.0),), runs) == pytest.approx(chance + 0.1 * how_far)


def test_more_than_24_runs_make_a_set_look_no_better():
    runs = np.array([[100.0]] * 15 + [[120.0]] * 9)
    assert distance((target(90.0, 110.0),), np.concatenate([runs] * 3)) == distance((target(90.0, 110.0),), runs)
    assert distance((target(90.0, 110.0),), runs[::3]) > distance((target(90.0, 110.0),), runs)  # as few as 8 do


@pytest.mark.slow
def test_both_engines_measure_the_same():
    one, other = (measure_run(model_task(engine), {"findable_share": 0.3}, 3) for engine in ("compiled", "reference"))
    assert one == other
    assert one[0] > 0.0


def test_an_open_target_pulls_only_from_outside():
    sought = target(0.5, inf)
    options = FitOptions(60, 2, 20, 1)
    found = fit(one_dimension(("x",)), [sought], lambda sets, _: [np.array([[s["x"]]]) for s in sets], options)
    assert all(trial.values["x"] >= 0.5 and trial.distance == pytest.approx(0.25) for trial in found.kept)  # one run


def test_sets_that_have_come_close_together_can_leave_their_place():
    names = tuple(f"p{k}" for k in range(10))
    wanted = [target(0.6, 0.8), *(target(0.4, 0.6) for _ in names[1:])]
    known = [dict.fromkeys(names, 0.5 + k * 1e-3) for k in range(5)]  # all miss the first target alone

    def evaluate(sets, seeds):
        return [np.array([[s[name] for name in names]] * len(seeds)) for s in sets]

    found = fit(one_dimension(names), wanted, evaluate, FitOptions(240, 8, 5, 24), known)
    assert all(trial.met == len(names) for trial in found.kept)
