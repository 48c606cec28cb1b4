"""The folder of a result that holds it in other formats, and the list that vouches for its files."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from sim.experiments.design.identity import digest, file_digest
from sim.experiments.problems import DamageError
from sim.experiments.store.datapackage import PACKAGE, listed_hashes
from sim.experiments.store.sealed import is_as_written, read_sealed

EXPORT = "export"
PARTIAL = ".partial"  # holds what is being written; left where a command was killed, and taken away by the next
_TEXTS = ("path", "hash", "export", "made_from", "made_by")  # that every entry of the list has
_FOREIGN = {"\\", ":"}  # of paths as Windows writes them
_TABLES = (".csv", ".parquet", ".json", ".yaml")


def source_digest(folder: Path) -> str:
    """Return a digest of the tables of a result, from which exports are made.

    Raises
    ------
    DamageError
        datapackage.json is damaged.
    FileNotFoundError
        It is missing.
    """
    return digest({name: value for name, value in listed_hashes(folder).items() if name.endswith(_TABLES)})


def read_exports(folder: Path) -> dict[str, Any]:
    """Return the list of a folder of exports; empty where there is none, or none that holds.

    Everything in it can be made again. A folder may come from strangers: a list with a path that leads out of it holds
    nothing.
    """
    try:
        listed = read_sealed(folder / PACKAGE)
    except (OSError, DamageError):
        return {}
    entries = listed.get("resources")
    return listed if isinstance(entries, list) and all(map(_is_entry, entries)) else {}


def _is_entry(entry: Any) -> bool:
    if not isinstance(entry, dict) or not all(isinstance(entry.get(name), str) for name in _TEXTS):
        return False
    path = PurePosixPath(entry["path"])
    return not path.is_absolute() and ".." not in path.parts and not _FOREIGN & {*entry["path"]}


def is_whole(folder: Path, resource: dict[str, Any]) -> bool:
    """Tell whether a file that the list names has the bytes that were written."""
    path = folder / str(resource["path"])
    return path.is_file() and f"sha256:{file_digest(path)}" == resource["hash"]


def export_files(folder: Path) -> set[str]:
    """Return the files of a result that belong to its exports, by their path in the result.

    Where the list is damaged every file may, and where a command was killed so does what it left.
    """
    place = folder / EXPORT
    listed = read_exports(place)
    found = {path for path in place.rglob("*") if path.is_file()} if (place / PACKAGE).is_file() else set()
    known = {place / PACKAGE, *(place / str(one["path"]) for one in listed.get("resources", ()))}
    belong = {path for path in found if not listed or path in known or path.is_relative_to(place / PARTIAL)}
    return {path.relative_to(folder).as_posix() for path in belong}


def export_faults(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the exports of a result: path in the result, and what.

    A file that was made from other tables than those that are there is wrong too: the result went on, its export
    did not.
    """
    place = folder / EXPORT
    if not (place / PACKAGE).is_file():
        return
    listed = read_exports(place)
    if not listed or not is_as_written(place / PACKAGE):
        yield f"{EXPORT}/{PACKAGE}", "is not as written; `export` makes it again"
    source = _source(folder)
    for one in listed.get("resources", ()):
        if not is_whole(place, one):
            what = "is not as written" if (place / one["path"]).is_file() else "is missing"
            yield f"{EXPORT}/{one['path']}", f"{what}; `export` makes it again"
        elif source and one["made_from"] != source:
            yield f"{EXPORT}/{one['path']}", "was made from other tables than those that are here; `export` it again"


def _source(folder: Path) -> str:
    """Return what exports should be made from; nothing where datapackage.json is lost, which is told elsewhere."""
    try:
        return source_digest(folder)
    except (OSError, DamageError, KeyError, TypeError):
        return ""
