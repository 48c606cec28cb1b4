"""The job of worker processes in a file, so that nobody waits for one of them to read it."""

import pickle
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.experiments.problems import UsageError


class _Pickler(pickle.Pickler):
    """Keeps arrays read-only, and refuses what workers would look for in vain."""

    def reducer_override(self, something: Any) -> Any:
        """Return how something special is written; everything else is left to the plain pickler."""
        if isinstance(something, np.ndarray) and not something.flags.writeable:
            # numba compiles for arrays of the two kinds apart.
            return (*something.__reduce__(), None, None, _set_and_lock)
        if getattr(something, "__module__", None) == "__main__" and hasattr(something, "__qualname__"):
            raise UsageError(
                f"{something.__qualname__} is defined in a notebook or in the program that was started, where worker "
                "processes cannot find it. Move it to a file of its own and import it, or use one process."
            )
        return NotImplemented


def _set_and_lock(array: NDArray[Any], state: Any) -> None:
    array.__setstate__(state)
    array.setflags(write=False)


def write_job(task: object, path: Path) -> None:
    """Write what every worker needs.

    Raises
    ------
    UsageError
        Part of it cannot reach another process.
    """
    with path.open("wb") as file:
        pickle.dump(sys.path, file)
        _Pickler(file).dump(task)


def read_job(path: Path) -> Any:
    """Return the task of a job file, and look for modules where its writer did from now on."""
    with path.open("rb") as file:
        sys.path[:] = pickle.load(file)
        return pickle.load(file)


def read_job_elsewhere(path: Path) -> Any:
    """Return the task of a job file in a process with modules of its own; look where its writer did for others."""
    with path.open("rb") as file:
        sys.path += [folder for folder in pickle.load(file) if folder not in sys.path]
        return pickle.load(file)
