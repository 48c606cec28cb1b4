"""The rows of a CSV file as they stand there, which may go on over several lines, with the place of each field."""

import csv
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sim.scenario.text.files import Source
from sim.scenario.text.problems import Place, Problems
from sim.scenario.text.scalars import check_text

if TYPE_CHECKING:
    import _csv

MAX_LINE = 16_000  # characters of a line, and of a row


class Record(NamedTuple):
    """The fields of a row as they stand there."""

    values: list[str]
    places: list[Place]


class Records:
    """Reads rows one after the other; blank ones are counted and left out."""

    def __init__(self, source: Source, text: str, separator: str, problems: Problems) -> None:
        self.source, self.separator, self.problems = source, separator, problems
        self.lines = text.split("\n")

    def after(self, skipped: int) -> Iterator[Record]:
        """Return the rows that say something, without the first lines."""
        lines = self.lines[skipped:]
        reader = csv.reader((f"{line}\n" for line in lines), delimiter=self.separator, strict=True)
        blank: list[int] = []
        for begin, end, values in self._read(reader):
            first = begin + skipped + 1
            if any(value.strip() for value in values):
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
            self._note(first, f"{len(raw):,} characters; at most {MAX_LINE:,} are possible")
            return
        try:
            check_text(raw.replace("\t", " "))
        except ValueError as error:
            self._note(first, str(error))
            return
        starts = starts_of(raw, self.separator)
        places = [Place(self.source.shown, first + line, column) for line, column in starts]
        yield Record([value.strip() for value in values], places)

    def _note(self, line: int, reason: str) -> None:
        hint = "; a quote is not closed" if reason == "unexpected end of data" else ""
        self.problems.add(Place(self.source.shown, line, 1), "", f"is not a line of a table: {reason}{hint}")


def starts_of(raw: str, separator: str) -> list[tuple[int, int]]:
    """Return the line, from 0, and the column, from 1, at which each field begins.

    Examples
    --------
    >>> starts_of('a,"b,c",d', ",")
    [(0, 1), (0, 3), (0, 9)]
    >>> starts_of('a"b,c', ",")
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
