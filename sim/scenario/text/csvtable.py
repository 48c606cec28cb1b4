"""A table from a CSV file, field by field, with the place of each, as spreadsheet programs save it."""

from collections.abc import Collection
from itertools import islice
from typing import NamedTuple

from sim.scenario.text.csvheader import Header, read_header
from sim.scenario.text.csvrecords import MAX_LINE, Record, Records
from sim.scenario.text.decoding import read_table_text
from sim.scenario.text.files import Source
from sim.scenario.text.problems import Place, Problems, fail
from sim.scenario.text.scalars import shorten

MAX_BYTES = 1024 * 1024
MAX_ROWS = 2_000
MAX_LINES = 100_000  # blank ones included
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars (|)"}
_LOOKED_THROUGH = 10  # rows in which the header is looked for


class Line(NamedTuple):
    """One row of the table."""

    fields: dict[str, str]
    places: dict[str, Place]


class Table(NamedTuple):
    """The columns and rows of a file, and what else it says."""

    names: list[str]
    rows: list[Line]
    header: Place
    text: str


def read_csv(source: Source, known: Collection[str], problems: Problems) -> Table:
    """Return the columns and the rows. What is read otherwise than plain CSV is told in a warning.

    `known` are the names that columns may have: they tell the separator, and where the header stands.

    Raises
    ------
    ScenarioError: not text, no header line, a column twice, or a table beyond the limits.
    """
    decoded = read_table_text(source, MAX_BYTES)
    for remark in decoded.remarks:
        problems.warn(Place(source.shown, 1, 1), "", remark)
    _check_size(source, decoded.text)
    separator, skipped = _separator(decoded.text, known)
    if separator != ",":
        how = f"separates columns by {_SEPARATORS[separator]}, not commas, and is read as such"
        problems.warn(Place(source.shown, 1, 1), "", how)
    records = Records(source, decoded.text, separator, problems).after(skipped)
    at_most = MAX_ROWS + _LOOKED_THROUGH + 1  # more are too many wherever the header stands
    header, rows = _split(source, list(islice(records, at_most)), known, problems)
    return Table(header.names, rows, header.place, decoded.text)


def _check_size(source: Source, text: str) -> None:
    if not text.strip():
        raise fail(Place(source.shown, 1, 1), "", "has no header line")
    lines = text.split("\n")
    if len(lines) > MAX_LINES:
        raise fail(Place(source.shown), "", f"has more than {MAX_LINES:,} lines; leave out those that say nothing")
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE:
            message = f"is a line of {len(line):,} characters; at most {MAX_LINE:,} are possible"
            raise fail(Place(source.shown, number, 1), "", message)


def _separator(text: str, known: Collection[str]) -> tuple[str, int]:
    """Return the character between columns, and how many lines say nothing else (`sep=;`)."""
    first, *others = text.split("\n", _LOOKED_THROUGH)
    if first.lower().startswith("sep=") and first[4:5] in _SEPARATORS:
        return first[4], 1
    lines = [line[:MAX_LINE] for line in (first, *others[: _LOOKED_THROUGH - 1])]

    def score(separator: str) -> int:
        return max(_known_names(line.split(separator), known) for line in lines)

    return max(_SEPARATORS, key=score), 0  # commas where there is nothing to tell


def _known_names(cells: list[str], known: Collection[str]) -> int:
    return len({cell.strip('" ').casefold() for cell in cells}.intersection(known))


def _split(
    source: Source, records: list[Record], known: Collection[str], problems: Problems
) -> tuple[Header, list[Line]]:
    """Return the header and the rows below it; rows above it are titles, and are told."""
    if not records:
        raise fail(Place(source.shown, 1, 1), "", "has no header line")
    scores = [_known_names(record.values, known) for record in records[:_LOOKED_THROUGH]]
    start = scores.index(max(scores)) if max(scores) > 1 else 0
    if start:
        problems.warn(records[0].places[0], "", f"{start} rows above the header are left out")
    if len(records) - start - 1 > MAX_ROWS:
        raise fail(Place(source.shown), "", f"has too many rows; at most {MAX_ROWS:,} are possible")
    below = _even(records[start + 1 :], len(records[start].values))
    header = read_header(*records[start], [record.values for record in below], known, problems)
    lines = (_line(record, header, problems) for record in below)
    return header, [line for line in lines if line is not None]


def _even(records: list[Record], n_columns: int) -> list[Record]:
    """Return rows without blank fields beyond the header, where all rows have the same number of them."""
    same = len({len(record.values) for record in records}) == 1
    if not same or any(any(record.values[n_columns:]) for record in records):
        return records
    return [record._replace(values=record.values[:n_columns]) for record in records]


def _line(record: Record, header: Header, problems: Problems) -> Line | None:
    values, n_columns = record.values, header.n_columns
    filled = [value for value in values if value]
    if len(filled) == 1 and n_columns > 2:
        what = f"holds only '{shorten(filled[0])}'; leave titles and notes out of the table, or fill in the row"
        problems.add(record.places[0], "", what)
        return None
    if len(values) != n_columns:
        hint = "; put text that holds a separator into quotes" if len(values) > n_columns else ""
        message = f"has {len(values)} fields where the header has {n_columns}{hint}"
        problems.add(record.places[0], "", message)
        return None
    kept = header.kept
    return Line(
        {name: values[index] for name, index in kept.items()}, {n: record.places[index] for n, index in kept.items()}
    )
