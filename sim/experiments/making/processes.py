"""The executor that makes pieces in processes on this machine."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

from sim.experiments.making.driving import Made, drive
from sim.experiments.making.executor import Auditor, Event, Executor, Here, Piece, Store, Task
from sim.experiments.making.job_file import write_job
from sim.experiments.making.orders import Order, Orders
from sim.experiments.making.workers import Keeper

_JOINED_S = 10.0


def local_executor(n_workers: int, run_timeout_s: float) -> Executor:
    """Return the executor for so many processes on this machine."""
    return Processes(n_workers, run_timeout_s) if n_workers > 1 else Here()


class Processes:
    """Makes pieces in several processes, none of which outlives this one."""

    def __init__(self, n_workers: int, run_timeout_s: float) -> None:
        """End a process that finishes no run within `run_timeout_s`."""
        self._n_workers = n_workers
        self._run_timeout_s = run_timeout_s

    def make(self, task: Task[Piece, Event], store: Store[Piece, Event], auditor: Auditor[Piece] | None = None) -> None:
        """Make all that the store misses; a single piece is made in this process, where nobody audits it.

        Raises
        ------
        ExperimentError
            Nothing can be stored, or no process gets anything done.
        UsageError
            The task cannot reach another process.
        """
        pieces = store.missing()
        if len(pieces) < 2 and auditor is None:
            return Here().make(task, store)
        with TemporaryDirectory(prefix="rollout-") as folder:
            job_file = Path(folder) / "job"
            write_job(task, job_file)
            n_workers = self._n_workers if auditor else min(self._n_workers, len(pieces))
            with _Pool(job_file, n_workers, self._run_timeout_s, store.ended) as pool:
                return drive(pool, store, pieces, auditor)


class _Pool:
    """A keeper for each process."""

    def __init__(self, job_file: Path, n_workers: int, run_timeout_s: float, ended: Callable[[], None]) -> None:
        self.n_workers = n_workers
        self._orders = Orders()
        self._keepers = [Keeper(self._orders, job_file, run_timeout_s, ended) for _ in range(n_workers)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for keeper in self._keepers:
            keeper.close()
        for keeper in self._keepers:
            keeper.join(_JOINED_S)

    def submit(self, piece: object, apart_from: str = "") -> Future[Made[Any]]:
        future: Future[Made[Any]] = Future()
        self._orders.put(Order(piece, future, apart_from))
        return future

    def expel(self, worker: str) -> None:
        for keeper in self._keepers:
            if keeper.name == worker:
                keeper.expel()

    def look(self) -> None:
        for keeper in self._keepers:
            keeper.look()
