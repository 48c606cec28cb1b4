"""Lines of the table, bars, and how both are written."""

from collections.abc import Sequence
from math import inf
from typing import NamedTuple


class Bar(NamedTuple):
    """A goal for a figure, both ends included."""

    text: str
    low: float = -inf
    high: float = inf

    def verdict(self, value: float) -> str:
        """Tell whether a figure meets the bar."""
        return "met" if self.low <= value <= self.high else "missed"


class Row(NamedTuple):
    """One line of the table; empty where a column has no meaning."""

    what: str
    citizens: str = ""
    time: str = ""
    rate: str = ""
    ratio: str = ""
    peak: str = ""
    memory_limit: str = ""
    bar: str = ""
    met: str = ""

    def against(self, bar: Bar | None, value: float) -> "Row":
        """Return the line with a bar and whether a figure meets it."""
        return self if bar is None else self._replace(bar=bar.text, met=bar.verdict(value))


HEADER = Row(
    "what", "citizens", "time", "M citizen-months/s", "ratio in this run", "peak MB", "of memory limit", "bar", "bar is"
)


def as_text(rows: Sequence[Row]) -> str:
    """Return the table with aligned columns."""
    table = [HEADER, *rows]
    widths = [max(len(row[k]) for row in table) for k in range(len(HEADER))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table)
    return "\n".join(lines)


def as_markdown(rows: Sequence[Row]) -> str:
    """Return the table as Markdown."""
    ruler = "|---" * len(HEADER) + "|"
    lines = ["| " + " | ".join(row) + " |" for row in [HEADER, *rows]]
    return "\n".join([lines[0], ruler, *lines[1:]])
