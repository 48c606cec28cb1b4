"""results/latest: a link to the folder of the last experiment, or a file that holds its name."""

import os
import sys
from pathlib import Path

from sim.experiments.problems import UsageError
from sim.experiments.store.files import publish

RESULTS = Path("results")  # where experiments lie that were not sent elsewhere
LATEST = "latest"


def note_latest(folder: Path) -> None:
    """Note that an experiment under results/ was the last one.

    A link lets a dashboard read results/latest as a folder. Where the system or the disk has no links it is a file.
    A folder that a user gave that name stays.
    """
    place = folder.with_name(LATEST)
    if place.is_dir() and not place.is_symlink():
        return
    temporary = folder.with_name(f".{LATEST}.{os.getpid()}.tmp")
    temporary.unlink(missing_ok=True)
    if _linked(temporary, folder.name):
        os.replace(temporary, place)
        return
    temporary.write_text(f"{folder.name}\n", encoding="utf-8", newline="\n")
    publish(temporary, place)


def _linked(path: Path, name: str) -> bool:
    """Make a link to a folder beside it; tell whether there are links here. Windows allows them to few."""
    if sys.platform == "win32":
        return False
    try:
        path.symlink_to(name, target_is_directory=True)
    except OSError:  # as on a FAT disk
        return False
    return True


def find_result(given: Path) -> Path:
    """Return the experiment folder that is meant: the one given, or the last one for `latest` or `results/latest`.

    Raises
    ------
    UsageError
        No experiment was noted, or the one that was noted is not there.
    """
    path = RESULTS / LATEST if given == Path(LATEST) and not given.exists() else given
    if path.name != LATEST:
        _check_no_file(path)
        return path
    return path if path.is_dir() and not path.is_symlink() else _noted(path)


def _check_no_file(path: Path) -> None:
    if path.is_file() and path.suffix == ".zip":
        raise UsageError(f"{path} is an archive, which this command does not read; unpack it, and name its result/")
    if path.is_file():
        raise UsageError(f"{path} is a file; name the experiment folder, such as {path.parent}")


def _noted(path: Path) -> Path:
    """Return the folder that a link or a file names, which lies beside it."""
    try:
        name = os.readlink(path) if path.is_symlink() else path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise UsageError(f"{path} names no experiment yet; run simulate without --out, or name a folder") from None
    folder = path.with_name(name) if name and name == Path(name).name else path
    if not folder.is_dir():
        raise UsageError(f"{path} names {name!r}, which is not a folder beside it; name a folder of {path.parent}")
    return folder
