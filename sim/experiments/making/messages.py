"""What a driver and its worker processes tell one another: the job in a file, all else in pickles over two pipes."""

import io
import pickle
import sys
import traceback
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from sim.experiments.problems import UsageError


class Sign(Enum):
    """Signs of life of a worker."""

    READY = "the job is read"
    RUN_OVER = "one more run is over"


class Done(NamedTuple):
    """A piece is made."""

    events: list[Any]  # what a store is to take


class Failed(NamedTuple):
    """A piece, or the job, raised what is not about a single run."""

    error: Exception
    trace: str


class _Job(NamedTuple):
    search_path: list[str]  # of modules
    task: bytes
    buffers: list[bytes | bytearray]  # of its arrays


class _Pickler(pickle.Pickler):
    """Refuses what workers would look for in vain."""

    def reducer_override(self, something: Any) -> Any:
        """Leave everything to the plain pickler but what was defined in the program that was started."""
        if getattr(something, "__module__", None) == "__main__" and hasattr(something, "__qualname__"):
            raise UsageError(
                f"{something.__qualname__} is defined in a notebook or in the program that was started, where worker "
                "processes cannot find it. Move it to a file of its own and import it, or use one process."
            )
        return NotImplemented


def write_job(task: object, path: Path) -> None:
    """Write what every worker needs.

    Raises
    ------
    UsageError
        Part of it cannot reach another process.
    """
    body, buffers = io.BytesIO(), list[pickle.PickleBuffer]()
    _Pickler(body, protocol=5, buffer_callback=buffers.append).dump(task)
    # An array keeps whether it may be written, since numba compiles the two kinds apart.
    copies = [bytes(raw) if (raw := buffer.raw()).readonly else bytearray(raw) for buffer in buffers]
    with path.open("wb") as file:
        pickle.dump(_Job(sys.path, body.getvalue(), copies), file, protocol=5)


def read_job(path: Path) -> Any:
    """Return the task of a job file, and look for modules where its writer did from now on."""
    with path.open("rb") as file:
        job = pickle.load(file)
    sys.path[:] = job.search_path
    return pickle.loads(job.task, buffers=job.buffers)


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
