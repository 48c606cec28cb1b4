"""What a Dask worker does for a driver: say what it is, make a piece, end itself when a run hangs."""

import faulthandler
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from distributed import get_worker

from sim.experiments.making.executor import Task
from sim.experiments.making.job_file import read_job_elsewhere
from sim.experiments.making.messages import Done, Failed
from sim.experiments.making.surroundings import Surroundings, surroundings
from sim.experiments.making.worker import made

_one_at_a_time = Lock()  # in a worker of several threads


class Order(NamedTuple):
    """How pieces are made."""

    job_file: Path  # in the experiment's folder, which every worker must see
    run_timeout_s: float

    @property
    def topic(self) -> str:
        """Under which runs that are over are told."""
        return str(self.job_file)


class Hello(NamedTuple):
    """What a worker says of itself."""

    surroundings: Surroundings
    sees_folder: bool


def greet(order: Order) -> Hello:
    """Say what this worker is."""
    return Hello(surroundings(), order.job_file.is_file())


def make(order: Order, piece: Any) -> Done | Failed:
    """Make a piece and store it; the process ends where a run takes too long."""
    with _one_at_a_time, _ended_without_life(order.run_timeout_s):
        return made(_task(order.job_file), piece, partial(_tell_life, order))


@lru_cache(maxsize=1)
def _task(job_file: Path) -> Task[Any, Any]:
    task: Task[Any, Any] = read_job_elsewhere(job_file)
    return task


@contextmanager
def _ended_without_life(limit_s: float) -> Iterator[None]:
    _expect_life(limit_s)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def _expect_life(limit_s: float) -> None:
    """End this process after so long, also while compiled code keeps Python from doing anything."""
    faulthandler.dump_traceback_later(limit_s, exit=True, file=sys.__stderr__ or sys.stderr)


def _tell_life(order: Order) -> None:
    _expect_life(order.run_timeout_s)
    worker = get_worker()
    worker.log_event(order.topic, worker.address)
