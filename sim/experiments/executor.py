"""Make families in this process or in several, and survive the death of a worker."""

from collections import Counter, deque
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from typing import NoReturn

from sim.experiments.branching import Job, Watch
from sim.experiments.families import Family, halves, without
from sim.experiments.interrupts import was_interrupted
from sim.experiments.pool import WorkerPool
from sim.experiments.problems import ExperimentError
from sim.experiments.store.inventory import finished_runs
from sim.experiments.store.parts import Part
from sim.experiments.worker import Failure, Made, Report, make_family

_DEATHS_ALLOWED = 3


def make_families(job: Job, families: Sequence[Family], n_workers: int, report: Report, watch: Watch) -> Made:
    """Make and store all families; return the runs that failed and the checkpoints that were damaged.

    `report` is called in this process for each stored part, `watch` for each month of a run that
    this process makes itself.

    Raises
    ------
    ExperimentError
        Nothing can be stored, or every worker dies.
    """
    if n_workers == 1 or len(families) <= 1:
        return _make_here(job, families, report, watch)
    with WorkerPool(job, min(n_workers, len(families))) as pool:
        return _Driver(job, pool, families, report).drive()


def _make_here(job: Job, families: Sequence[Family], report: Report, watch: Watch) -> Made:
    all_made = Made([], [])
    for family in families:
        try:
            made = make_family(job, family, report, watch)
        except Exception as error:
            _give_up(error)
        _add(all_made, made)
        if was_interrupted():  # something swallowed the interrupt
            raise KeyboardInterrupt
    return all_made


def _add(made: Made, more: Made) -> None:
    made.failures.extend(more.failures)
    made.set_aside.extend(more.set_aside)


def _give_up(error: Exception) -> NoReturn:
    """End for what was raised outside of all runs: while storing them."""
    if was_interrupted():
        raise KeyboardInterrupt from error
    import duckdb

    if isinstance(error, OSError | duckdb.Error):
        raise ExperimentError(f"cannot store results: {error}. What was finished is kept.") from error
    raise error


class _Driver:
    """Keeps a bounded number of families with the pool.

    When a worker dies the pool cannot say in which family. Those that were in flight become
    suspects and are made one at a time: a family that breaks the pool alone is split, and a single
    run that does so three times is given up.
    """

    def __init__(self, job: Job, pool: WorkerPool, families: Sequence[Family], report: Report) -> None:
        self._job = job
        self._pool = pool
        self._report = report
        self._queue = deque(families)
        self._suspects: deque[Family] = deque()
        self._running: dict[Future[tuple[list[Part], Made]], Family] = {}
        self._deaths: Counter[str] = Counter()
        self._made = Made([], [])
        self._n_parts = 0

    def drive(self) -> Made:
        while self._queue or self._suspects or self._running:
            self._submit()
            alone = len(self._running) == 1
            lost = self._collect()
            if lost:
                self._pool.rebuild()
                self._after_death(lost, alone)
        return self._made

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

    def _collect(self) -> list[Family]:
        """Take what has finished; return the families that died with a worker."""
        done = wait(self._running, return_when=FIRST_COMPLETED).done
        lost = [family for future in done if (family := self._take(future))]
        if lost:  # a broken pool ends every future
            rest = wait(self._running).done
            lost += [family for future in rest if (family := self._take(future))]
        return lost

    def _take(self, future: Future[tuple[list[Part], Made]]) -> Family | None:
        family = self._running.pop(future)
        try:
            parts, made = future.result()
        except BrokenProcessPool:
            return family
        except Exception as error:
            _give_up(error)
        _add(self._made, made)
        for part in parts:
            self._n_parts += 1
            self._report(part)
        return None

    def _after_death(self, lost: list[Family], alone: bool) -> None:
        stored = finished_runs(self._job.parts)  # some by the dead worker
        lost = [left for family in lost if (left := without(family, stored)).runs or left.saves]
        if not alone:
            self._suspects.extend(lost)
        elif lost and len(lost[0].runs) > 1:
            self._suspects.extendleft(reversed(halves(lost[0])))
        elif lost:
            self._after_deaths_of_one(lost[0])

    def _after_deaths_of_one(self, family: Family) -> None:
        self._deaths[family.first.identity] += 1
        if self._deaths[family.first.identity] < _DEATHS_ALLOWED:
            self._suspects.appendleft(family)
            return
        self._made.failures.append(Failure(family.first, f"its worker process died {_DEATHS_ALLOWED} times"))
        if len(self._made.failures) >= _DEATHS_ALLOWED and not self._n_parts:
            raise ExperimentError("every worker process dies; try --jobs 1 to see why")
