"""datapackage.json (Data Package standard): tables, fields, SHA-256, and what all of it was made from.

Made last, it tells a later command whether the files of the folder are still what they should be.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import sim
from sim.experiments.design.identity import digest, file_digest
from sim.experiments.store.checkpoints import FOLDER, has_checkpoints
from sim.experiments.store.describe import SCENARIO
from sim.experiments.store.files import write_text
from sim.experiments.store.inventory import DIGESTS
from sim.experiments.store.record import RECORD, Record
from sim.experiments.store.schema import TABLES, Table, fields_of

REPORT = "report.html"
_PACKAGE = "datapackage.json"
_PROGRAM = ("**/*.py", "data/*", "present/words/*.json")  # what the files of a folder are made by
_MADE = (*(table.file for table in TABLES), SCENARIO, REPORT)  # all that is made from the runs


def write_datapackage(folder: Path, record: Record) -> None:
    """Write datapackage.json, once everything that it lists is there."""
    tables = [_table(folder, table) for table in TABLES]
    others = [_file(folder / name) for name in (SCENARIO, REPORT) if (folder / name).exists()]
    content = {
        "profile": "data-package",
        "name": record.name,
        "title": record.title,
        "description": record.description,
        "resources": tables + others,
        "made_from": _sources(folder),
    }
    if has_checkpoints(folder):
        content["checkpoints"] = f"{FOLDER}/: states of the baseline from which further runs start; no tables"
    write_text(folder / _PACKAGE, json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def is_current(folder: Path) -> bool:
    """Tell whether everything that is made from the runs was made from what is there now, and is whole."""
    try:
        package = json.loads((folder / _PACKAGE).read_text(encoding="utf-8"))
        hashes = {resource["path"]: resource["hash"] for resource in package["resources"]}
        return bool(package["made_from"] == _sources(folder)) and all(
            hashes[name] == _hash(folder / name) for name in _MADE
        )
    except (OSError, KeyError, TypeError, ValueError):  # not there, damaged, or of another version
        return False


def _sources(folder: Path) -> str:
    """Return a digest of the record, the parts and the program."""
    parts = folder / "runs" / DIGESTS
    return digest([file_digest(folder / RECORD), file_digest(parts), has_checkpoints(folder), _program()])


@cache
def _program() -> str:
    root = Path(sim.__file__).parent
    paths = sorted(path for pattern in _PROGRAM for path in root.glob(pattern))
    return digest({path.relative_to(root).as_posix(): file_digest(path) for path in paths})


def _table(folder: Path, table: Table) -> dict[str, Any]:
    fields = [
        {"name": column.name, "type": column.type, "description": column.meaning} for column in fields_of(table.rows)
    ]
    schema = {"fields": fields, "missingValues": [""]}
    about = {"profile": "tabular-data-resource", "description": table.about}
    return _file(folder / table.file) | about | {"schema": schema}


def _file(path: Path) -> dict[str, Any]:
    return {
        "name": path.name.replace(".", "-"),
        "path": path.name,
        "format": path.suffix[1:],
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": _hash(path),
    }


def _hash(path: Path) -> str:
    return f"sha256:{file_digest(path)}"
