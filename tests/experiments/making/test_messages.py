"""What reaches a worker process is what its driver had."""

import pickle
import sys

import numpy as np

from sim.experiments.making.branching import Job
from sim.experiments.making.job_file import read_job, write_job
from sim.experiments.making.messages import failed
from sim.experiments.making.runs import RunTask
from tests.experiments.folders import experiment


def test_arrays_keep_whether_they_may_be_written(tmp_path, monkeypatch) -> None:
    """The compiled engine compiles the two kinds apart, so that a worker would compile again."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    task = RunTask(Job(experiment(), tmp_path))
    world, own = task.job.experiment.scenario.world, np.arange(3.0)
    assert not world.cities.flags.writeable
    write_job((task, own), tmp_path / "job")
    copy, other = read_job(tmp_path / "job")
    same = copy.job.experiment.scenario.world
    for name in ("cities", "suppliers", "factors", "distances_km"):
        assert getattr(same, name).tobytes() == getattr(world, name).tobytes()
        assert type(getattr(same, name)) is type(getattr(world, name))
        assert not getattr(same, name).flags.writeable
    assert other.flags.writeable


def test_modules_are_looked_for_where_the_driver_looks(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(sys, "path", ["a", *sys.path])
    write_job(0, tmp_path / "job")
    monkeypatch.setattr(sys, "path", list(sys.path[1:]))
    read_job(tmp_path / "job")
    assert sys.path[0] == "a"


class UnspeakableError(Exception):
    """An error that pickle writes and cannot read."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} {other}")


def test_an_error_that_cannot_travel_is_told_in_words() -> None:
    sent = pickle.loads(pickle.dumps(failed(UnspeakableError("no", "way"))))
    assert (type(sent.error), str(sent.error)) == (RuntimeError, "UnspeakableError: no way")
    assert type(failed(OSError(28, "full")).error) is OSError
