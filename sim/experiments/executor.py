"""Run batches in this process or in several, and survive the death of a worker."""

import signal
import sys
from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from types import FrameType
from typing import NamedTuple

from sim.experiments.design import Batch, Run, halves
from sim.experiments.parts import Part
from sim.experiments.pool import WorkerPool
from sim.experiments.problems import ExperimentError
from sim.experiments.worker import Job, run_batch

_DEATHS_ALLOWED = 3
Report = Callable[[Part], None]


class Failure(NamedTuple):
    """A run that could not be made."""

    run: Run
    reason: str


def run_batches(job: Job, batches: Sequence[Batch], n_workers: int, report: Report) -> list[Failure]:
    """Make and store all batches; return the runs that failed.

    `report` is called in this process for each stored part.

    Raises
    ------
    ExperimentError
        Nothing can be stored, or every worker dies.
    """
    if n_workers == 1 or len(batches) <= 1:
        return _run_here(job, batches, report)
    with WorkerPool(job, min(n_workers, len(batches))) as pool:
        return _Driver(pool, batches, report).drive()


def _run_here(job: Job, batches: Sequence[Batch], report: Report) -> list[Failure]:
    queue, failures = deque(batches), list[Failure]()
    while queue:
        batch = queue.popleft()
        try:
            part = run_batch(job, batch)
        except Exception as error:  # one run must not take the others with it
            retries, failed = _after_error(batch, error)
            queue.extendleft(reversed(retries))
            failures.extend(failed)
        else:
            report(part)
        if was_interrupted():  # something swallowed the interrupt
            raise KeyboardInterrupt
    return failures


def _after_error(batch: Batch, error: Exception) -> tuple[Sequence[Batch], list[Failure]]:
    """Split a batch in which something was raised until the run to blame stands alone."""
    if was_interrupted():
        raise KeyboardInterrupt from error
    if isinstance(error, OSError):
        raise ExperimentError(f"cannot store results: {error}. What was finished is kept.") from error
    if len(batch.runs) > 1:
        return halves(batch), []
    return (), [Failure(batch.runs[0], f"{type(error).__name__}: {error}")]


class _Driver:
    """Keeps a bounded number of batches with the pool.

    When a worker dies the pool cannot say in which batch. Those that were in flight become
    suspects and run one at a time: a batch that breaks the pool alone is split, and a single run
    that does so three times is given up.
    """

    def __init__(self, pool: WorkerPool, batches: Sequence[Batch], report: Report) -> None:
        self._pool = pool
        self._report = report
        self._queue = deque(batches)
        self._suspects: deque[Batch] = deque()
        self._running: dict[Future[Part], Batch] = {}
        self._deaths: Counter[str] = Counter()
        self._failures: list[Failure] = []
        self._n_parts = 0

    def drive(self) -> list[Failure]:
        while self._queue or self._suspects or self._running:
            self._submit()
            alone = len(self._running) == 1
            lost = self._collect()
            if lost:
                self._pool.rebuild()
                self._after_death(lost, alone)
        return self._failures

    def _submit(self) -> None:
        source, window = (self._suspects, 1) if self._suspects else (self._queue, 2 * self._pool.n_workers)
        while source and len(self._running) < window:
            try:
                future = self._pool.submit(source[0])
            except BrokenProcessPool:
                if self._running:
                    return  # collecting these will show it
                self._pool.rebuild()
            else:
                self._running[future] = source.popleft()

    def _collect(self) -> list[Batch]:
        """Take what has finished; return the batches that died with a worker."""
        done = wait(self._running, return_when=FIRST_COMPLETED).done
        lost = [batch for future in done if (batch := self._take(future))]
        if lost:  # a broken pool ends every future
            rest = wait(self._running).done
            lost += [batch for future in rest if (batch := self._take(future))]
        return lost

    def _take(self, future: Future[Part]) -> Batch | None:
        batch = self._running.pop(future)
        try:
            part = future.result()
        except BrokenProcessPool:
            return batch
        except Exception as error:  # one run must not take the others with it
            retries, failed = _after_error(batch, error)
            self._queue.extendleft(reversed(retries))
            self._failures.extend(failed)
        else:
            self._n_parts += 1
            self._report(part)
        return None

    def _after_death(self, lost: list[Batch], alone: bool) -> None:
        if not alone:
            self._suspects.extend(lost)
            return
        (batch,) = lost
        if len(batch.runs) > 1:
            self._suspects.extendleft(reversed(halves(batch)))
            return
        run = batch.runs[0]
        self._deaths[run.identity] += 1
        if self._deaths[run.identity] < _DEATHS_ALLOWED:
            self._suspects.appendleft(batch)
            return
        self._failures.append(Failure(run, f"its worker process died {_DEATHS_ALLOWED} times"))
        if len(self._failures) >= _DEATHS_ALLOWED and not self._n_parts:
            raise ExperimentError("every worker process dies; try --jobs 1 to see why")


_interrupted = False


def note_interrupts() -> None:
    """Let Ctrl+C and SIGTERM end the program, wherever they arrive.

    A library that is in the middle of something may turn the interrupt into an error of its own
    (DuckDB does); `was_interrupted` tells such an error from a failed run.
    """
    signal.signal(signal.SIGINT, _interrupt)
    if sys.platform != "win32":
        signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    global _interrupted
    _interrupted = True
    raise KeyboardInterrupt


def was_interrupted() -> bool:
    """Tell whether Ctrl+C or SIGTERM has arrived."""
    return _interrupted
