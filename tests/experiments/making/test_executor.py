"""A worker that dies takes nothing with it that was stored."""

import os
import signal
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path

import pytest

from sim.experiments.making.branching import Job
from sim.experiments.making.executor import _Driver
from sim.experiments.making.families import Family, missing_families
from sim.experiments.problems import ExperimentError
from sim.model.state import Levers, Observation
from tests.experiments.folders import contents, experiment, run, small, with_policy


@dataclass(frozen=True)
class KillOnce:
    """An adaptive policy that changes nothing and ends its worker process at one of its calls."""

    calls: Path  # a byte for each
    at: int

    def __call__(self, observed: Observation, levers: Levers) -> Levers:
        if parent_process() is not None:
            with self.calls.open("ab") as file:
                file.write(b".")
            if self.calls.stat().st_size == self.at:
                os.kill(os.getpid(), signal.SIGKILL)
        return levers


def test_what_a_dead_worker_had_stored_is_kept_and_not_made_twice(tmp_path: Path) -> None:
    """It dies in the last run of a family of ten seeds, when a whole part is stored and not yet reported."""
    calls = tmp_path / "calls"
    scenario = with_policy(small(), "retention-5", KillOnce(calls, 11 * 12 - 1))
    finished = run(tmp_path / "killed", scenario, n_seeds=11, n_workers=2)
    assert calls.stat().st_size > 11 * 12  # the family was made again
    assert (finished.n_made, finished.failures) == (33, [])
    run(tmp_path / "undisturbed", n_seeds=11)
    assert contents(tmp_path / "killed") == contents(tmp_path / "undisturbed")


def family_of(policy: str, n_seeds: int = 2) -> Family:
    (family,) = missing_families(experiment(), n_seeds, ())
    return Family(tuple(run for run in family.runs if run.policy == policy))


def driver(folder: Path) -> _Driver:
    return _Driver(Job(experiment(), folder), None, [], lambda part: None)


def test_after_a_death_only_what_is_not_stored_is_suspect(tmp_path: Path) -> None:
    run(tmp_path / "x", small(arms=("ban",)), n_seeds=1)
    made = driver(tmp_path / "x")
    stored, partly, new = family_of("ban", 1), family_of("ban", 2), family_of("retention-5", 2)
    made._after_death([stored, partly, new], alone=False)
    assert list(made._suspects) == [Family(partly.runs[1:]), new]
    made._suspects.clear()
    made._after_death([stored], alone=True)
    assert list(made._suspects) == []
    made._after_death([new], alone=True)
    assert list(made._suspects) == [Family(new.runs[:1]), Family(new.runs[1:])]


def test_a_run_that_kills_three_workers_is_given_up(tmp_path: Path) -> None:
    made = driver(tmp_path)
    family = family_of("ban", 1)
    for _ in range(3):
        assert made._made.failures == []
        made._suspects.clear()
        made._after_death([family], alone=True)
    assert [(failure.run, failure.reason) for failure in made._made.failures] == [
        (family.runs[0], "its worker process died 3 times")
    ]


def test_where_every_worker_dies_the_command_ends(tmp_path: Path) -> None:
    made = driver(tmp_path)
    deaths = [Family((run_alone,)) for run_alone in family_of("ban", 3).runs for _ in range(3)]
    for family in deaths[:-1]:
        made._after_death([family], alone=True)
    with pytest.raises(ExperimentError, match="every worker process dies"):
        made._after_death([deaths[-1]], alone=True)
