"""The fields of one row of a cities file, checked one by one."""

import re

from sim.scenario.text.csvtable import Line
from sim.scenario.text.meant import number_hint
from sim.scenario.text.problems import Place, Problems, did_you_mean
from sim.scenario.text.quantities import readings
from sim.scenario.text.scalars import scalar, shorten


class Unusual:
    """Collects numbers that are read otherwise than written, so that one warning tells all."""

    def __init__(self) -> None:
        self.found: list[tuple[Place, str, str, str]] = []

    def tell(self, problems: Problems) -> None:
        """Warn of them once, at the first."""
        if self.found:
            place, name, written, read = min(self.found)
            many = f", and {len(self.found) - 1} more like it" if len(self.found) > 1 else ""
            message = f"'{shorten(written)}' is read as {read}{many}; write numbers without separators, and a point"
            problems.warn(place, name, message)


class Fields:
    """Reads the fields of one row; notes problems and remembers whether there were any."""

    def __init__(self, row: Line, problems: Problems, unusual: Unusual) -> None:
        self.row, self.problems, self.unusual, self.sound = row, problems, unusual, True

    def wrong(self, name: str, message: str) -> None:
        """Note what is wrong with a field."""
        self.sound = False
        self.problems.add(self.row.places[name], name, message)

    def text(self, name: str, pattern: str = r".{1,100}") -> str:
        """Return a text that has to be there."""
        value = self.row.fields[name]
        if not re.fullmatch(pattern, value):
            self.wrong(name, f"must be filled in properly; got '{shorten(value)}'")
        return value

    def number(self, name: str, low: float, high: float, *, whole: bool = False, hint: str = "") -> float:
        """Return a number; NaN for a field that is blank or not there."""
        value = self.row.fields.get(name, "")
        if not value:
            return float("nan")
        number = _plain(value)
        if number is None:
            possible = [text for text in readings(value) if not (whole and "." in text)]
            within = [text for text in possible if low <= float(text) <= high]
            if len(within) == 1:
                self.unusual.found.append((self.row.places[name], name, value, within[0]))
                number = float(within[0])
        if number is None or not low <= number <= high:
            unit = "share" if (low, high) == (0.0, 1.0) else ""
            meant = number_hint(value if number is None else number, unit)
            self.wrong(name, _refusal(value, low, high, meant or hint))
            return float("nan")
        return number

    def choice(self, name: str, words: dict[str, int]) -> int:
        """Return what a word stands for."""
        value = self.row.fields.get(name, "").lower()
        if value not in words:
            self.wrong(name, f"is '{shorten(value)}'; {did_you_mean(value, (word for word in words if word))}")
        return words.get(value, 0)


def _plain(value: str) -> float | None:
    """Return a number as scenarios write it, nothing if it is none."""
    try:
        number = scalar(value)
    except ValueError:
        return None
    return None if isinstance(number, bool) or not isinstance(number, int | float) else float(number)


def _refusal(value: str, low: float, high: float, hint: str) -> str:
    return f"must be a number from {low:g} to {high:g}; got '{shorten(value)}'{hint}"
