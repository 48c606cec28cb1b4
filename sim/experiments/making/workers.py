"""Worker processes as their driver sees them: started, given a piece, heard, watched, replaced."""

import pickle
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO, cast

from sim.engines.lifeline import start_tied
from sim.engines.watchdog import Watchdog
from sim.experiments.making.driving import ExpelledWorkerError, LostWorkerError, Made
from sim.experiments.making.messages import Done, Failed, Ready, Sign, send
from sim.experiments.making.orders import Orders
from sim.experiments.making.surroundings import refuse_mixture
from sim.experiments.problems import ExperimentError

_STARTS_ALLOWED = 5  # in a row
_STARTED_S = 120.0  # that a process may take to read the job, on a machine that does much else
_ENDED_S = 5.0  # that a process may take to go once its output is closed


class WorkerProcess:
    """One process, which has read the job."""

    def __init__(self, job_file: Path, run_timeout_s: float) -> None:
        """Start it."""
        self._process = start_tied("-m", "sim.experiments.making.worker", str(job_file), stdout=subprocess.PIPE)
        self.watchdog = Watchdog(self._process, _STARTED_S)
        self._run_timeout_s = run_timeout_s

    @property
    def name(self) -> str:
        """What it is called."""
        return f"worker process {self._process.pid}"

    def wait_until_ready(self) -> None:
        """Wait until it has read the job.

        Raises
        ------
        LostWorkerError
            It has ended.
        UsageError
            It runs on something else than this process: a file of the program was changed meanwhile, for example.
        """
        while not isinstance(message := self._hear(), Ready):
            pass
        refuse_mixture({self.name: message.surroundings})

    def make(self, piece: object, ended: Callable[[], None]) -> list[Any]:
        """Let it make a piece, telling of each run that is over; return what a store is to take.

        Raises
        ------
        LostWorkerError
            It has ended.
        """
        self.watchdog.expect_life(self._run_timeout_s)
        try:
            send(cast(BinaryIO, self._process.stdin), piece)
        except OSError:
            raise LostWorkerError(self._how_it_ended()) from None
        while not isinstance(message := self._hear(), Done):
            ended()
        return message.events

    def _hear(self) -> Sign | Ready | Done:
        try:
            message: Sign | Ready | Done | Failed = pickle.load(cast(BinaryIO, self._process.stdout))
        except (EOFError, pickle.UnpicklingError, OSError):
            raise LostWorkerError(self._how_it_ended()) from None
        self.watchdog.expect_life(self._run_timeout_s)
        if isinstance(message, Failed):
            raise message.with_trace()
        return message

    def _how_it_ended(self) -> str:
        try:
            code = self._process.wait(_ENDED_S)
        except subprocess.TimeoutExpired:
            return "fell silent"
        if self.watchdog.reason or code >= 0:
            return self.watchdog.reason or f"ended with exit code {code}"
        return f"was killed ({signal.Signals(-code).name})"


class Keeper:
    """A thread with a worker process, and with another one in its place when it is lost."""

    def __init__(self, orders: Orders, job_file: Path, run_timeout_s: float, ended: Callable[[], None]) -> None:
        """Start the thread, on which `ended` is called; the process comes with its first order."""
        self._ended = ended
        self._orders = orders
        self._start = (job_file, run_timeout_s)
        self._worker: WorkerProcess | None = None
        self._is_busy = self._is_closed = self._is_expelled = False
        self._thread = Thread(target=self._keep, daemon=True)
        self._thread.start()

    def look(self) -> None:
        """See whether its process gets on."""
        if self._is_busy and (worker := self._worker):
            worker.watchdog.look()

    @property
    def name(self) -> str:
        """Name of its process, if there is one that is to make something."""
        return self._worker.name if self._worker and not self._is_expelled else ""

    def expel(self) -> None:
        """Let another process take the place of this one."""
        self._is_expelled = True
        if worker := self._worker:
            worker.watchdog.kill("was expelled")
        self._orders.look_again()

    def close(self) -> None:
        """End its process, even in the middle of a run; then the thread ends."""
        self._is_closed = True
        if worker := self._worker:
            worker.watchdog.kill()
        self._orders.close()

    def join(self, timeout_s: float) -> None:
        """Wait for the thread."""
        self._thread.join(timeout_s)

    def _keep(self) -> None:
        while order := self._orders.take(lambda: self.name):
            self._is_busy = True
            try:
                worker = self._ready_worker()
                made = Made(worker.name, worker.make(order.piece, self._ended))
            except Exception as error:  # the driver looks what it is
                expelled = self._is_expelled
                self._dismiss()
                order.future.set_exception(ExpelledWorkerError() if expelled else error)
            else:
                order.future.set_result(made)
            self._is_busy = False
        self._dismiss()

    def _ready_worker(self) -> WorkerProcess:
        """Return the process; where one is lost while it starts, no piece is to blame, and another one is started."""
        if self._is_expelled:
            self._dismiss()
        n_starts = 0
        while self._worker is None:
            n_starts += 1
            try:
                self._worker = WorkerProcess(*self._start)
                if self._is_closed:
                    self._worker.watchdog.kill()
                self._worker.wait_until_ready()
            except (LostWorkerError, OSError) as loss:
                self._dismiss()
                if n_starts == _STARTS_ALLOWED or self._is_closed:
                    raise ExperimentError(f"no worker can be started: the last one {loss}. Try --jobs 1.") from loss
        return self._worker

    def _dismiss(self) -> None:
        if worker := self._worker:
            self._worker = None
            self._is_expelled = False
            worker.watchdog.close()
