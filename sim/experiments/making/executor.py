"""One way to make runs: an executor takes a task and a store, and makes every piece that the store misses.

A piece is what is made in one go: a family of runs, or a parameter set with its seeds.
"""

from collections.abc import Sequence
from typing import Any, Generic, NamedTuple, NoReturn, Protocol, TypeVar

from sim.experiments.making.interrupts import was_interrupted
from sim.experiments.problems import ExperimentError

Piece = TypeVar("Piece")
Event = TypeVar("Event")
_PieceIn = TypeVar("_PieceIn", contravariant=True)
_EventIn = TypeVar("_EventIn", contravariant=True)
_EventOut = TypeVar("_EventOut", covariant=True)


class Listener(Protocol[_EventIn]):
    """Is told how the making of a piece gets on."""

    def take(self, event: _EventIn) -> None:
        """Note that something is stored, or could not be made."""

    def lived(self, months: int) -> None:
        """Note how many months the run that is on its way has lived."""

    def ended(self) -> None:
        """Note that one more run is over."""


class Task(Protocol[_PieceIn, _EventOut]):
    """What a command makes, piece by piece; it is pickled, since each worker process gets a copy."""

    def make(self, piece: _PieceIn, listener: Listener[_EventOut]) -> None:
        """Make and store a piece."""


class Store(Listener[_EventIn], Protocol[Piece, _EventIn]):
    """Where the pieces of a command are kept, as its own process sees it."""

    def missing(self) -> Sequence[Piece]:
        """Return what is to be made."""

    def left_of(self, piece: Piece) -> Piece | None:
        """Return what of a piece is not stored, None if all of it is."""

    def halves(self, piece: Piece) -> Sequence[Piece]:
        """Return two smaller pieces, none where a piece cannot be split."""

    def note_loss(self, reason: str) -> None:
        """Note that a worker was lost; what it had in hand is made again."""

    def give_up(self, piece: Piece, reason: str) -> None:
        """Note that a piece, which cannot be split, will not be made."""


class Sequel(NamedTuple, Generic[Piece]):
    """What follows from a piece that was made."""

    again: Sequence[Piece] = ()  # to be made again
    apart: Sequence[Piece] = ()  # to be made by another worker than the one that made the piece
    expelled: str = ""  # a worker that is to make nothing any more


class Auditor(Protocol[Piece]):
    """Says what follows from what workers made."""

    def trusts(self, worker: str) -> bool:
        """Tell whether what a worker made is to be taken."""

    def after(self, piece: Piece, worker: str, events: Sequence[Any]) -> Sequel[Piece]:
        """Return what follows from a piece that a worker made."""

    def make_here(self, piece: Piece) -> Sequel[Piece]:
        """Make a piece, which no other worker can be given, in this process; return what follows from it."""


class Executor(Protocol):
    """Makes pieces, somewhere."""

    def make(self, task: Task[Piece, Event], store: Store[Piece, Event], auditor: Auditor[Piece] | None = None) -> None:
        """Make all that the store misses; an auditor needs two workers at least.

        Raises
        ------
        ExperimentError
            Nothing can be stored, or nothing can be made.
        """


class Here:
    """Makes every piece in this process, one after another."""

    def make(self, task: Task[Piece, Event], store: Store[Piece, Event], auditor: Auditor[Piece] | None = None) -> None:
        """Make all that the store misses."""
        assert auditor is None, "there is no second worker here"
        for piece in store.missing():
            try:
                task.make(piece, store)
            except Exception as error:
                end_for(error)
            if was_interrupted():  # something swallowed the interrupt
                raise KeyboardInterrupt


def end_for(error: Exception) -> NoReturn:
    """End the command for what was raised outside of all runs: mostly while storing them.

    Raises
    ------
    ExperimentError
        Nothing can be stored.
    """
    if was_interrupted():
        raise KeyboardInterrupt from error
    import duckdb

    if isinstance(error, OSError | duckdb.Error):
        raise ExperimentError(f"cannot store results: {error}. What was finished is kept.") from error
    raise error
