"""What a driver and its worker processes tell one another, in pickles over two pipes."""

import pickle
import traceback
from enum import Enum
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

if TYPE_CHECKING:  # it takes long
    from sim.experiments.making.surroundings import Surroundings


class Sign(Enum):
    """Signs of life of a worker."""

    RUN_OVER = "one more run is over"


class Ready(NamedTuple):
    """The job is read."""

    surroundings: "Surroundings"


class Done(NamedTuple):
    """A piece is made."""

    events: list[Any]  # what a store is to take


class Failed(NamedTuple):
    """A piece, or the job, raised what is not about a single run."""

    error: Exception
    trace: str

    def with_trace(self) -> Exception:
        """Return the error, with where it was raised as a note."""
        self.error.add_note(self.trace)
        return self.error


def send(pipe: BinaryIO, message: object) -> None:
    """Send one message, whole."""
    pipe.write(pickle.dumps(message))
    pipe.flush()


def failed(error: Exception) -> Failed:
    """Return an error as it can be sent: one that pickle cannot hold is told in words."""
    trace = "".join(traceback.format_exception(error))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # whatever an error of someone else's raises there
        error = RuntimeError(f"{type(error).__name__}: {error}")
    return Failed(error, trace)
