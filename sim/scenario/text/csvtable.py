"""A CSV file, field by field, with the place of each."""

import csv
from collections.abc import Iterator
from typing import NamedTuple

from sim.scenario.text.files import Source
from sim.scenario.text.problems import Place, Problems, fail
from sim.scenario.text.scalars import check_text

MAX_BYTES = 1024 * 1024
MAX_ROWS = 2_000
MAX_COLUMNS = 500
MAX_LINE = 16_000


class Line(NamedTuple):
    """One line of the table."""

    fields: dict[str, str]
    places: dict[str, Place]


def read_csv(source: Source, text: str, problems: Problems) -> tuple[list[str], list[Line]]:
    """Return the columns and the rows.

    Raises
    ------
    ScenarioError: no header line, a column twice, or a table beyond the limits, told before it is read.
    """
    _check_size(source, text)
    lines = _lines(source, text, problems)
    names = [name.strip() for name in next(lines, ([], []))[0]]
    if not names:
        raise fail(Place(source.shown, 1, 1), "", "has no header line")
    if len(names) > MAX_COLUMNS:
        raise fail(Place(source.shown, 1, 1), "", f"has {len(names):,} columns; at most {MAX_COLUMNS} are possible")
    if len(set(names)) < len(names):
        raise fail(Place(source.shown, 1, 1), "", "has a column twice")
    rows = []
    for values, places in lines:
        if len(values) != len(names):
            message = f"has {len(values)} fields where the header has {len(names)}"
            problems.add(places[0], "", message)
            continue
        stripped = (value.strip() for value in values)
        rows.append(Line(dict(zip(names, stripped, strict=True)), dict(zip(names, places, strict=True))))
    return names, rows


def _check_size(source: Source, text: str) -> None:
    lines = text.split("\n")
    n_rows = sum(1 for line in lines if line and not line.isspace()) - 1
    if n_rows > MAX_ROWS:
        raise fail(Place(source.shown), "", f"has {n_rows:,} rows; at most {MAX_ROWS:,} are possible")
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE:
            message = f"is a line of {len(line):,} characters; at most {MAX_LINE:,} are possible"
            raise fail(Place(source.shown, number, 1), "", message)


def _lines(source: Source, text: str, problems: Problems) -> Iterator[tuple[list[str], list[Place]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            check_text(line.replace("\t", " "))
            values = next(csv.reader([line], strict=True))
        except (csv.Error, ValueError) as error:
            problems.add(Place(source.shown, number, 1), "", f"is not a line of a table: {error}")
            continue
        yield values, [Place(source.shown, number, column) for column in _columns(line)]


def _columns(line: str) -> list[int]:
    """Return the column at which each field begins.

    Examples
    --------
    >>> _columns('a,"b,c",d')
    [1, 3, 9]
    >>> _columns('a"b,c')
    [1, 5]
    """
    starts, quoted = [1], False
    for position, character in enumerate(line, start=1):
        quoted ^= character == '"' == line[starts[-1] - 1]  # elsewhere than at the start, a quote is a character
        if character == "," and not quoted:
            starts.append(position + 1)
    return starts
