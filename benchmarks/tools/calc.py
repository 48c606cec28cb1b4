"""The workbook of an export, converted by LibreOffice and held against the CSV of the same tables."""

import csv
import re
import subprocess
from collections.abc import Iterator
from math import isclose
from pathlib import Path
from shutil import which
from zipfile import ZipFile

from benchmarks.tools.line import Line

_PROGRAMS = ("soffice", "libreoffice")
_CLOSE = 1e-12  # relative: LibreOffice writes 15 digits
# Comma, double quotes, UTF-8, from the first line; cells as they are and not as they are shown; every sheet.
_TO_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
_BOOK = "result"

Rows = list[list[str]]


def calc_lines(exported: Path) -> Iterator[Line]:
    """Yield a line for each sheet: how many cells are the same, or the first one that is not."""
    program = next(filter(None, map(which, _PROGRAMS)), None)
    if program is None:
        yield Line("LibreOffice is not installed here", is_right=False)
        return
    yield Line(_told([program, "--version"], exported).strip())
    profile = (exported / "profile").resolve().as_uri()
    options = ["--headless", "--convert-to", _TO_CSV, "--outdir", str(exported / "sheets")]
    _told([program, f"-env:UserInstallation={profile}", *options, str(exported / f"{_BOOK}.xlsx")], exported)
    for name in sheets_of(exported / f"{_BOOK}.xlsx"):
        sheet, table = exported / "sheets" / f"{_BOOK}-{name}.csv", exported / "csv" / f"{name}.csv"
        if sheet.exists() and table.exists():
            yield compared(name, rows_of(sheet), rows_of(table))
        else:
            yield Line(f"{name}: is not there on both sides", is_right=False)


def sheets_of(book: Path) -> list[str]:
    """Return the names of a workbook's sheets that are tables: all but the one that explains them."""
    with ZipFile(book) as parts:
        names = re.findall(r'<sheet name="([^"]+)"', parts.read("xl/workbook.xml").decode())
    return [name for name in names if name != "readme"]


def _told(words: list[str], folder: Path) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=True, cwd=folder).stdout


def rows_of(path: Path) -> Rows:
    """Return the cells of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def compared(name: str, found: Rows, expected: Rows) -> Line:
    """Say whether a sheet has the cells of a table."""
    if [len(row) for row in found] != [len(row) for row in expected]:
        return Line(f"{name}: {len(found)} rows, and the table has {len(expected)}", is_right=False)
    pairs = [
        (cell, wanted)
        for row, wanted_row in zip(found, expected, strict=True)
        for cell, wanted in zip(row, wanted_row, strict=True)
    ]
    other = next((pair for pair in pairs if not _is_same(*pair)), None)
    if other is not None:
        return Line(f"{name}: {other[0]!r}, and the table has {other[1]!r}", is_right=False)
    return Line(f"{name}: {len(pairs):,} cells, all as in the table")


def _is_same(cell: str, wanted: str) -> bool:
    """Tell whether two cells say the same; programs write numbers and truths otherwise."""
    if cell == wanted or cell.casefold() == wanted.casefold():
        return True
    try:
        return isclose(float(cell), float(wanted), rel_tol=_CLOSE, abs_tol=_CLOSE)
    except ValueError:
        return False
