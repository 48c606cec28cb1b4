"""Where compiled code may be kept: the first of a few folders that can be written; how that folder is kept small."""

import atexit
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

VARIABLE = "ROLLOUT_CACHE_DIR"
COMPLETE = "complete"  # a file that says that a folder holds all compiled code of its sources; its time is the last use
_NAME = "rollout-simulator"
_DAY_S = 86_400.0
_IN_USE_S = 2 * _DAY_S  # so long after its last use a folder is never removed: a long command may start processes late
_OLD_S = 60 * _DAY_S
_MOST_BYTES = 1_000_000_000  # of all versions and checkouts together


class CachePlace(NamedTuple):
    """The folder for compiled code of every version and checkout."""

    root: Path
    is_temporary: bool = False  # it goes when this process ends
    refused: tuple[tuple[Path, str], ...] = ()  # places that come first and cannot be written, and why


def preferred_places() -> Iterator[Path]:
    """Yield the folders that are tried, in this order: the one that `ROLLOUT_CACHE_DIR` names, the user's cache folder.

    Somebody without a home folder has none of the second kind.
    """
    if chosen := os.environ.get(VARIABLE):
        yield Path(chosen)
    with suppress(RuntimeError):  # no home folder is known
        yield _user_caches() / _NAME


def _user_caches() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


@cache
def cache_place() -> CachePlace:
    """Return the first place that can be written; else a temporary folder for this process and those it starts.

    Raises
    ------
    OSError
        There is no folder at all that can be written.
    """
    refused: list[tuple[Path, str]] = []
    for root in preferred_places():
        reason = why_not_writable(root)
        if not reason:
            return CachePlace(root, refused=tuple(refused))
        refused.append((root, reason))
    root = Path(tempfile.mkdtemp(prefix=f"{_NAME}-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    os.environ[VARIABLE] = str(root)
    return CachePlace(root, True, tuple(refused))


def why_not_writable(folder: Path) -> str:
    """Return why no file can be made in a folder, which is made if it is missing; empty if one can."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return error.strerror or str(error)


def remove_old(root: Path, kept: Path) -> None:
    """Remove folders of compiled code that were not used for long, and the longest unused ones beyond a total size.

    A folder is renamed first, so that nobody takes what is half removed for whole.
    """
    now, n_bytes = time.time(), 0
    for used, size, folder in sorted(map(_measured, root.glob("[0-9a-f]" * 16)), reverse=True):
        n_bytes += size
        unused_s = now - used
        if folder != kept and unused_s > _IN_USE_S and (unused_s > _OLD_S or n_bytes > _MOST_BYTES):
            with suppress(OSError):  # somebody else is removing it
                folder.rename(folder.with_suffix(".removed"))
    for leftover in root.glob("*.removed"):
        shutil.rmtree(leftover, ignore_errors=True)


def _measured(folder: Path) -> tuple[float, int, Path]:
    """Return when something in a folder was written or said to be used, how large it is [bytes], and the folder."""
    used, n_bytes = 0.0, 0
    for path in (folder, *folder.rglob("*")):
        with suppress(OSError):  # it is being removed or replaced
            about = path.stat()
            used, n_bytes = max(used, about.st_mtime), n_bytes + about.st_size
    return used, n_bytes, folder
