"""Which runs go together, however many cores there are and whatever is stored already."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.experiments.design.experiment import Experiment, design_experiment
from sim.experiments.design.run import Run
from sim.experiments.making.families import (
    Family,
    batch_size,
    count_families,
    halves,
    missing_families,
    months_to_live,
    share_out,
    without,
)
from sim.scenario.load import load_scenario
from sim.scenario.shipped import resolve_scenario_path
from tests.experiments.folders import experiment, small

EXPERIMENT = experiment()


def runs_of(families: list[Family]) -> list[Run]:
    return [run for family in families for run in family.runs]


def batches_of(families: list[Family]) -> set[tuple[str, ...]]:
    """Return the parts that families leave."""
    found = set()
    for family in families:
        policies = {run.policy for run in family.runs}
        found |= {tuple(run.identity for run in family.runs if run.policy == policy) for policy in policies}
    return found


def resized(**changes: object) -> Experiment:
    """Return the experiment as if in another world."""
    world = EXPERIMENT.scenario.world
    cities = world.cities.copy()
    cities.population = changes.pop("population", cities.population)
    scenario = small()
    object.__setattr__(scenario, "world", world._replace(cities=cities, **changes))
    return EXPERIMENT._replace(scenario=scenario)


@settings(max_examples=30, deadline=None)
@given(n_seeds=st.integers(1, 45), kept=st.sets(st.integers(0, 200)), jobs=st.integers(1, 9))
def test_every_missing_run_is_in_exactly_one_family(n_seeds: int, kept: set[int], jobs: int) -> None:
    everything = runs_of(missing_families(EXPERIMENT, n_seeds, ()))
    assert len({run.identity for run in everything}) == len(everything) == 3 * n_seeds
    finished = {run.identity for index, run in enumerate(everything) if index in kept}
    families = missing_families(EXPERIMENT, n_seeds, finished)
    assert runs_of(families) == [run for run in everything if run.identity not in finished]
    assert sorted(runs_of(share_out(EXPERIMENT, families, jobs).families)) == sorted(runs_of(families))


def test_more_seeds_leave_full_families_as_they_are() -> None:
    few, many = missing_families(EXPERIMENT, 10, ()), missing_families(EXPERIMENT, 30, ())
    assert set(few) <= set(many)


@settings(max_examples=30, deadline=None)
@given(n_seeds=st.integers(1, 25), jobs=st.integers(1, 9))
def test_cores_change_who_makes_a_part_and_no_part(n_seeds: int, jobs: int) -> None:
    families = missing_families(EXPERIMENT, n_seeds, ())
    shared = share_out(EXPERIMENT, families, jobs)
    assert batches_of(shared.families) == batches_of(families)
    assert shared.n_workers == min(jobs, 3 * len(families))


def test_halves_part_arms_first_and_then_seeds() -> None:
    (family,) = missing_families(EXPERIMENT, 3, (), saved_seeds=(1,))
    first, second = halves(family)
    assert sorted(first.runs + second.runs) == sorted(family.runs)
    assert {run.policy for run in first.runs} == {"status-quo"}
    assert {run.policy for run in second.runs} == {"ban", "retention-5"}
    assert ([run.seed for run in first.saves], second.saves) == ([1], ())
    assert [[run.seed for run in half.runs] for half in halves(first)] == [[0], [1, 2]]


def test_what_is_stored_is_left_out() -> None:
    (family,) = missing_families(EXPERIMENT, 2, ())
    stored = family.runs[1].identity
    assert without(family, {stored}).runs == (family.runs[0], *family.runs[2:])


def test_a_seed_whose_state_alone_is_wanted_is_a_family() -> None:
    finished = {run.identity for run in runs_of(missing_families(EXPERIMENT, 3, ()))}
    (family,) = missing_families(EXPERIMENT, 3, finished, saved_seeds=(2,))
    assert (family.runs, [(run.policy, run.seed) for run in family.saves]) == ((), [("status-quo", 2)])
    assert months_to_live(EXPERIMENT, family, save_at=20) == 20


def test_shared_history_is_lived_once() -> None:
    (family,) = missing_families(EXPERIMENT, 2, ())
    assert months_to_live(EXPERIMENT, family) == 2 * (72 + 12 + 12)
    (late,) = missing_families(EXPERIMENT, 2, {run.identity for run in family.runs if run.policy != "ban"})
    assert months_to_live(EXPERIMENT, late) == 2 * (60 + 12)


def test_large_runs_get_threads_and_small_ones_processes() -> None:
    huge = resized(population=3_000_000, people_per_agent=1)
    assert batch_size(huge, 4) == 1
    assert share_out(huge, missing_families(huge, 4, ()), 2)[1:] == (1, 2)
    large = resized(population=600_000, people_per_agent=1)
    assert share_out(large, missing_families(large, 4, ()), 2)[1:] == (2, 1)
    assert share_out(large, missing_families(large, 1, ()), 2)[1:] == (1, 2)
    assert share_out(EXPERIMENT, missing_families(EXPERIMENT, 1, ()), 2)[1:] == (2, 1)
    by_agents = huge._replace(engine="reference")  # knows no threads
    assert share_out(by_agents, missing_families(by_agents, 4, ()), 2)[1:] == (2, 1)


def test_many_seeds_go_together_in_larger_batches() -> None:
    assert [batch_size(EXPERIMENT, n_seeds) for n_seeds in (20, 1000, 3000, 1_000_000)] == [10, 10, 30, 64]
    assert batch_size(resized(population=50_000, people_per_agent=1), 10_000) == 64


def test_batches_of_a_large_world_take_no_longer() -> None:
    country = design_experiment(load_scenario(resolve_scenario_path("russia"), people_per_agent=1000), "compiled")
    assert batch_size(country, 10_000) == 5


@settings(max_examples=30, deadline=None)
@given(n_seeds=st.one_of(st.integers(1, 60), st.integers(1100, 1130)), jobs=st.integers(1, 4))
def test_runs_are_counted_as_they_would_be_listed(n_seeds: int, jobs: int) -> None:
    families, workers, threads = share_out(EXPERIMENT, missing_families(EXPERIMENT, n_seeds, ()), jobs)
    n_months = sum(months_to_live(EXPERIMENT, family) for family in families)
    counted = count_families(EXPERIMENT, n_seeds, jobs)
    assert (counted.n_runs, counted.n_months) == (len(runs_of(families)), n_months)
    assert (counted.n_workers, counted.threads) == (workers, threads)
