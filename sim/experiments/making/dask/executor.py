"""The executor that makes pieces on Dask workers."""

from pathlib import Path
from uuid import uuid4

from sim.experiments.making.dask.connecting import Connection
from sim.experiments.making.dask.pool import DaskPool
from sim.experiments.making.dask.worker import Order
from sim.experiments.making.driving import drive
from sim.experiments.making.executor import Auditor, Event, Piece, Store, Task
from sim.experiments.making.job_file import write_job


class OnDask:
    """Makes pieces on the workers of a cluster."""

    def __init__(self, connection: Connection, shared: Path, run_timeout_s: float) -> None:
        """Let a worker that finishes no run within `run_timeout_s` end itself; all of them see the folder `shared`."""
        self._connection = connection
        self._shared = shared.absolute()
        self._run_timeout_s = run_timeout_s

    def make(self, task: Task[Piece, Event], store: Store[Piece, Event], auditor: Auditor[Piece] | None = None) -> None:
        """Make all that the store misses.

        Raises
        ------
        ExperimentError
            Nothing can be stored, or nothing can be made.
        UsageError
            The task cannot reach another process, or a worker is not as this process is.
        """
        order = Order(self._shared / f"job-{uuid4().hex}", self._run_timeout_s)
        write_job(task, order.job_file)
        drive(DaskPool(self._connection, order, store.ended), store, store.missing(), auditor)
