"""The scripts of docs/readers on an export, each held against comparison.csv and outcomes of the city."""

import csv
import subprocess
import sys
from collections.abc import Iterator
from math import isclose
from pathlib import Path
from shutil import which
from typing import NamedTuple

from benchmarks.tools.line import Line

_SCRIPTS = Path(__file__).parents[2] / "docs" / "readers"
_CLOSE = 1e-12  # relative: means are added up in different orders
_COLUMNS = {"stops_baseline": "baseline_mean", "stops_difference": "difference", "stops_lo95": "lo95",
            "stops_hi95": "hi95"}  # fmt: skip


class Reader(NamedTuple):
    """A script, what runs it, and the kinds of file that it reads."""

    script: str
    sources: tuple[str, ...]
    program: str | None = sys.executable


def readers() -> tuple[Reader, ...]:
    """Return the scripts; the program of one is None where this machine does not have it."""
    return (
        Reader("with_pandas.py", ("csv", "sqlite")),
        Reader("with_polars.py", ("csv", "sqlite")),
        Reader("with_duckdb.py", ("csv", "duckdb")),
        Reader("with_r.R", ("csv", "sqlite"), which("Rscript")),
    )


def reader_lines(exported: Path) -> Iterator[Line]:
    """Yield a line for each script and kind of file: the same numbers, or which ones differ."""
    expected = expected_numbers(exported)
    yield Line(f"expected: {expected}")
    for reader in readers():
        for source in reader.sources:
            if reader.program is None:
                yield Line(f"{reader.script} {source}: not run, its program is not installed")
                continue
            other = differing(expected, numbers(reader, exported, source))
            told = f"differs: {other}" if other else "the same numbers"
            yield Line(f"{reader.script} {source}: {told}", not other)


def numbers(reader: Reader, exported: Path, source: str) -> dict[str, float]:
    """Return what a script prints, by name."""
    words = [str(reader.program), str(_SCRIPTS / reader.script), str(exported), source]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return {name: float(value) for name, value in map(str.split, done.stdout.splitlines())}


def differing(expected: dict[str, float], found: dict[str, float]) -> dict[str, float | None]:
    """Return the numbers that a script has otherwise, or not at all."""
    return {
        name: found.get(name)
        for name, value in expected.items()
        if name not in found or not isclose(found[name], value, rel_tol=_CLOSE, abs_tol=_CLOSE)
    }


def expected_numbers(exported: Path) -> dict[str, float]:
    """Return the numbers as the tables of the export have them worked out."""
    policies = _rows(exported, "policies")
    baseline = next(row["policy"] for row in policies if row["is_baseline"] == "true")
    policy = next(row["policy"] for row in policies if row["is_baseline"] != "true")
    compared = next(
        row for row in _rows(exported, "comparison")
        if row["policy"] == policy and row["outcome"] == "stops_wrongful"
    )  # fmt: skip
    city = _rows(exported, "cities")[0]["name"]
    there = [row for row in _rows(exported, "cities_by_year") if row["city"] == city and row["policy"] == baseline]
    last = max(there, key=lambda row: int(row["year"]))
    return {name: float(compared[column]) for name, column in _COLUMNS.items()} | {
        "city_recognising": float(last["cameras_recognising"])
    }


def _rows(exported: Path, table: str) -> list[dict[str, str]]:
    with (exported / "csv" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
