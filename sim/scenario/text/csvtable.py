"""A table from a CSV file, field by field, with the place of each, as spreadsheet programs save it."""

import csv
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from sim.scenario.text.csvheader import Header, read_header
from sim.scenario.text.decoding import read_table_text
from sim.scenario.text.files import Source
from sim.scenario.text.problems import Place, Problems, fail
from sim.scenario.text.scalars import check_text, shorten

if TYPE_CHECKING:
    import _csv

MAX_BYTES = 4 * 1024 * 1024
MAX_LINE = 20_000  # characters of a row
MAX_LINES = 100_000  # blank ones included
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars (|)"}
_LOOKED_THROUGH = 10  # rows in which the header is looked for


class Line(NamedTuple):
    """One row of the table."""

    fields: dict[str, str]
    places: dict[str, Place]


class Record(NamedTuple):
    """The fields of a row as they stand there."""

    values: list[str]
    places: list[Place]


class Table(NamedTuple):
    """The columns and rows of a file, and what else it says."""

    names: list[str]
    rows: list[Line]
    header: Place
    text: str


def read_csv(source: Source, known: Collection[str], max_rows: int, problems: Problems) -> Table:
    """Return the columns and the rows. What is read otherwise than plain CSV is told in a warning.

    `known` are the names that columns may have: they tell the separator, and where the header stands.

    Raises
    ------
    ScenarioError: not text, no header line, a column twice, or more than `max_rows` rows.
    """
    decoded = read_table_text(source, MAX_BYTES)
    for remark in decoded.remarks:
        problems.warn(Place(source.shown, 1, 1), "", remark)
    if decoded.text.count("\n") > MAX_LINES:
        raise fail(Place(source.shown), "", f"has more than {MAX_LINES} lines; leave out those that say nothing")
    separator, skipped = _separator(decoded.text, known)
    if separator != ",":
        how = f"separates columns by {_SEPARATORS[separator]}, not commas, and is read as such"
        problems.warn(Place(source.shown, 1, 1), "", how)
    records = _Records(source, decoded.text, separator, problems, max_rows).after(skipped)
    header, rows = _split(source, list(records), known, problems)
    return Table(header.names, rows, header.place, decoded.text)


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


class _Records:
    """Reads rows one after the other; blank ones are counted and left out."""

    def __init__(self, source: Source, text: str, separator: str, problems: Problems, max_rows: int) -> None:
        self.source, self.separator, self.problems, self.max_rows = source, separator, problems, max_rows
        self.lines = text.split("\n")

    def after(self, skipped: int) -> Iterator[Record]:
        """Return the rows that say something, without the first lines."""
        lines = self.lines[skipped:]
        reader = csv.reader((f"{line}\n" for line in lines), delimiter=self.separator, strict=True)
        blank: list[int] = []
        found = 0
        for begin, end, values in self._read(reader):
            first = begin + skipped + 1
            if any(value.strip() for value in values):
                found += 1
                if found > self.max_rows + _LOOKED_THROUGH:
                    raise fail(
                        Place(self.source.shown), "", f"has more than the {self.max_rows} rows that are possible"
                    )
                yield from self._record(first, "\n".join(lines[begin:end]), values)
            elif values:
                blank.append(first)
        if blank:
            message = f"{len(blank)} rows without a value are left out"
            self.problems.warn(Place(self.source.shown, blank[0], 1), "", message)

    def _read(self, reader: "_csv.Reader") -> Iterator[tuple[int, int, list[str]]]:
        """Yield the lines that each row begins and ends at, and its fields."""
        while True:
            begin = reader.line_num
            try:
                values = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self._note(begin + 1, str(error))
                continue
            yield begin, reader.line_num, values

    def _record(self, first: int, raw: str, values: list[str]) -> Iterator[Record]:
        if len(raw) > MAX_LINE:
            self._note(first, f"more than {MAX_LINE} characters")
            return
        try:
            check_text(raw.replace("\t", " "))
        except ValueError as error:
            self._note(first, str(error))
            return
        starts = _starts(raw, self.separator)
        places = [Place(self.source.shown, first + line, column) for line, column in starts]
        yield Record([value.strip() for value in values], places)

    def _note(self, line: int, reason: str) -> None:
        hint = "; a quote is not closed" if reason == "unexpected end of data" else ""
        self.problems.add(Place(self.source.shown, line, 1), "", f"is not a line of a table: {reason}{hint}")


def _starts(raw: str, separator: str) -> list[tuple[int, int]]:
    """Return the line, from 0, and the column, from 1, at which each field begins.

    Examples
    --------
    >>> _starts('a,"b,c",d', ",")
    [(0, 1), (0, 3), (0, 9)]
    >>> _starts('a"b,c', ",")
    [(0, 1), (0, 5)]
    """
    starts, begin, quoted, line, before = [(0, 1)], 0, False, 0, 0
    for position, character in enumerate(raw):
        quoted ^= character == '"' == raw[begin]  # elsewhere than at the start, a quote is a character
        if character == "\n":
            line, before = line + 1, position + 1
        elif character == separator and not quoted:
            begin = position + 1
            starts.append((line, begin - before + 1))
            if begin == len(raw):
                break
    return starts
