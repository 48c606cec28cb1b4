"""What an experiment is said to take."""

import pytest

from sim.experiments import costs
from sim.experiments.design.experiment import Experiment, design_experiment
from sim.experiments.problems import UsageError
from sim.experiments.size import Size, describe_size, refuse_if_too_large, size_of
from tests.experiments.folders import experiment, small
from tests.experiments.making.test_families import resized

BYTES = 28 + 4 + 8


def citizens_bytes(size: Size) -> float:
    return next(term.n_bytes for term in size.terms if term.name == "citizens")


def alone() -> Experiment:
    return experiment(small(arms=()))


def test_trunk_and_branch_are_counted_and_the_baseline_alone_once() -> None:
    assert citizens_bytes(size_of(experiment(), 3, 1)) == 2 * 20 * BYTES
    assert citizens_bytes(size_of(alone(), 3, 1)) == 20 * BYTES
    assert citizens_bytes(size_of(alone(), 3, 1, save_at=60)) == 2 * 20 * BYTES  # written from a copy
    same = experiment(small(arms=("ban",), arms__ban="[{lever: retention_days, value: 30, from: 2018-01}]"))
    assert citizens_bytes(size_of(same, 3, 1)) == 20 * BYTES
    assert citizens_bytes(size_of(experiment(), 3, 2)) == 2 * 2 * 20 * BYTES  # a pair for each process


def test_threads_hold_one_pair_of_states() -> None:
    huge = resized(population=3_000_000, people_per_agent=1)
    size = size_of(huge, 4, 2)
    assert (size.n_workers, size.threads) == (1, 2)
    assert citizens_bytes(size) == 2 * 3_000_000 * BYTES
    assert "12 on 1 process of 2 threads" in describe_size(size)
    assert "on a machine that does nothing else" in describe_size(size)


def test_shared_history_takes_its_time_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_DRIVER_S", "_FINISH_S", "_FINISH_ARM_S", "_TOLD_MONTH_S", "_STORED_ROW_S", "_TABLED_ROW_S"):
        monkeypatch.setattr(costs, name, 0.0)
    branching, baseline = size_of(experiment(), 10, 1), size_of(alone(), 10, 1)
    assert branching.cpu_seconds / baseline.cpu_seconds == pytest.approx((72 + 12 + 12) / 72)
    assert size_of(experiment(), 10, 1).n_runs == 30


def test_processes_share_the_time_of_runs_and_add_that_of_their_start() -> None:
    one, two = size_of(experiment(), 100, 1), size_of(experiment(), 100, 2)
    assert one.seconds == one.cpu_seconds
    assert two.cpu_seconds - one.cpu_seconds == pytest.approx(2 * costs._WORKER_S)
    assert two.seconds < two.cpu_seconds


def test_months_in_which_adaptive_policies_decide_take_longer() -> None:
    with_one = experiment(small(arms=("pause",), arms__pause="[{adaptive: moratorium, from: 2018-01}]"))
    without = experiment(small(arms=("pause",), arms__pause="[{lever: retention_days, value: 5, from: 2018-01}]"))
    more = size_of(with_one, 10, 1).cpu_seconds - size_of(without, 10, 1).cpu_seconds
    asked, n_cities = 10 * costs._ASKED_MONTH_S, len(with_one.scenario.world.cities)
    months = more / (asked + 10 * n_cities * costs._ASKED_CITY_S)
    assert months == pytest.approx(with_one.scenario.world.n_months - 24, abs=1e-6)


def test_only_the_levers_that_arms_set_take_memory() -> None:
    def schedules(n_arms: int) -> float:
        arms = {f"arms__a{n}": "[{lever: audit_share, value: 1.0, from: 2018-01}]" for n in range(n_arms)}
        made = experiment(small(arms=tuple(name.removeprefix("arms__") for name in arms), **arms))
        return next(term.n_bytes for term in size_of(made, 1, 1).terms if term.name.startswith("schedules"))

    world = experiment().scenario.world
    assert schedules(3) - schedules(1) == 2 * 8 * world.n_months * len(world.cities)


def test_the_web_engine_is_no_slower_than_it_is() -> None:
    def months(engine: str) -> float:
        made = design_experiment(experiment().scenario, engine)
        return size_of(made, 1000, 1).cpu_seconds - size_of(made, 1, 1).cpu_seconds

    assert months("compiled") < months("web") < 8.0 * months("compiled") < months("reference")


def test_the_estimate_is_one_object_for_programs() -> None:
    size = size_of(experiment(), 3, 1)
    told = size.as_json()
    assert (told["runs"], told["processes"], told["memory_bytes"]) == (9, 1, round(size.memory_bytes))
    assert told["cpu_seconds"] == round(size.cpu_seconds, 1) > 0


def test_stored_states_take_disk() -> None:
    assert size_of(alone(), 10, 1, 60).disk_bytes - size_of(alone(), 10, 1).disk_bytes == 10 * 20 * BYTES


def test_what_cannot_fit_is_refused_with_what_does() -> None:
    size = size_of(experiment(), 3, 1)._replace(free_bytes=1e8)
    with pytest.raises(UsageError, match="With 1 process at most 0 citizens fit"):
        refuse_if_too_large(experiment(), size)
    huge = resized(population=30_000_000, people_per_agent=1)
    size = size_of(huge, 1, 2)._replace(free_bytes=1.7e9)
    with pytest.raises(UsageError, match=r"most of it: citizens 2.4 GB, .* at most 1\d,\d{3},\d{3} citizens fit"):
        refuse_if_too_large(huge, size)
