"""A result as a user names it: an experiment folder, or an archive, which is unpacked for as long as it is read."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sim.experiments.archive.container import unpack
from sim.experiments.problems import UsageError
from sim.experiments.store.latest import find_result

RESULT = "result"  # the experiment folder within an archive
CRATE = "ro-crate-metadata.json"
SUFFIX = ".zip"


class Opened(NamedTuple):
    """A result that can be read."""

    folder: Path
    name: Path  # as its user knows it: the folder, or the archive


@contextmanager
def opened(given: Path) -> Iterator[Opened]:
    """Open a result; what was unpacked is gone afterwards.

    Raises
    ------
    UsageError
        There is none, or its archive may not be unpacked.
    DamageError
        The archive is not what was written.
    """
    if not is_archive(given):
        folder = find_result(given)
        inside = folder / RESULT
        yield Opened(inside, inside) if (folder / CRATE).is_file() else Opened(folder, folder)
        return
    with tempfile.TemporaryDirectory(prefix="rollout-") as place:
        unpack(given, Path(place))
        if not (Path(place) / RESULT).is_dir():
            raise UsageError(f"{given} holds no folder {RESULT}/; it is not an archive that `archive` wrote")
        yield Opened(Path(place) / RESULT, given)


def is_archive(given: Path) -> bool:
    """Tell whether a user named an archive rather than a folder."""
    return given.is_file() and given.suffix == SUFFIX
