"""A pool of worker processes that can be built again and leaves no orphans."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from sim.experiments.branching import Job
from sim.experiments.families import Family
from sim.experiments.store.parts import Part
from sim.experiments.worker import Made, make_in_worker, start_worker


class WorkerPool:
    """Worker processes that each hold the job; all end with a `with` block or with this process."""

    def __init__(self, job: Job, n_workers: int) -> None:
        self.n_workers = n_workers
        self._job = job

    def __enter__(self) -> Self:
        self._build()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def submit(self, family: Family) -> Future[tuple[list[Part], Made]]:
        """Give a family to a worker."""
        with _as_workers_start():
            return self._pool.submit(make_in_worker, family)

    def rebuild(self) -> None:
        """Replace the workers: a pool that lost one is of no more use."""
        self._end()
        self._build()

    def _build(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._lifeline_end: Connection
        self._lifeline_end, self._lifeline = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(
            self.n_workers,
            mp_context=context,
            initializer=start_worker,
            initargs=(self._job, self._lifeline_end),
        )

    def _end(self) -> None:
        self._lifeline.close()  # workers end at once, even in the middle of a run
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._lifeline_end.close()


@contextmanager
def _as_workers_start() -> Iterator[None]:
    """Workers are started inside: they inherit one thread and no ear for Ctrl+C."""
    before = os.environ.get("NUMBA_NUM_THREADS")
    os.environ["NUMBA_NUM_THREADS"] = "1"
    can_block = hasattr(signal, "pthread_sigmask")
    if can_block:
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        if before is None:
            del os.environ["NUMBA_NUM_THREADS"]
        else:
            os.environ["NUMBA_NUM_THREADS"] = before
        if can_block:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
