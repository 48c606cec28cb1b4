"""CSV files: cells that no spreadsheet runs, and rows that come back as the classes of schema.py."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from sim.experiments.problems import UsageError
from sim.experiments.store.files import write_text
from sim.experiments.store.schema import Field, fields_of

Cell = str | int | float | bool | None
Cells = dict[str, str]  # of a row, by column
RowT = TypeVar("RowT")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


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
    >>> safe_cell("=1+1"), safe_cell(-0.5), safe_cell(None), safe_cell(True)
    ("'=1+1", -0.5, '', 'true')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    return f"'{cell}" if isinstance(cell, str) and _is_formula(cell) else cell


def _is_formula(text: str) -> bool:
    """Tell whether a spreadsheet might run a text, or might have once quotes in front are gone."""
    return text.lstrip("'").startswith(_FORMULA_STARTS)


def read_rows(path: Path, rows: type[RowT], complete: Callable[[Cells], Cells] = dict) -> list[RowT]:
    """Return the rows of a CSV file as a class of schema.py; `complete` adds cells to a row of an older schema.

    Raises
    ------
    UsageError
        The file is not such a table.
    """
    columns = fields_of(rows)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = [complete(line) for line in csv.DictReader(file)]
        return [rows(*(_value(column, line[column.name]) for column in columns)) for line in lines]
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{path} is damaged ({error!r}); run simulate again, which writes it anew") from None


def _value(column: Field, cell: str) -> Cell:
    if column.type == "integer":
        return int(cell) if cell else None
    if column.type == "number":
        return float(cell) if cell else None
    if column.type == "boolean":
        return {"true": True, "false": False}[cell]
    return cell[1:] if cell.startswith("'") and _is_formula(cell) else cell
