"""Runs that failed are left out, as long as their lines are what was written."""

import json
from pathlib import Path

from sim.experiments.design.run import Run
from sim.experiments.store.quarantine import QUARANTINE, Failure, quarantine, quarantine_new, quarantined, release
from tests.experiments.folders import divide_by_zero, run, small, with_policy

RUNS = [Run(f"{seed:032x}", "ban", seed) for seed in range(3)]
FAILURES = [Failure(run, f"reason {run.seed}") for run in RUNS]


def test_what_is_noted_is_found_until_it_is_released(tmp_path: Path) -> None:
    quarantine(tmp_path, FAILURES[:2])
    quarantine_new(tmp_path, FAILURES)
    assert len((tmp_path / QUARANTINE).read_text().splitlines()) == 3
    assert quarantined(tmp_path, RUNS) == FAILURES
    release(tmp_path, FAILURES[:1])
    assert quarantined(tmp_path, RUNS) == FAILURES[1:]
    release(tmp_path, FAILURES)
    assert not (tmp_path / QUARANTINE).exists()


def test_a_line_that_is_not_as_written_keeps_no_run_out(tmp_path: Path) -> None:
    path = tmp_path / QUARANTINE
    quarantine(tmp_path, FAILURES)
    first, second, third = path.read_text().splitlines()
    path.write_text("\n".join([first.replace("reason", "excuse"), second, third[:-10], "[]", "null"]))
    assert quarantined(tmp_path, RUNS) == FAILURES[1:2]


def test_a_person_can_read_who_failed_and_why(tmp_path: Path) -> None:
    run(tmp_path / "x", with_policy(small(), "ban", divide_by_zero), n_seeds=1)
    (line,) = map(json.loads, (tmp_path / "x" / QUARANTINE).read_text().splitlines())
    assert (line["policy"], line["seed"]) == ("ban", 0)
    assert "ZeroDivisionError" in line["reason"]


def test_a_pair_of_which_a_run_failed_counts_nowhere(tmp_path: Path) -> None:
    """The comparison is that of the seeds whose runs are there, to the byte."""
    folder = tmp_path / "x"
    run(folder, small(arms=("ban",)), n_seeds=2)
    alone = (folder / "comparison.csv").read_bytes()
    finished = run(folder, with_policy(small(arms=("ban",)), "ban", divide_by_zero), n_seeds=3)
    assert [(one.policy, one.seed) for one, reason in finished.failures] == [("ban", 2)]
    assert (folder / "comparison.csv").read_bytes() == alone
    assert run(folder, small(arms=("ban",)), n_seeds=3, retries_failed=True).is_whole
    assert (folder / "comparison.csv").read_bytes() != alone
