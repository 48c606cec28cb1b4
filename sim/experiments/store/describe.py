"""What makes a folder understandable alone: scenario, provenance, data package, README."""

import json
import os
import platform
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import sim
from sim.experiments.identity import file_digest
from sim.experiments.store.checkpoints import FOLDER
from sim.experiments.store.files import write_text
from sim.experiments.store.readme import CHECKPOINTS, TEXT
from sim.experiments.store.record import Record

_PACKAGES = ("numpy", "numba", "llvmlite", "scipy", "mesa", "duckdb", "pydantic", "pyyaml")
_NUMBERS = {"lo95", "hi95", "mean", "difference", "baseline_mean", "variance_reduction", "p_better"}
_INTEGERS = {"seed", "n_pairs"}
_TABLES: dict[str, tuple[str, ...]] = {
    "outcomes.parquet": ("scenario", "policy", "seed", "month", "place", "outcome", "value"),
    "summary.csv": ("policy", "outcome", "mean", "lo95", "hi95"),
    "comparison.csv": (
        "outcome", "policy", "difference", "lo95", "hi95", "baseline_mean", "n_pairs",
        "variance_reduction", "p_better",
    ),
    "outcomes.csv": (
        "outcome", "label", "unit", "over_time", "better", "stakeholder", "definition", "numerator",
        "denominator", "headline", "by_city",
    ),
}  # fmt: skip


def month_text(month: int) -> str:
    """Return an absolute month as YYYY-MM.

    Examples
    --------
    >>> month_text(2021 * 12)
    '2021-01'
    """
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def write_scenario(folder: Path, record: Record) -> None:
    """Write scenario.resolved.yaml: everything that was chosen, defaults included."""
    import yaml  # where it is used

    content = {
        "name": record.name,
        "title": record.title,
        "description": record.description,
        "people_per_agent": record.people_per_agent,
        "engine": record.engine,
        "model_version": record.model_version,
        "baseline": record.baseline,
        "window": {
            "from": month_text(record.start_month + record.first_difference),
            "to": month_text(record.start_month + record.n_months - 1),
        },
        "arms": {name: arm["definition"] for name, arm in record.arms.items()},
        "seeds": {name: arm["seeds"] for name, arm in record.arms.items()},
        "warnings": record.warnings,
        "world": record.world,
    }
    write_text(
        folder / "scenario.resolved.yaml",
        yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100),
    )


def write_provenance(folder: Path, record: Record, about: dict[str, Any]) -> None:
    """Write provenance.json: with what, where and when the last command ran."""
    content = {
        "program": {"name": "rollout-simulator", "version": sim.__version__},
        "model_version": record.model_version,
        "experiment": record.identity,
        "git_commit": _git_commit(),
        "command": sys.argv[1:],
        **about,
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in _PACKAGES},
        "platform": platform.platform(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
    }
    write_text(folder / "provenance.json", json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def write_datapackage(folder: Path, record: Record) -> None:
    """Write datapackage.json (Data Package standard): tables, fields and SHA-256."""
    resources = [_resource(folder / name, fields) for name, fields in _TABLES.items()]
    content = {
        "profile": "tabular-data-package",
        "name": record.name,
        "title": record.title,
        "description": record.description,
        "resources": resources,
    }
    if _has_checkpoints(folder):
        content["checkpoints"] = f"{FOLDER}/: states of the baseline from which further runs start; no tables"
    write_text(folder / "datapackage.json", json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def write_readme(folder: Path, record: Record) -> None:
    """Write README.txt: how to read the folder."""
    checkpoints = CHECKPOINTS if _has_checkpoints(folder) else ""
    write_text(folder / "README.txt", TEXT.format(title=record.title, checkpoints=checkpoints))


def _has_checkpoints(folder: Path) -> bool:
    return any((folder / FOLDER).glob("*.npz"))


def _resource(path: Path, fields: tuple[str, ...]) -> dict[str, Any]:
    return {
        "name": path.name.replace(".", "-"),
        "path": path.name,
        "format": path.suffix[1:],
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{file_digest(path)}",
        "schema": {
            "fields": [{"name": name, "type": _field_type(name, path)} for name in fields],
            "missingValues": [""],
        },
    }


def _field_type(name: str, path: Path) -> str:
    if name in _INTEGERS:
        return "integer"
    if name in ("headline", "by_city"):
        return "boolean"
    if name == "month":
        return "yearmonth"
    return "number" if name in _NUMBERS or name == "value" else "string"


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _git_commit() -> str | None:
    """Return the commit of the checkout that the program runs from, None outside one."""
    root = Path(sim.__file__).parent.parent
    if not (root / ".git").exists():
        return None
    command = ["git", "-C", str(root), "rev-parse", "HEAD"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=5, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip()
