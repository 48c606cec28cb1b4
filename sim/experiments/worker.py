"""What a worker does: make the runs of a family and store them.

A worker gets the job once. It ends at once, in silence, when its driver closes the pipe or dies.
"""

import os
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from typing import NamedTuple

from sim.engines import RunResult, make_engine
from sim.experiments.branching import Histories, Job, Watch
from sim.experiments.families import Family, Run, batch_of, by_seed
from sim.experiments.store.parts import Part, write_part

Report = Callable[[Part], None]


class Failure(NamedTuple):
    """A run that could not be made."""

    run: Run
    reason: str


class Made(NamedTuple):
    """What came of a family besides its parts."""

    failures: list[Failure]
    set_aside: list[str]  # damaged checkpoints


def make_family(job: Job, family: Family, report: Report, watch: Watch) -> Made:
    """Make and store the runs of a family; `report` is told of each part, `watch` of each month."""
    histories = Histories(job, make_engine(job.experiment.engine, job.threads), watch)
    storage = _Storage(job, family, report)
    runs, saves = by_seed(family.runs), {run.seed: run for run in family.saves}
    for seed in sorted(runs.keys() | saves.keys()):
        for run, result in histories.live(seed, runs.get(seed, ()), saves.get(seed)):
            storage.take(run, result)
    return Made(storage.failures, histories.set_aside)


class _Storage:
    """Stores a part as soon as the last of its runs has come."""

    def __init__(self, job: Job, family: Family, report: Report) -> None:
        self.failures: list[Failure] = []
        self._job = job
        self._report = report
        self._waiting = Counter(run.policy for run in family.runs)
        self._made: defaultdict[str, dict[Run, RunResult]] = defaultdict(dict)
        self._started = time.perf_counter()

    def take(self, run: Run, result: RunResult | str) -> None:
        """Keep a result, or why there is none."""
        self._waiting[run.policy] -= 1
        if isinstance(result, str):
            self.failures.append(Failure(run, result))
        else:
            self._made[run.policy][run] = result
        if self._waiting[run.policy] == 0 and run.policy in self._made:
            self._store(self._made.pop(run.policy))

    def _store(self, made: dict[Run, RunResult]) -> None:
        batch = batch_of(list(made))
        name, sha256 = write_part(self._job.experiment.scenario.world, batch, list(made.values()), self._job.parts)
        now = time.perf_counter()
        self._report(Part(name, sha256, now - self._started, len(made)))
        self._started = now


_jobs: list[Job] = []  # the one job of this worker process


def start_worker(job: Job, lifeline: Connection) -> None:
    """Prepare a worker process: watch the driver, keep the job."""
    threading.Thread(target=_end_with_driver, args=(lifeline,), daemon=True).start()
    world = job.experiment.scenario.world
    for array in (world.cities, world.suppliers, world.factors, world.distances_km):
        array.setflags(write=False)  # as in the driver: numba compiles the two kinds apart
    _jobs[:] = [job]


def make_in_worker(family: Family) -> tuple[list[Part], Made]:
    """Make and store one family of this worker's job."""
    parts: list[Part] = []
    return parts, make_family(_jobs[0], family, parts.append, lambda months: None)


def _end_with_driver(lifeline: Connection) -> None:
    wait([lifeline])  # ready only when the other end is closed
    os._exit(1)
