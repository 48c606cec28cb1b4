"""Tables as spreadsheet programs save them: read where there is one meaning, named for what they are where not."""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from sim.scenario.text.problems import Problem, ScenarioError
from tests.scenario.files import write

ROWS = [
    ["name_en", "name_ru", "region_en", "iso_3166_2", "federal_district", "lat", "lon", "population", "leader"],
    ["Alfa", "Альфа", "North Region", "XX-NO", "Upper", "50.125", "30.5", "400000", "1"],
    ["Beta", "Бета-на-Дону", "North Region", "XX-NO", "Upper", "51.25", "31.5", "1250000", ""],
    ["Gamma", "Гамма", "South Region", "XX-SO", "Lower", "48.5", "33.5", "120000", ""],
]
Rows = list[list[str]]


def text(rows: Rows, separator: str = ",", quoting: int = csv.QUOTE_MINIMAL, end: str = "\n") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, quoting=quoting, lineterminator=end).writerows(rows)
    return stream.getvalue()


def put(name: str, change: Callable[[str], str]) -> Rows:
    """Return the rows with the cells of a column changed."""
    column = ROWS[0].index(name)
    return [ROWS[0], *([*row[:column], change(row[column]), *row[column + 1 :]] for row in ROWS[1:])]


def load(folder: Path, content: str | bytes) -> Scenario:
    path = write(folder)
    (folder / "cities.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_scenario(path)


def refused(folder: Path, content: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(ScenarioError) as caught:
        load(folder, content)
    return caught.value.problems


def commas(rows: Rows) -> Rows:
    return [rows[0], *([cell.replace(".", ",") if n in (5, 6) else cell for n, cell in enumerate(r)] for r in rows[1:])]


def grouped(rows: Rows, mark: str) -> Rows:
    return [rows[0], *([f"{int(c):,}".replace(",", mark) if n == 7 else c for n, c in enumerate(r)] for r in rows[1:])]


def beside(rows: Rows, head: str, cells: list[str]) -> Rows:
    return [[cell, *row] for cell, row in zip([head, *cells], rows, strict=True)]


BLANK = [""] * 9
SUM = ["Total", "", "", "", "", "", "", "1770000", ""]
READ = {  # what is saved, and what the warnings say
    "plain": (text(ROWS), []),
    "with a mark": (b"\xef\xbb\xbf" + text(ROWS).encode(), []),
    "windows line ends": (text(ROWS, end="\r\n"), []),
    "mac line ends": (text(ROWS, end="\r"), []),
    "all quoted": (text(ROWS, quoting=csv.QUOTE_ALL), []),
    "semicolons": (text(ROWS, ";"), ["by semicolons"]),
    "tabs": (text(ROWS, "\t"), ["by tabs"]),
    "bars": (text(ROWS, "|"), ["by bars"]),
    "semicolons, decimal commas": (
        text(commas(ROWS), ";"),
        ["by semicolons", "'50,125' is read as 50.125, and 5 more"],
    ),
    "semicolons said": ("sep=;\n" + text(commas(ROWS), ";"), ["by semicolons", "is read as 50.125"]),
    "tabs, decimal commas": (text(commas(ROWS), "\t"), ["by tabs", "50.125"]),
    "decimal commas in quotes": (text(commas(ROWS)), ["50.125"]),
    "spaces in numbers": (text(grouped(ROWS, " ")), ["'400 000' is read as 400000, and 2 more"]),
    "narrow spaces": (text(grouped(ROWS, "\u202f"), ";"), ["semicolons", "read as 400000"]),
    "no-break spaces": (text(grouped(ROWS, "\u00a0"), "\t"), ["tabs", "read as 400000"]),
    "apostrophes": (text(grouped(ROWS, "'")), ["read as 400000"]),
    "commas in numbers": (text(grouped(ROWS, ",")), ["'400,000' is read as 400000, and 2 more"]),
    "utf-16": (text(ROWS, "\t").encode("utf-16"), ["UTF-16", "tabs"]),
    "utf-16, no mark": (text(ROWS).encode("utf-16-le"), ["UTF-16"]),
    "utf-16, other order": (b"\xfe\xff" + text(ROWS).encode("utf-16-be"), ["UTF-16"]),
    "as a Russian Excel": (text(commas(ROWS), ";", end="\r\n").encode("cp1251"), ["1251", "semicolons", "50.125"]),
    "trailing rows": (text([*ROWS, BLANK, BLANK]), ["5:1: 2 rows without a value"]),
    "blank rows between": (text([ROWS[0], BLANK, *ROWS[1:]], ";"), ["semicolons", "2:1: 1 rows without a value"]),
    "trailing columns": (text([[*row, "", ""] for row in ROWS]), []),
    "longer rows": (text([ROWS[0], *([*row, "", ""] for row in ROWS[1:])]), []),
    "sum row": (text([*ROWS, SUM]), ["'total' is a row of sums"]),
    "sum row, Russian": (text([*ROWS, BLANK, ["", "Итого:", *SUM[2:]]]), ["1 rows", "'итого' is a row of sums"]),
    "index": (text(beside(ROWS, "", ["0", "1", "2"])), ["1:1: column 1 only numbers the rows"]),
    "index from 1": (text(beside(ROWS, "№", ["1", "2", "3"]), ";"), ["semicolons", "№: column 1 only numbers"]),
    "index of pandas": (text(beside(ROWS, "Unnamed: 0", ["0", "1", "2"])), ["Unnamed: 0: column 1"]),
    "other case": (
        text([[n.upper() for n in ROWS[0]], *ROWS[1:]]),
        ["is headed 'NAME_EN' and is read as name_en"] + 8 * [""],
    ),
    "spaces": (
        text([["Name en", *ROWS[0][1:5], " lat ", *ROWS[0][6:]], *ROWS[1:]]),
        ["'Name en' and is read as name_en"],
    ),
    "units": (
        text([[*ROWS[0][:5], "Lat (degrees)", "lon [°]", "Population, persons", "leader"], *ROWS[1:]]),
        ["'Lat (degrees)' and is read as lat", "as lon", "as population"],
    ),
    "title above": (text([["Towns of 2020", *BLANK[1:]], BLANK, *ROWS]), ["1 rows without", "1 rows above the header"]),
}


@pytest.mark.parametrize(("content", "warnings"), READ.values(), ids=READ)
def test_a_table_with_one_meaning_is_read_and_what_is_unusual_told(
    tmp_path: Path, content: str | bytes, warnings: list[str]
) -> None:
    plain, found = load(tmp_path, text(ROWS)), load(tmp_path, content)
    assert found.world.cities.tobytes() == plain.world.cities.tobytes()
    assert found.world.city_names == plain.world.city_names
    told = sorted(w.split("cities.csv:")[-1] for w in found.warnings)
    assert len(told) == len(warnings), told
    for gist in warnings:
        assert any(gist in line for line in told), (gist, told)


def test_only_the_text_counts_for_who_a_world_is(tmp_path: Path) -> None:
    plain, utf16 = load(tmp_path, text(ROWS)), load(tmp_path, text(ROWS, end="\r\n").encode("utf-16"))
    assert utf16.resolved_world == plain.resolved_world


def archive(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return stream.getvalue()


NAMED = {  # what is saved, where the one problem is, and what it says
    "xlsx": (archive("[Content_Types].xml", "xl/workbook.xml"), "", "is an Excel workbook (.xlsx)"),
    "xlsx, cut": (archive("[Content_Types].xml", "xl/workbook.xml")[:60], "", "is a ZIP archive"),
    "ods": (archive("mimetype", "content.xml"), "", "OpenDocument spreadsheet (.ods)"),
    "zip": (archive("cities.csv"), "", "unpack it"),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "", "old Excel workbook (.xls)"),
    "html": ("<html><body><table><tr><td>name_en</td></tr></table>", "", "web page (HTML)"),
    "html, whole": ("\n<!DOCTYPE html>\n<html></html>", "", "web page (HTML)"),
    "table alone": ("<table border=1><tr><th>name_en", "", "web page (HTML)"),
    "xml of Excel": ('<?xml version="1.0"?>\n<?mso-application progid="x"?>\n<Workbook/>', "", "workbook as XML"),
    "xml": ("<?xml version='1.0'?><towns/>", "", "is XML"),
    "json": ('[{"name_en": "Alfa"}]', "", "is JSON"),
    "parquet": (b"PAR1\x00\x01", "", "Parquet"),
    "pdf": (b"%PDF-1.4\n", "", "PDF"),
    "gzip": (b"\x1f\x8b\x08\x00", "", "gzip"),
    "latin-1": (text(put("name_ru", lambda cell: "Zürich")).encode("latin-1"), "2:7", "is not UTF-8"),
    "koi8-r": (text(ROWS).encode("koi8-r"), "2:6", "is not UTF-8"),
    "other table": ("a,b,c\n1,2,3\n", "1:1", "has no column of a cities file, but: a, b, c"),
    "other table, semicolons": ("a;b;c\n1;2;3\n", "1:1", "has no column of a cities file"),
    "note below": (text([*ROWS, ["Source: Rosstat", *BLANK[1:]]]), "5:1", "holds only 'Source: Rosstat'"),
    "note in a cell": (text(ROWS) + "Source\n", "5:1", "holds only 'Source'"),
    "no name": (text(beside(ROWS, "", ["x", "y", "z"])), "1:1", "column 1 has no name"),
    "column twice": (text([[*row, row[7]] for row in ROWS]), "1:1", "a column twice: population"),
    "twice in other case": (text([[*ROWS[0], "LAT"], *([*row, "1"] for row in ROWS[1:])]), "1:1", "twice: lat"),
    "two columns missing": (text([[*row[:5], *row[7:]] for row in ROWS]), "1:1", "are columns that every"),
    "latitude": (text([[*ROWS[0][:5], "latitude", *ROWS[0][6:]], *ROWS[1:]]), "1:1", ""),
    "thousands": (text([[*ROWS[0][:7], "Population (thousands)", "leader"], *ROWS[1:]]), "1:63", "nothing"),
    "тыс.": (text([[*ROWS[0][:7], "population, тыс. чел.", "leader"], *ROWS[1:]], ";"), "1:63", "nothing"),
    "a point in a population": (text(put("population", lambda c: "400.000")), "2:49", "can be 400 or 400000; write"),
    "thousands with a part": (text(put("population", lambda c: "400.5")), "2:49", "In thousands? Then write 400500"),
    "a quote not closed": (text(ROWS).replace("Gamma", '"Gamma'), "4:1", "a quote is not closed"),
    "a separator in a name": (text(ROWS).replace("Gamma", "Gamma, old"), "4:1", "fields where the header has 9; put"),
    "a percent": (
        text([[*row, cell] for row, cell in zip(ROWS, ["support_start_share", "47%", "", ""], strict=True)]),
        "2:58",
        "; write 0.47",
    ),
    "a part in a hundred": (
        text([[*row, cell] for row, cell in zip(ROWS, ["support_start_share", "47", "", ""], strict=True)]),
        "2:58",
        "a share is between 0 and 1: write 0.47",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "place", "gist"), NAMED.values(), ids=NAMED)
def test_a_file_that_cannot_be_read_is_named_for_what_it_is(
    tmp_path: Path, content: str | bytes, place: str, gist: str
) -> None:
    first = refused(tmp_path, content)[0]
    assert str(first).startswith(f"{tmp_path / 'cities.csv'}:{place}{':' if place else ''}")
    assert gist in first.message


def test_what_is_no_table_of_cities_takes_one_line(tmp_path: Path) -> None:
    for name in ("xlsx", "html", "other table, semicolons", "note below", "no name", "two columns missing"):
        assert len(refused(tmp_path, NAMED[name][0])) == 1, name
    assert [p.message for p in refused(tmp_path, NAMED["latitude"][0])][-1].endswith("write lat")


def test_later_messages_keep_the_place_of_the_cell(tmp_path: Path) -> None:
    rows = [[cell.replace("Lower", "Low\ner") for cell in row] for row in ROWS]
    rows[3][5] = "95"
    (problem, *_) = refused(tmp_path, text(rows, ";").replace("Upper", '"Upper"'))
    assert str(problem).startswith(f"{tmp_path / 'cities.csv'}:4:")
    found = refused(tmp_path, text(put("lat", lambda cell: "95"), "\t"))
    assert [(p.line, p.column) for p in found] == [(2, 37), (3, 44), (4, 38)]
    found = refused(tmp_path, text(put("lat", lambda cell: "95")).encode("utf-16"))
    assert [(p.line, p.column) for p in found] == [(2, 37), (3, 44), (4, 38)]
