"""datapackage.json of a folder of exports (Data Package standard): files, columns, SHA-256, origin."""

from pathlib import Path
from typing import Any

from sim.experiments.design.identity import file_digest
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import Field
from sim.present.export.about import facts
from sim.present.export.text import PLAIN, Dialect
from sim.present.export.written import Written

_TYPES = {"year": "integer", "yearmonth": "string"}
_TOLD = ("what it is", "how sure", "cities left out", "sources of coordinates", "how to cite")  # of what it is about


def package_of(results: Results, resources: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the content of datapackage.json."""
    about = facts(results)
    told = (about[name].removesuffix(".") for name in _TOLD if name in about)
    return {
        "profile": "data-package",
        "name": results.record.name,
        "title": about["title"],
        "description": ". ".join(told) + ".",
        "resources": sorted(resources, key=lambda one: str(one["path"])),
    }


def resource_of(folder: Path, file: Written, more: dict[str, str]) -> dict[str, Any]:
    """Return the entry of a file; its columns where it is CSV. Databases and workbooks are plain files here."""
    path = folder / file.path
    entry: dict[str, Any] = {
        "name": file.path.lower().replace("/", "-").replace(".", "-"),
        "path": file.path,
        "format": path.suffix[1:],
        "description": file.about,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{file_digest(path)}",
    } | more
    return entry | (_table(file) if file.columns else {"type": "file"})


def _table(file: Written) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "encoding": "utf-8-sig" if file.dialect.is_marked else "utf-8",
        "dialect": {"delimiter": file.dialect.delimiter},
        "schema": {"fields": [_field(column, file.dialect) for column in file.columns], "missingValues": [""]},
    }


def _field(column: Field, dialect: Dialect) -> dict[str, str]:
    about = {"name": column.name, "type": _TYPES.get(column.type, column.type), "description": column.meaning}
    is_other = column.type == "number" and dialect.decimal != PLAIN.decimal
    return about | ({"decimalChar": dialect.decimal} if is_other else {})
