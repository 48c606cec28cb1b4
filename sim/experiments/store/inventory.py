"""Which parts an experiment folder holds, whether they are whole, and which runs are in them."""

import shutil
from pathlib import Path

from sim.experiments.design.identity import file_digest
from sim.experiments.store.files import append_line, write_text
from sim.experiments.store.parquet import connect, quoted
from sim.experiments.store.parts import Part
from sim.experiments.store.record import Record

DIGESTS = "SHA256SUMS"  # of the parts, as `sha256sum --check` reads it


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
