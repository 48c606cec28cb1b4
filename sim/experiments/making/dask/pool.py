"""Dask workers as a pool: each is greeted, then has one piece at a time, and what was lost is the driver's concern.

A piece is given to one worker by its address, so that Dask itself never makes it again elsewhere, and so that it is
known which worker was lost with what.
"""

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from functools import partial
from threading import Lock
from typing import Any

from distributed import KilledWorker

from sim.experiments.making.dask.connecting import Connection
from sim.experiments.making.dask.worker import Hello, Order, greet, make
from sim.experiments.making.driving import ExpelledWorkerError, LostWorkerError, Made, NoOtherWorkerError
from sim.experiments.making.messages import Done, Failed
from sim.experiments.making.surroundings import refuse_mixture
from sim.experiments.problems import ExperimentError, UsageError


class DaskPool:
    """The workers of a scheduler."""

    def __init__(self, connection: Connection, order: Order, ended: Callable[[], None]) -> None:
        """Look for workers; `ended` is called on another thread after each run."""
        self._connection = connection
        self._order = order
        self._greeted: dict[str, Future[Hello]] = {}  # by address
        self._busy: dict[str, _Piece | None] = {}  # by address, welcome workers alone
        self._waiting: deque[_Piece] = deque()
        self._expelled: set[str] = set()  # by address
        self._heard: dict[str, float] = {}  # [s] when a worker gave its last sign of life
        connection.client.subscribe_topic(order.topic, partial(self._hear, ended))
        self.look()

    @property
    def n_workers(self) -> int:
        """How many pieces can be made at a time; one at least, which waits for a worker if there is none."""
        return max(1, len(self._busy))

    def submit(self, piece: object, apart_from: str = "") -> Future[Made[Any]]:
        """Give a piece to a worker, of another name than that, as soon as one is free."""
        wanted = _Piece(piece, apart_from)
        self._waiting.append(wanted)
        self._hand_out()
        return wanted.future

    def expel(self, worker: str) -> None:
        """Give a worker nothing any more.

        Raises
        ------
        ExperimentError
            It was the last one.
        """
        self._expelled.add(worker)
        if worker in self._greeted:
            self._drop(worker, ExpelledWorkerError())
        if not self._connection.workers() - self._expelled:
            raise ExperimentError(f"every Dask worker was expelled, {worker} the last. What others made is kept.")

    def look(self) -> None:
        """See who has come and who has gone.

        Raises
        ------
        ExperimentError
            The scheduler does not answer, or has had no worker for long.
        UsageError
            A worker is not as the others are, or does not see the experiment's folder.
        """
        present = self._connection.workers() - self._expelled
        for address in self._greeted.keys() - present:
            self._lose(address)
        for address in present - self._greeted.keys():
            self._greeted[address] = self._send(address, greet)
        self._welcome()
        self._hand_out()

    def _welcome(self) -> None:
        """Take workers that have said what they are."""
        said = {
            address: future
            for address, future in self._greeted.items()
            if address not in self._busy and future.done() and not future.cancelled()
        }
        hellos = {address: _hello(address, future) for address, future in said.items()}
        refuse_mixture({f"the Dask worker {address}": hello.surroundings for address, hello in hellos.items()})
        if blind := [address for address, hello in hellos.items() if not hello.sees_folder]:
            raise UsageError(
                f"these Dask workers do not see {self._order.job_file.parent}: {', '.join(blind)}. Workers write runs "
                "there themselves: choose with --out a folder that every machine sees under the same path."
            )
        self._busy |= dict.fromkeys(hellos)

    def _hand_out(self) -> None:
        for address, piece in self._busy.items():
            fitting = (wanted for wanted in self._waiting if wanted.apart_from != address)
            if (piece is None or piece.future.done()) and (given := next(fitting, None)):
                self._waiting.remove(given)
                self._busy[address] = given
                self._heard[address] = time.monotonic()
                given.wait_for(address, self._send(address, make, given.piece))
        for wanted in [wanted for wanted in self._waiting if self._busy.keys() == {wanted.apart_from}]:
            self._waiting.remove(wanted)
            wanted.end(error=NoOtherWorkerError())

    def _send(self, address: str, function: Callable[..., Any], *arguments: object) -> "Future[Any]":
        executor = self._connection.client.get_executor(workers=[address], pure=False, retries=0)
        future: Future[Any] = executor.submit(function, self._order, *arguments)
        return future

    def _lose(self, address: str) -> None:
        silent_s = time.monotonic() - self._heard.get(address, time.monotonic())
        hung = silent_s >= self._order.run_timeout_s
        reason = f"got nothing done within {self._order.run_timeout_s:,.0f} s" if hung else "went away"
        self._drop(address, LostWorkerError(reason))

    def _drop(self, address: str, error: Exception) -> None:
        """Do without a worker, and let what it has in hand fail with this error."""
        self._greeted.pop(address).cancel()
        self._heard.pop(address, None)
        if piece := self._busy.pop(address, None):
            piece.drop(error)

    def _hear(self, ended: Callable[[], None], event: tuple[float, str]) -> None:
        self._heard[event[1]] = time.monotonic()
        ended()


def _hello(address: str, future: "Future[Hello]") -> Hello:
    if error := future.exception():
        raise UsageError(
            f"the Dask worker {address} cannot run the program ({type(error).__name__}: {error}). Install the same "
            "version of it there."
        ) from error
    return future.result()


class _Piece:
    """A piece, and what comes of it: whatever is known first."""

    def __init__(self, piece: object, apart_from: str) -> None:
        self.piece = piece
        self.apart_from = apart_from  # address of a worker that is not to make it
        self.future: Future[Made[Any]] = Future()
        self._worker = ""
        self._answer: Future[Done | Failed] | None = None
        self._lock = Lock()

    def wait_for(self, worker: str, answer: "Future[Done | Failed]") -> None:
        """Take the answer of a worker when it comes, on another thread."""
        self._worker, self._answer = worker, answer
        answer.add_done_callback(self._settle)

    def drop(self, error: Exception) -> None:
        """Wait for its worker no longer."""
        self.end(error=error)
        if self._answer:
            self._answer.cancel()

    def _settle(self, answer: "Future[Done | Failed]") -> None:
        try:
            message = answer.result()
        except (CancelledError, KilledWorker):
            self.end(error=LostWorkerError("went away"))
        except Exception as error:  # the driver raises it
            self.end(error=error)
        else:
            if isinstance(message, Failed):
                self.end(error=message.with_trace())
            else:
                self.end(events=message.events)

    def end(self, events: list[Any] | None = None, error: Exception | None = None) -> None:
        """Settle it, unless it is settled."""
        with self._lock:
            if self.future.done():
                return
            if error is not None:
                self.future.set_exception(error)
            else:
                self.future.set_result(Made(self._worker, events or []))
