"""datapackage.json (Data Package standard): tables, fields, SHA-256, and what all of it was made from.

Made last, it tells a later command whether the files of the folder are still what they should be. The parts vouch for
themselves by their names, this file for what was made from them, experiment.json included, and its seal for itself.
"""

from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import sim
from sim.experiments.design.identity import digest, file_digest
from sim.experiments.problems import DamageError
from sim.experiments.store.checkpoints import FOLDER, has_checkpoints
from sim.experiments.store.describe import CITIES, SCENARIO
from sim.experiments.store.parts import part_files
from sim.experiments.store.record import RECORD, Record
from sim.experiments.store.schema import TABLES, Table, fields_of
from sim.experiments.store.sealed import MAKE_AGAIN, read_sealed, write_sealed
from sim.experiments.store.sweeps import POINTS_FILE, SWEEP_FILES, tables_of

REPORT = "report.html"
FIGURES = "figures"
_BINARY = {".parquet", ".png", ".pdf"}
PACKAGE = "datapackage.json"
_PROGRAM = ("**/*.py", "data/*", "present/words/*.json")  # what the files of a folder are made by
_AGAIN = f"{MAKE_AGAIN.replace('makes it', 'makes them')}."
_ALONE = tuple(table.file for table in TABLES)


def write_datapackage(folder: Path, record: Record) -> None:
    """Write datapackage.json, once everything that it lists is there."""
    tables = [_table(folder, table) for table in tables_of(record)]
    others = [_file(folder / name) for name in (SCENARIO, RECORD, REPORT) if (folder / name).exists()]
    others += [_file(folder / CITIES) | {"type": "file"}]  # a table as somebody's program wrote it
    others += [_file(path, FIGURES) for path in sorted((folder / FIGURES).glob("*.*"))]
    content = {
        "profile": "data-package",
        "name": record.name,
        "title": record.title or record.name,
        "description": record.description,
        "resources": tables + others,
        "made_from": _sources(folder),
    }
    if has_checkpoints(folder):
        content["checkpoints"] = f"{FOLDER}/: states of the baseline from which further runs start; no tables"
    write_sealed(folder / PACKAGE, content)


def is_current(folder: Path) -> bool:
    """Tell whether everything that is made from the runs was made from what is there now, and is whole."""
    try:
        package = read_sealed(folder / PACKAGE)
        hashes = _hashes(package)
        return bool(package["made_from"] == _sources(folder)) and not _altered(folder, hashes, _made(hashes))
    except (OSError, KeyError, TypeError, DamageError):  # not there, damaged, or of another version
        return False


def find_altered(folder: Path) -> list[str]:
    """Return the files that are not as datapackage.json lists them, itself if it is damaged; none without one."""
    try:
        hashes = _hashes(read_sealed(folder / PACKAGE))
    except FileNotFoundError:
        return []
    except (DamageError, KeyError, TypeError):
        return [PACKAGE]
    return _altered(folder, hashes, tuple(name for name in _made(hashes) if name in hashes))


def check_tables(folder: Path) -> None:
    """See that experiment.json and every table are the bytes that were written together.

    Folders made until 0.2.0 do not list experiment.json, and those until 0.3.0 no cities as they were read.

    Raises
    ------
    DamageError
        One is damaged, edited, missing or of another experiment; all are named.
    """
    path = folder / PACKAGE
    try:
        hashes = _hashes(read_sealed(path))
    except FileNotFoundError:
        raise DamageError(f"{path} is missing, and nothing else tells what the tables should be. {_AGAIN}") from None
    except (KeyError, TypeError):
        raise DamageError(f"{path} is damaged: it lists no files. {_AGAIN}") from None
    read = _read(hashes)
    later = {CITIES} if RECORD in hashes else {*read}
    if wrong := _altered(folder, hashes, tuple(name for name in read if name in hashes or name not in later)):
        names = ", ".join(str(folder / name) for name in wrong)
        raise DamageError(f"not as written (damaged, edited, or of another experiment): {names}. {_AGAIN}")


def _read(hashes: Collection[str]) -> tuple[str, ...]:
    """Return what a command may read, or cite by its SHA-256."""
    return RECORD, *(SWEEP_FILES if POINTS_FILE in hashes else _ALONE), SCENARIO, CITIES


def _made(hashes: Collection[str]) -> tuple[str, ...]:
    """Return all that is made from the runs."""
    return *_read(hashes), REPORT


def listed_hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file that datapackage.json lists.

    Raises
    ------
    DamageError
        It is damaged.
    FileNotFoundError
        It is missing.
    """
    hashes = _hashes(read_sealed(folder / PACKAGE))
    return {name: value.removeprefix("sha256:") for name, value in hashes.items()}


def _hashes(package: dict[str, Any]) -> dict[str, str]:
    return {resource["path"]: resource["hash"] for resource in package["resources"]}


def _altered(folder: Path, hashes: dict[str, str], names: Sequence[str]) -> list[str]:
    return [name for name in names if not (folder / name).is_file() or hashes.get(name) != _hash(folder / name)]


def _sources(folder: Path) -> str:
    """Return a digest of the record, the parts (whose names tell their bytes) and the program."""
    parts = [path.name for path in part_files(folder / "runs")]
    return digest([file_digest(folder / RECORD), parts, has_checkpoints(folder), program_digest()])


@cache
def program_digest() -> str:
    """Return a digest of all that files of a folder are made by."""
    root = Path(sim.__file__).parent
    paths = sorted(path for pattern in _PROGRAM for path in root.glob(pattern))
    return digest({path.relative_to(root).as_posix(): file_digest(path) for path in paths})


def _table(folder: Path, table: Table) -> dict[str, Any]:
    """Return a table's entry; a Parquet file is a plain one to the standard, whose validator reads no Parquet."""
    entry = _file(folder / table.file) | {"description": table.about}
    fields = [
        {"name": column.name, "type": column.type, "description": column.meaning} for column in fields_of(table.rows)
    ]
    if entry["format"] != "csv":
        return entry | {"type": "file", "mediatype": "application/vnd.apache.parquet", "columns": fields}
    return entry | {"profile": "tabular-data-resource", "schema": {"fields": fields, "missingValues": [""]}}


def _file(path: Path, inside: str = "") -> dict[str, Any]:
    """Return a file's entry; `inside` is the folder of the experiment's that it lies in."""
    encoding = {} if path.suffix in _BINARY else {"encoding": "utf-8"}
    place = f"{inside}/{path.name}" if inside else path.name
    about = {"name": path.name.replace(".", "-"), "path": place, "format": path.suffix[1:]}
    return about | encoding | {"bytes": path.stat().st_size, "hash": _hash(path)}


def _hash(path: Path) -> str:
    return f"sha256:{file_digest(path)}"
