"""What a worker does: make the runs of a batch and store them.

A worker gets the world once. It ends at once, in silence, when its driver closes the pipe or dies.
"""

import os
import threading
import time
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import NamedTuple

from sim.experiments.design import Batch
from sim.experiments.parts import Part, write_part
from sim.model.state import Parameters, Policy, World


class Job(NamedTuple):
    """What all batches of a command share."""

    world: World
    policies: dict[str, Policy]
    engine: str
    folder: Path  # where parts go
    parameter_sets: tuple[Parameters, ...] = ()  # of an ensemble; none: the world's own in every run

    def world_of(self, seed: int) -> World:
        """Return the world in which a seed runs: the same for every policy."""
        if not self.parameter_sets:
            return self.world
        return self.world._replace(parameters=self.parameter_sets[seed % len(self.parameter_sets)])


_jobs: list[Job] = []  # the one job of this worker process


def run_batch(job: Job, batch: Batch) -> Part:
    """Make and store the runs of one batch."""
    from sim.engines import make_engine

    started = time.perf_counter()
    engine = make_engine(job.engine, threads=1)
    policy = job.policies[batch.policy]
    results = [engine.run(job.world_of(run.seed), policy, run.seed) for run in batch.runs]
    name, sha256 = write_part(job.world, batch, results, job.folder)
    return Part(name, sha256, time.perf_counter() - started, len(batch.runs))


def start_worker(job: Job, lifeline: Connection) -> None:
    """Prepare a worker process: watch the driver, keep the job."""
    threading.Thread(target=_end_with_driver, args=(lifeline,), daemon=True).start()
    _jobs[:] = [job]


def run_in_worker(batch: Batch) -> Part:
    """Make and store one batch of this worker's job."""
    return run_batch(_jobs[0], batch)


def _end_with_driver(lifeline: Connection) -> None:
    wait([lifeline])  # ready only when the other end is closed
    os._exit(1)
