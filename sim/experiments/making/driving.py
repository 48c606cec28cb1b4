"""Keeping workers busy and outliving their loss; the same wherever the workers are."""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Generic, NamedTuple, Protocol, TypeVar

from sim.experiments.making.executor import Auditor, Event, Piece, Sequel, Store, end_for

_PieceIn = TypeVar("_PieceIn", contravariant=True)
_LOOK_S = 1.0
_LOSSES_ALLOWED = 3  # of a piece that cannot be split


class LostWorkerError(Exception):
    """A worker went away, or was ended, with a piece in hand; its text says how, as in "was stopped"."""


class ExpelledWorkerError(Exception):
    """A worker was expelled with a piece in hand, or its piece came too late; nothing that it stored of it counts."""


class NoOtherWorkerError(Exception):
    """A piece was not to be made by one worker, and there is no other."""


class Made(NamedTuple, Generic[Event]):
    """A piece that was made."""

    worker: str  # who made it
    events: list[Event]  # what the store is to take


class Pool(Protocol[_PieceIn, Event]):
    """Workers, wherever they are, that make one piece at a time each."""

    @property
    def n_workers(self) -> int:
        """How many pieces can be made at a time."""

    def submit(self, piece: _PieceIn, apart_from: str = "") -> Future[Made[Event]]:
        """Give a piece to a worker, of another name than that if there is one.

        `LostWorkerError` is raised by the future if the worker is lost, `ExpelledWorkerError` if it was expelled,
        `NoOtherWorkerError` if there is none.
        """

    def expel(self, worker: str) -> None:
        """Give a worker nothing any more."""

    def look(self) -> None:
        """See whether the workers get on."""


class _Attempt(NamedTuple, Generic[Piece]):
    piece: Piece
    n_losses: int = 0
    apart_from: str = ""  # a worker that is not to make it


def drive(
    pool: Pool[Piece, Event],
    store: Store[Piece, Event],
    pieces: Sequence[Piece],
    auditor: Auditor[Piece] | None = None,
) -> None:
    """Make pieces in a pool; what a lost worker had in hand is made again, in smaller pieces the second time.

    An auditor may have pieces made again by other workers, and workers expelled.

    Raises
    ------
    ExperimentError
        Nothing can be stored, or nothing can be made.
    """
    waiting = deque(_Attempt(piece) for piece in pieces)
    running: dict[Future[Made[Event]], _Attempt[Piece]] = {}
    while waiting or running:
        while waiting and len(running) < pool.n_workers:
            attempt = waiting.popleft()
            running[pool.submit(attempt.piece, attempt.apart_from)] = attempt
        for future in wait(running, _LOOK_S, FIRST_COMPLETED).done:
            waiting.extendleft(reversed(_take(pool, store, auditor, future, running.pop(future))))
        pool.look()


def _take(
    pool: Pool[Piece, Event],
    store: Store[Piece, Event],
    auditor: Auditor[Piece] | None,
    future: Future[Made[Event]],
    attempt: _Attempt[Piece],
) -> Sequence[_Attempt[Piece]]:
    """Tell the store what came of an attempt; return what is to be tried again, or follows."""
    try:
        made = future.result()
        if auditor is not None and not auditor.trusts(made.worker):
            return [attempt]
        for event in made.events:
            store.take(event)
        if auditor is not None:
            return _follow(pool, auditor.after(attempt.piece, *made), made.worker)
    except LostWorkerError as loss:
        return _after_loss(store, attempt, str(loss))
    except ExpelledWorkerError:
        return [attempt]
    except NoOtherWorkerError:
        assert auditor is not None, "only an auditor names a worker that is not to make a piece"
        return _follow(pool, auditor.make_here(attempt.piece), attempt.apart_from)
    except Exception as error:
        end_for(error)
    return ()


def _follow(pool: Pool[Piece, Event], sequel: Sequel[Piece], maker: str) -> list[_Attempt[Piece]]:
    if sequel.expelled:
        pool.expel(sequel.expelled)
    apart = [_Attempt(piece, apart_from=maker) for piece in sequel.apart]
    return [*(_Attempt(piece) for piece in sequel.again), *apart]


def _after_loss(store: Store[Piece, Event], attempt: _Attempt[Piece], reason: str) -> Sequence[_Attempt[Piece]]:
    left = store.left_of(attempt.piece)
    if left is None:
        return ()
    n_losses, halves = attempt.n_losses + 1, store.halves(left)
    if halves and n_losses > 1:
        store.note_loss(reason)
        return [attempt._replace(piece=half, n_losses=1 if store.halves(half) else 0) for half in halves]
    if halves or n_losses < _LOSSES_ALLOWED:
        store.note_loss(reason)
        return [attempt._replace(piece=left, n_losses=n_losses)]
    store.give_up(left, f"{n_losses} worker processes were lost with it; the last one {reason}")
    return ()
