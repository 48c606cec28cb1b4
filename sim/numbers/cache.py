"""Compiled code of these sources: its folder, whether it is whole, and what of it is damaged.

numba looks only at the file that holds a function, so it would go on using a rule that was
edited in another file (numba #9483). A folder named after a hash of all sources of the model cannot be stale.
The hash covers where they lie, since numba keeps code by path: another checkout compiles its own.
"""

import hashlib
import os
import pickle
import platform
import shutil
import sys
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from sim.numbers.cache_place import COMPLETE, cache_place, remove_old

# Files of these folders that no compiled code is made of.
_NEVER_COMPILED = {
    "cache.py", "cache_place.py", "choice.py", "compilation.py", "lifeline.py", "outcomes.py", "sources.py",
    "traits.py", "version.py", "watchdog.py",
}  # fmt: skip
_COMPILED_ELSEWHERE = "web"  # the folder of an engine that keeps no code here


@cache
def cache_folder() -> Path:
    """Return the folder for the sources as they are now; it counts as used by whoever asks.

    Raises
    ------
    OSError
        There is no folder at all that can be written.
    """
    place = cache_place()
    folder = place.root / _name_of_sources()
    if not (folder / COMPLETE).exists():
        for root, _ in place.refused:
            _take_over(root / folder.name, folder)
    with suppress(OSError):  # not whole yet
        os.utime(folder / COMPLETE)
    return folder


def _name_of_sources() -> str:
    here = Path(__file__).parent.parent
    digest = hashlib.sha256(f"{sys.version}{platform.machine()}{version('numba')}{version('numpy')}{here}".encode())
    for package in ("numbers", "model", "engines"):
        for source in sorted((here / package).rglob("*.py")):
            if source.name not in _NEVER_COMPILED and source.parent.name != _COMPILED_ELSEWHERE:
                digest.update(source.name.encode())
                digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def _take_over(filled: Path, folder: Path) -> None:
    """Copy what was compiled to a place that cannot be written: numba uses no folder of that kind."""
    if not (filled / COMPLETE).exists():
        return
    copy = folder.with_suffix(f".{os.getpid()}")
    with suppress(OSError):  # what cannot be copied is compiled
        shutil.copytree(filled, copy)
        copy.rename(folder)
    shutil.rmtree(copy, ignore_errors=True)


def is_filled() -> bool:
    """Tell whether everything was compiled with these sources before."""
    return (cache_folder() / COMPLETE).exists()


def mark_filled() -> None:
    """Note that everything is compiled, and remove compiled code that nobody uses any more."""
    cache_folder().mkdir(parents=True, exist_ok=True)
    (cache_folder() / COMPLETE).touch()
    remove_old(cache_folder().parent, cache_folder())


def drop_damaged() -> int:
    """Remove the files of these sources that cannot be read, and return how many there were."""
    damaged = [path for path in cache_folder().rglob("*.nb[ci]") if not _is_readable(path)]
    for path in damaged:
        path.unlink(missing_ok=True)
    return len(damaged)


def _is_readable(path: Path) -> bool:
    """Read a file as numba would: an index is two pickles, compiled code is one."""
    try:
        with path.open("rb") as file:
            pickle.load(file)
            if path.suffix == ".nbi":
                pickle.load(file)
    except (pickle.UnpicklingError, EOFError, OSError, IndexError, KeyError, ValueError, AttributeError):
        return False
    return True


def clear() -> None:
    """Remove the compiled code of these sources."""
    shutil.rmtree(cache_folder(), ignore_errors=True)
