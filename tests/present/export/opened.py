"""Exports as other programs read them."""

import csv
import zipfile
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import duckdb

from sim.experiments.store.reader import Results

_IN = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
Cells = list[list[object]]


class Exported(NamedTuple):
    results: Results
    folder: Path

    def csv(self, name: str, delimiter: str = ",") -> tuple[list[str], list[list[str]]]:
        """Return header and rows of a CSV file."""
        with (self.folder / name).open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file, delimiter=delimiter)
        return header, rows

    def values(self) -> list[tuple[object, ...]]:
        """Return the rows of outcomes.parquet, sorted."""
        query = "SELECT policy, seed, CAST(date AS VARCHAR), place, outcome, value FROM read_parquet(?) ORDER BY ALL"
        return duckdb.execute(query, [str(self.results.folder / "outcomes.parquet")]).fetchall()


def sheet_of(path: Path, name: str) -> Cells:
    """Return the cells of a sheet of a workbook: texts, numbers, booleans; None is empty."""
    with zipfile.ZipFile(path) as book:
        sheets = [one.get("name") for one in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(_tag("sheet"))]
        root = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{sheets.index(name) + 1}.xml"))
    assert not list(root.iter(_tag("f"))), "a formula"
    return [_row(row) for row in root.iter(_tag("row"))]


def _tag(name: str) -> str:
    return f"{{{_IN['x']}}}{name}"


def _row(row: ElementTree.Element) -> list[object]:
    cells: dict[int, object] = {}
    for cell in row.iter(_tag("c")):
        letters = "".join(letter for letter in cell.get("r", "") if letter.isalpha())
        at = sum((ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(letters))) - 1
        cells[at] = _cell(cell)
    return [cells.get(at) for at in range(max(cells, default=-1) + 1)]


def _cell(cell: ElementTree.Element) -> object:
    kind, value = cell.get("t", "n"), cell.find("x:v", _IN)
    if kind == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(_tag("t")))
    number = float(value.text) if value is not None and value.text else None
    return bool(number) if kind == "b" else number
