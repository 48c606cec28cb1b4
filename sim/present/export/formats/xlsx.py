"""XLSX: a workbook of summaries, numbers as numbers, for people who work in a spreadsheet."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sim.experiments.store.schema import Field
from sim.present.export.about import facts
from sim.present.export.source import Source
from sim.present.export.text import Dialect
from sim.present.export.written import Written
from sim.present.words.language import words

_FILE = "result.xlsx"
_SHEETS = ("scorecard", "differences", "summary", "comparison", "by_point", "points", "yearly", "cities",
           "cities_by_year", "dictionary", "policies", "answers", "tables", "columns")  # fmt: skip
_MOST_ROWS = 1_048_575  # below the header: where Excel ends
_WIDEST = 60  # [characters]
_LOOKED_AT = 200  # rows, for the width of columns
_DAY = datetime(2000, 1, 1)  # of every file: the same result gives the same bytes
_OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
_FORMATS = {
    "head": {"bold": True, "bottom": 1}, "title": {"bold": True, "font_size": 14},
    "wrap": {"text_wrap": True, "valign": "top"}, "large": {"num_format": "#,##0"}, "middle": {"num_format": "0.00"},
    "small": {"num_format": "0.0000"}, "year": {"num_format": "0"}, "date": {"num_format": "yyyy-mm"},
}  # fmt: skip


def write(source: Source, folder: Path, dialect: Dialect) -> Sequence[Written]:
    """Write the workbook."""
    import xlsxwriter  # where it is used

    with xlsxwriter.Workbook(str(folder / _FILE), _OPTIONS) as book:
        book.set_properties({"title": source.results.title, "created": _DAY})
        formats = {name: book.add_format(look) for name, look in _FORMATS.items()}
        names = [name for name in _SHEETS if name in source.tables]
        n_rows = {name: len(source.ask(name)) for name in names}
        kept = [name for name in names if n_rows[name] <= _MOST_ROWS]
        _write_readme(book.add_worksheet("readme"), source, kept, formats)
        for name in kept:
            _write_sheet(book.add_worksheet(name), source, name, formats)
    return (Written(_FILE, words().say("export.file.xlsx")),)


def _write_readme(sheet: Any, source: Source, names: Sequence[str], formats: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 110, formats["wrap"])
    sheets = {f"sheet {name}": source.tables[name].about for name in names}
    left_out = {
        f"table {name}": words().say("export.left_out", about=source.tables[name].about)
        for name in source.tables if name not in names
    }  # fmt: skip
    about = facts(source.results) | sheets | left_out
    for row, (what, text) in enumerate(about.items()):
        sheet.write_string(row, 0, what, formats["head"])
        sheet.write_string(row, 1, text, formats["title"] if row == 0 else formats["wrap"])


def _write_sheet(sheet: Any, source: Source, name: str, formats: dict[str, Any]) -> None:
    columns, rows = source.tables[name].columns, source.ask(name).fetchall()
    for at, (column, width) in enumerate(zip(columns, _widths(columns, rows[:_LOOKED_AT]), strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, column.name, formats["head"])
    sheet.freeze_panes(1, 1)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    kinds = [column.type for column in columns]
    for number, row in enumerate(rows, start=1):
        for at, (kind, cell) in enumerate(zip(kinds, row, strict=True)):
            _write_cell(sheet, number, at, kind, cell, formats)


def _write_cell(sheet: Any, row: int, at: int, kind: str, cell: Any, formats: dict[str, Any]) -> None:
    """Write a cell as what it is; text is never a formula, and what is undefined stays empty."""
    if cell is None or cell == "":
        return
    if kind == "boolean":
        sheet.write_boolean(row, at, cell)
    elif kind == "date":
        sheet.write_datetime(row, at, cell, formats["date"])
    elif kind in ("integer", "number", "year"):
        sheet.write_number(row, at, cell, formats[_look(kind, cell)])
    else:
        sheet.write_string(row, at, cell)


def _look(kind: str, cell: float) -> str:
    if kind != "number":
        return "year" if kind == "year" else "large"
    return "large" if abs(cell) >= 1000 else "middle" if abs(cell) >= 1 else "small"


def _widths(columns: Sequence[Field], rows: Sequence[tuple[Any, ...]]) -> list[int]:
    """Return how wide each column has to be, numbers at most as their header or a large figure."""
    found = []
    for at, column in enumerate(columns):
        texts = [str(row[at]) for row in rows] if column.type in ("string", "yearmonth") else ["0" * 12]
        found.append(min(_WIDEST, 2 + max(map(len, [column.name, *texts]))))
    return found
