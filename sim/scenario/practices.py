"""The practices of control rooms that were published: sim/data/practices.csv, read and checked once."""

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

HOLDS = {"fpir": "false alerts per search", "fmr": "false matches per comparison"}


class Practice(NamedTuple):
    """What control rooms were seen to hold, and since when.

    Attributes:
        holds: "fpir" [probability per search], or "fmr" [probability per comparison], whose FPIR grows with the list.
        since: first month in which it was seen, YYYY-MM.
    """

    name: str
    holds: str
    value: float
    low: float
    high: float
    since: str
    meaning: str
    source: str

    @property
    def unit(self) -> str:
        """Return what the value counts."""
        return HOLDS[self.holds]


@cache
def published_practices() -> dict[str, Practice]:
    """Return every practice by its name, in the order of the file.

    Raises
    ------
    ValueError: the file itself is wrong.
    """
    text = files("sim").joinpath("data", "practices.csv").read_text(encoding="utf-8")
    return {row["name"]: practice_of(row) for row in csv.DictReader(text.splitlines())}


def practice_of(row: dict[str, str]) -> Practice:
    """Return the practice of a row.

    Raises
    ------
    ValueError: the row is wrong.
    """
    if tuple(row) != Practice._fields:
        raise ValueError(f"practices.csv: {row['name']}: one value for each of {', '.join(Practice._fields)}")
    value, low, high = (float(row[name]) for name in ("value", "low", "high"))
    if row["holds"] not in HOLDS or not 0.0 < low <= value <= high < 1.0:
        raise ValueError(f"practices.csv: {row['name']}: holds {' or '.join(HOLDS)}, with 0 < low <= value <= high < 1")
    return Practice(row["name"], row["holds"], value, low, high, row["since"], row["meaning"], row["source"])
