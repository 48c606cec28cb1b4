"""CSV files: cells that no spreadsheet runs, and rows that come back as the classes of schema.py."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sim.experiments.problems import UsageError
from sim.experiments.store.files import write_text
from sim.experiments.store.parquet import quoted
from sim.experiments.store.schema import fields_of

Cell = str | int | float | bool | None
Cells = dict[str, str]  # of a row, by column
RowT = TypeVar("RowT")
OtherT = TypeVar("OtherT")
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


def safe_sql(column: str) -> str:
    """Return the SQL of a column of text whose cells are as `safe_cell` makes them."""
    starts = quoted(f"^'*[{''.join(map(re.escape, _FORMULA_STARTS))}]")
    return f"CASE WHEN regexp_matches({column}, {starts}) THEN chr(39) || {column} ELSE {column} END"


def read_rows(path: Path, rows: type[RowT], complete: Callable[[Cells], Cells] = dict) -> list[RowT]:
    """Return the rows of a CSV file as a class of schema.py; `complete` adds cells to a row of an older schema.

    Raises
    ------
    UsageError
        The file is not such a table.
    """
    with _told(path):
        return list(_as_rows(rows, map(complete, _read_lines(path))))


def read_parts_of_rows(path: Path, first: type[RowT], second: type[OtherT]) -> list[tuple[RowT, OtherT]]:
    """Return the rows of a CSV file as two classes of schema.py, each of which has some of its columns.

    Raises
    ------
    UsageError
        The file is not such a table.
    """
    with _told(path):
        lines = list(_read_lines(path))
        return list(zip(_as_rows(first, lines), _as_rows(second, lines), strict=True))


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{path} is damaged ({error!r}); run simulate again, which writes it anew") from None


def _read_lines(path: Path) -> Iterator[Cells]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        header = next(lines, [])
        yield from (dict(zip(header, line, strict=True)) for line in lines if line)


def _as_rows(rows: type[RowT], lines: Iterable[Cells]) -> Iterator[RowT]:
    columns = [(column.name, _VALUE_OF.get(column.type, _plain)) for column in fields_of(rows)]
    return (rows(*[value_of(line[name]) for name, value_of in columns]) for line in lines)


def _plain(cell: str) -> str:
    """Return a text without the quote that kept a spreadsheet from running it."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell) else cell


_VALUE_OF: dict[str, Callable[[str], Cell]] = {
    "integer": lambda cell: int(cell) if cell else None,
    "number": lambda cell: float(cell) if cell else None,
    "boolean": {"true": True, "false": False}.__getitem__,
}
