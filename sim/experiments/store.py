"""The run store of an experiment folder: parts, their digests, and what the folder belongs to."""

import json
import shutil
from pathlib import Path
from typing import Any, NamedTuple

from sim.experiments.design import Experiment
from sim.experiments.files import append_line, write_text
from sim.experiments.identity import SCHEMA_VERSION, file_digest
from sim.experiments.parquet import connect, quoted
from sim.experiments.parts import Part
from sim.experiments.problems import UsageError

RECORD = "experiment.json"
DIGESTS = "SHA256SUMS"  # of the parts, as `sha256sum --check` reads it
_BEFORE_RECORD = {".lock", "runs", f".{RECORD}.tmp"}  # left when a command ends before its first run


class Record(NamedTuple):
    """What a folder belongs to and which runs its tables hold (experiment.json)."""

    schema: int
    identity: str
    name: str
    title: str
    description: str
    engine: str
    model_version: str
    people_per_agent: int
    start_month: int  # [months] year * 12 + month - 1
    n_months: int
    n_places: int  # the country and its cities
    baseline: str
    world: dict[str, Any]
    arms: dict[str, dict[str, Any]]  # by name, baseline first: identity, definition, first_difference, seeds
    city_months: str  # december or all
    warnings: list[str]

    @property
    def first_difference(self) -> int:
        """Month index of the first lever difference of any arm; 0 without any."""
        months = [arm["first_difference"] for arm in self.arms.values()]
        return min((month for month in months if month is not None), default=0)


def read_record(folder: Path) -> Record:
    """Return what a folder belongs to.

    Raises
    ------
    UsageError
        The folder holds no experiment, or one of a newer program.
    """
    path = folder / RECORD
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(f"{folder} is not an experiment folder: it has no {RECORD}") from None
    except ValueError as error:
        raise UsageError(f"{path} is damaged: {error}") from None
    if fields.get("schema") != SCHEMA_VERSION:
        raise UsageError(f"{folder} was written by another version of this program")
    return Record(**fields)


def write_record(folder: Path, record: Record) -> None:
    """Write experiment.json."""
    write_text(folder / RECORD, json.dumps(record._asdict(), indent=1, ensure_ascii=False) + "\n")


def check_folder(folder: Path, experiment: Experiment) -> None:
    """See that the folder is free or belongs to this experiment; change nothing.

    Raises
    ------
    UsageError
        The folder belongs to something else.
    """
    if (folder / RECORD).exists():
        _check_same(folder, read_record(folder), experiment)
    elif folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; choose another --out")
    elif folder.is_dir() and any(path.name not in _BEFORE_RECORD for path in folder.iterdir()):
        raise UsageError(f"{folder} is not empty and not an experiment folder; choose another --out")


def _check_same(folder: Path, record: Record, experiment: Experiment) -> None:
    if record.identity == experiment.identity:
        return
    from sim.experiments.identity import model_version

    differing = [
        f"engine ({record.engine} there, {experiment.engine} here)" * (record.engine != experiment.engine),
        "model version" * (record.model_version != model_version()),
        "world" * (record.world != json.loads(json.dumps(experiment.scenario.resolved_world))),
    ]
    what = ", ".join(filter(None, differing)) or "people per agent"
    raise UsageError(f"{folder} belongs to another experiment: {what}. Leave out --out, or choose another folder.")


def verify_parts(parts: Path, record: Record) -> list[str]:
    """Set damaged parts aside so that their runs are made again; return their names.

    The files are the truth: a part that SHA256SUMS does not know is read through, then added.
    """
    shutil.rmtree(parts / ".tmp", ignore_errors=True)
    (parts / ".tmp").mkdir()
    known = read_digests(parts)
    damaged: list[str] = []
    for path in sorted(parts.glob("*.parquet")):
        sha256 = file_digest(path)
        if known.get(path.name, sha256) == sha256 and (path.name in known or _is_whole(path, record)):
            known[path.name] = sha256
        else:
            path.replace(path.with_suffix(".damaged"))
            damaged.append(path.name)
    _write_digests(parts, known)
    return damaged


def close_parts(parts: Path) -> None:
    """Leave the parts as any other way of making them would: digests sorted, no temporary files.

    A worker that died may have stored parts that it could not report.
    """
    known = read_digests(parts)
    _write_digests(parts, {path.name: known.get(path.name) or file_digest(path) for path in parts.glob("*.parquet")})
    shutil.rmtree(parts / ".tmp", ignore_errors=True)


def _write_digests(parts: Path, known: dict[str, str]) -> None:
    lines = [f"{sha256}  {name}\n" for name, sha256 in sorted(known.items()) if (parts / name).exists()]
    write_text(parts / DIGESTS, "".join(lines))


def read_digests(parts: Path) -> dict[str, str]:
    """Return the SHA-256 of each part by file name."""
    path = parts / DIGESTS
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    pairs = [line.split("  ", 1) for line in lines]
    return {pair[1]: pair[0] for pair in pairs if len(pair) == 2}


def add_digest(parts: Path, part: Part) -> None:
    """Note the digest of a new part."""
    append_line(parts / DIGESTS, f"{part.sha256}  {part.name}")


def finished_runs(parts: Path) -> set[str]:
    """Return the identities of all stored runs."""
    if not any(parts.glob("*.parquet")):
        return set()
    with connect() as connection:
        rows = connection.execute(f"SELECT DISTINCT run FROM {all_parts(parts)}").fetchall()
    return {row[0] for row in rows}


def all_parts(parts: Path) -> str:
    """Return the SQL that reads all parts."""
    return f"read_parquet({quoted(parts / '*.parquet')}, union_by_name = true)"


def _is_whole(path: Path, record: Record) -> bool:
    """Read a part through: every value, and as many rows as its runs have."""
    import duckdb

    query = f"SELECT run, count(*), sum(hash(COLUMNS(*)) % 2) FROM read_parquet({quoted(path)}) GROUP BY run"
    try:
        with connect() as connection:
            rows = connection.execute(query).fetchall()
    except duckdb.Error:
        return False
    return bool(rows) and all(row[1] == record.n_months * record.n_places for row in rows)
