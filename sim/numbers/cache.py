"""Where compiled code is kept: in the user's cache folder, one folder for each version of the model.

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
from functools import cache
from importlib.metadata import version
from pathlib import Path

KEPT_VERSIONS = 4
# Files of these folders that no compiled code is made of.
_NEVER_COMPILED = {
    "outcomes.py", "choice.py", "compilation.py", "lifeline.py", "sources.py", "traits.py", "version.py", "watchdog.py",
}  # fmt: skip
_COMPILED_ELSEWHERE = "web"  # the folder of an engine that keeps no code here


def cache_root() -> Path:
    """Return the folder that holds the compiled code of every version of the sources."""
    chosen = os.environ.get("ROLLOUT_CACHE_DIR")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "rollout-simulator"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "rollout-simulator"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "rollout-simulator"


@cache
def cache_folder() -> Path:
    """Return the folder for the sources as they are now."""
    here = Path(__file__).parent.parent
    digest = hashlib.sha256(f"{sys.version}{platform.machine()}{version('numba')}{version('numpy')}{here}".encode())
    for package in ("numbers", "model", "engines"):
        for source in sorted((here / package).rglob("*.py")):
            if source.name not in _NEVER_COMPILED and source.parent.name != _COMPILED_ELSEWHERE:
                digest.update(source.name.encode())
                digest.update(source.read_bytes())
    return cache_root() / digest.hexdigest()[:16]


def is_filled() -> bool:
    """Tell whether everything was compiled with these sources before."""
    return (cache_folder() / "complete").exists()


def mark_filled() -> None:
    """Note that everything is compiled, and drop the folders of older sources."""
    cache_folder().mkdir(parents=True, exist_ok=True)
    (cache_folder() / "complete").touch()
    folders = sorted(cache_root().glob("[0-9a-f]" * 16), key=lambda folder: folder.stat().st_mtime, reverse=True)
    for stale in folders[KEPT_VERSIONS:]:
        if stale != cache_folder():
            shutil.rmtree(stale, ignore_errors=True)


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
