"""What is made again after a worker was lost, in which pieces, and when it is given up."""

import io
from pathlib import Path

import pytest

from sim.experiments.making.audit import Check
from sim.experiments.making.branching import Job
from sim.experiments.making.driving import _after_loss, _Attempt
from sim.experiments.making.families import Family, halves, missing_families
from sim.experiments.making.progress import Progress
from sim.experiments.making.runs import RunStore
from sim.experiments.problems import ExperimentError
from tests.experiments.folders import experiment, run, small


def family_of(policy: str, n_seeds: int = 2) -> Family:
    (family,) = missing_families(experiment(), n_seeds, ())
    return Family(tuple(run for run in family.runs if run.policy == policy))


def store_of(folder: Path, stream: io.StringIO | None = None) -> RunStore:
    return RunStore(Job(experiment(), folder), [], Progress(9, 9, 9, stream or io.StringIO()))


def test_only_what_is_not_stored_is_made_again(tmp_path: Path) -> None:
    run(tmp_path / "x", small(arms=("ban",)), n_seeds=1)
    store = store_of(tmp_path / "x")
    stored, partly, new = family_of("ban", 1), family_of("ban", 2), family_of("retention-5", 2)
    assert _after_loss(store, _Attempt(stored), "was killed") == ()
    assert _after_loss(store, _Attempt(partly), "was killed") == [_Attempt(Family(partly.runs[1:]), 1)]
    assert _after_loss(store, _Attempt(new), "was killed") == [_Attempt(new, 1)]


def test_a_family_is_split_from_the_second_loss_on_until_single_runs_are_left(tmp_path: Path) -> None:
    stream = io.StringIO()
    store = store_of(tmp_path, stream)
    (family,) = missing_families(experiment(), 2, ())
    first, second = halves(family)
    assert _after_loss(store, _Attempt(family, 1), "was killed (SIGKILL)") == [_Attempt(first, 1), _Attempt(second, 1)]
    assert _after_loss(store, _Attempt(first, 1), "was stopped") == [_Attempt(half, 0) for half in halves(first)]
    assert stream.getvalue().splitlines() == [
        "a worker process was killed (SIGKILL); what it had in hand is made again",
        "a worker process was stopped; what it had in hand is made again",
    ]


def test_a_run_that_loses_three_workers_is_given_up(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    attempts = [_Attempt(family_of("ban", 1))]
    for reason in ("was stopped", "was killed (SIGKILL)", "ended with exit code 7"):
        assert store.mishaps.failures == []
        attempts = list(_after_loss(store, attempts[0], reason))
    assert attempts == []
    assert [(failure.run, failure.reason) for failure in store.mishaps.failures] == [
        (
            family_of("ban", 1).first,
            "3 worker processes were lost with it; the last one ended with exit code 7",
        )
    ]


def test_a_check_that_loses_three_workers_is_counted_as_not_made(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    check = Check(family_of("ban", 1).first, "part", "a worker")
    assert _after_loss(store, _Attempt(check, 1), "was killed") == [_Attempt(check, 2)]
    assert (list(_after_loss(store, _Attempt(check, 2), "was killed")), store.n_unchecked) == ([], 1)
    assert store.mishaps.failures == []  # the run itself is stored


def test_where_nothing_gets_done_the_command_ends(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    *some, last = [_Attempt(Family((run_alone,)), 2) for run_alone in family_of("ban", 3).runs]
    for attempt in some:
        _after_loss(store, attempt, "was stopped")
    with pytest.raises(ExperimentError, match="no run can be made: .* was stopped.* --jobs 1"):
        _after_loss(store, last, "was stopped")
