"""Keeping workers busy and outliving their loss; the same wherever the workers are."""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Generic, NamedTuple, Protocol, TypeVar

from sim.experiments.making.executor import Event, Piece, Store, end_for

_PieceIn = TypeVar("_PieceIn", contravariant=True)
_LOOK_S = 1.0
_LOSSES_ALLOWED = 3  # of a piece that cannot be split


class LostWorkerError(Exception):
    """A worker went away, or was ended, with a piece in hand; its text says how, as in "was stopped"."""


class Pool(Protocol[_PieceIn, Event]):
    """Workers, wherever they are, that make one piece at a time each."""

    @property
    def n_workers(self) -> int:
        """How many pieces can be made at a time."""

    def submit(self, piece: _PieceIn) -> Future[list[Event]]:
        """Give a piece to a worker; `LostWorkerError` is raised by the future if that is lost."""

    def look(self) -> None:
        """See whether the workers get on."""


class _Attempt(NamedTuple, Generic[Piece]):
    piece: Piece
    n_losses: int = 0


def drive(pool: Pool[Piece, Event], store: Store[Piece, Event], pieces: Sequence[Piece]) -> None:
    """Make pieces in a pool; what a lost worker had in hand is made again, in smaller pieces the second time.

    Raises
    ------
    ExperimentError
        Nothing can be stored, or nothing can be made.
    """
    waiting = deque(_Attempt(piece) for piece in pieces)
    running: dict[Future[list[Event]], _Attempt[Piece]] = {}
    while waiting or running:
        while waiting and len(running) < pool.n_workers:
            attempt = waiting.popleft()
            running[pool.submit(attempt.piece)] = attempt
        for future in wait(running, _LOOK_S, FIRST_COMPLETED).done:
            waiting.extendleft(reversed(_take(store, future, running.pop(future))))
        pool.look()


def _take(
    store: Store[Piece, Event], future: Future[list[Event]], attempt: _Attempt[Piece]
) -> Sequence[_Attempt[Piece]]:
    """Tell the store what came of an attempt; return what is to be tried again."""
    try:
        for event in future.result():
            store.take(event)
    except LostWorkerError as loss:
        return _after_loss(store, attempt, str(loss))
    except Exception as error:
        end_for(error)
    return ()


def _after_loss(store: Store[Piece, Event], attempt: _Attempt[Piece], reason: str) -> Sequence[_Attempt[Piece]]:
    left = store.left_of(attempt.piece)
    if left is None:
        return ()
    n_losses, halves = attempt.n_losses + 1, store.halves(left)
    if halves and n_losses > 1:
        store.note_loss(reason)
        return [_Attempt(half, 1 if store.halves(half) else 0) for half in halves]
    if halves or n_losses < _LOSSES_ALLOWED:
        store.note_loss(reason)
        return [_Attempt(left, n_losses)]
    store.give_up(left, f"{n_losses} worker processes were lost with it; the last one {reason}")
    return ()
