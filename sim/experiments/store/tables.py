"""The tables of an experiment folder that anyone can open: outcomes.parquet and its dictionary."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from sim.experiments.identity import run_identity
from sim.experiments.store.files import publish, write_text
from sim.experiments.store.inventory import all_parts
from sim.experiments.store.parquet import connect, copy_to, quoted
from sim.experiments.store.parts import COUNTRY
from sim.experiments.store.record import Record
from sim.model.outcomes import CITY_OUTCOMES, OUTCOMES

Cell = str | int | float | None
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")

# Values keep the order of months, places and outcomes of the text they become.
_OUTCOMES_QUERY = """
    SELECT {scenario} AS scenario, policy, seed,
        printf('%04d-%02d', month // 12, month % 12 + 1) AS month, place, outcome, value
    FROM (
        SELECT runs.policy, runs.seed, part.* EXCLUDE (schema, run, policy, seed)
        FROM {parts} AS part JOIN runs ON part.run = runs.run
        WHERE part.place = {country} OR {december}
    ) UNPIVOT INCLUDE NULLS (value FOR outcome IN ({outcomes}))
    WHERE place = {country} OR outcome IN ({city_outcomes})
    ORDER BY policy, seed, month, place, outcome
"""


def write_outcomes(folder: Path, record: Record) -> None:
    """Write outcomes.parquet from the parts: complete runs of the record's arms, sorted."""
    temporary = folder / "runs" / ".tmp" / "outcomes"
    query = _OUTCOMES_QUERY.format(
        scenario=quoted(record.name),
        parts=all_parts(folder / "runs"),
        country=quoted(COUNTRY),
        december="true" if record.city_months == "all" else "part.month % 12 = 11",
        outcomes=", ".join(outcome.name for outcome in OUTCOMES),
        city_outcomes=", ".join(map(quoted, CITY_OUTCOMES)),
    )
    with connect(spill=temporary.parent) as connection:
        connection.register("runs", _wanted_runs(record))
        copy_to(connection, query, temporary)
    publish(temporary, folder / "outcomes.parquet")


def _wanted_runs(record: Record) -> dict[str, "np.ndarray[tuple[int], np.dtype[np.generic]]"]:
    rows = [
        (run_identity(arm["identity"], seed), name, seed)
        for name, arm in record.arms.items()
        for seed in range(arm["seeds"])
    ]
    runs, policies, seeds = zip(*rows, strict=True)
    return {
        "run": np.array(runs, dtype=object),
        "policy": np.array(policies, dtype=object),
        "seed": np.array(seeds, dtype=np.int64),
    }


def write_dictionary(folder: Path) -> None:
    """Write outcomes.csv: what each outcome is, in which unit, for whom, and how it adds up."""
    header = (
        "outcome", "label", "unit", "over_time", "better", "stakeholder", "definition", "numerator",
        "denominator", "headline", "by_city",
    )  # fmt: skip
    rows = [
        (
            *(outcome.name, outcome.label, outcome.unit, outcome.over_time, outcome.better),
            *(outcome.stakeholder, outcome.definition),
            *(" ".join(outcome.numerator), " ".join(outcome.denominator)),
            *(str(outcome.headline).lower(), str(outcome.by_city).lower()),
        )
        for outcome in OUTCOMES
    ]
    write_csv(folder / "outcomes.csv", header, rows)


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a CSV file."""
    write_text(path, csv_text(header, rows))


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return CSV; text that a spreadsheet would take for a formula gets a quote in front."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def safe_cell(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet runs; numbers stay as they are, None is empty.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell(-0.5), safe_cell(None)
    ("'=1+1", -0.5, '')
    """
    if cell is None:
        return ""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell
