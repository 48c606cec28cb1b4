"""Published figures that the model is held against: sim/data/targets.csv, read and checked once."""

import csv
from functools import cache
from importlib.resources import files
from math import inf, isfinite, isnan
from typing import Literal, NamedTuple

from sim.analysis.fit.figures import MEASURES, PARAMETER_MEASURES, Paths, Span
from sim.model.outcomes import OUTCOME_NAMES
from sim.scenario.text.months import parse_month

Use = Literal["cal", "val", "input"]
KINDS: dict[Use, str] = {"cal": "fitted", "val": "held out", "input": "input"}
_USES: dict[str, Use] = {use: use for use in KINDS}

_FARTHEST = 3.0  # in half-widths: a target that nothing reaches must not drown the others


class Target(NamedTuple):
    """One number of a published figure, as the model would show it."""

    id: str
    target: str  # the figure it belongs to, T01 to T25
    use: Use
    measure: str  # a name in MEASURES or PARAMETER_MEASURES
    outcome: str
    place: str  # country, a city, or "all but CITY and CITY"
    first: int | None  # [months] year * 12 + month - 1
    last: int | None
    low: float  # -inf where only `high` binds
    high: float
    unit: str
    says: str
    source: str

    @property
    def last_month(self) -> int:
        """The month up to which a run must go; 0 where any run will do."""
        if self.last is None:
            return 0
        if self.measure == "bump":  # looks at the span after this one as well
            return 2 * self.last - (self.first or 0) + 1
        return self.last

    def measured(self, paths: Paths) -> float:
        """Return what the figure would be in one run; NaN where it is undefined."""
        if self.measure in PARAMETER_MEASURES:
            return PARAMETER_MEASURES[self.measure](paths.world.parameters)
        return MEASURES[self.measure](paths, Span(self.outcome, self.place, self.first, self.last))

    def holds(self, value: float) -> bool:
        """Whether a value lies inside the tolerance."""
        return self.low <= value <= self.high

    def distance(self, value: float) -> float:
        """Return how far a value is from the target: 1 at the edge of the tolerance, at most 3.

        Two bounds: from their middle, in half-widths. One bound: 0 inside, else 1 and the gap relative to
        the bound. An undefined value counts as farthest.

        Examples
        --------
        >>> target = Target("T", "T", "cal", "last", "offences", "country", None, 0, 90.0, 110.0, "", "", "")
        >>> target.distance(100.0), target.distance(110.0), target.distance(1e9)
        (0.0, 1.0, 3.0)
        >>> target._replace(high=inf).distance(95.0), target._replace(high=inf).distance(45.0)
        (0.0, 1.5)
        """
        if isnan(value):
            return _FARTHEST
        if isfinite(self.low) and isfinite(self.high) and self.low < self.high:
            return min(_FARTHEST, abs(value - 0.5 * (self.low + self.high)) / (0.5 * (self.high - self.low)))
        if self.holds(value):
            return 0.0
        bound = self.low if value < self.low else self.high
        return min(_FARTHEST, 1.0 + abs(value - bound) / max(abs(bound), 1.0))


@cache
def all_targets() -> tuple[Target, ...]:
    """Return every target, in the order of the file.

    Raises
    ------
    ValueError: the file itself is wrong.
    """
    text = files("sim").joinpath("data", "targets.csv").read_text(encoding="utf-8")
    targets = tuple(read_target(row) for row in csv.DictReader(text.splitlines()))
    if len({target.id for target in targets}) < len(targets):
        raise ValueError("targets.csv: an id stands twice")
    return targets


def read_target(row: dict[str, str]) -> Target:
    """Return one row of targets.csv as a target.

    Raises
    ------
    ValueError: a bound, a month, the use, the measure or the outcome is wrong.
    """
    name = row["id"]
    low, high = float(row["low"] or -inf), float(row["high"] or inf)
    faults = {
        "needs low or high, and low not above high": not low <= high or (low, high) == (-inf, inf),
        "needs a use (cal, val or input), words, a unit and a source": not _is_described(row),
        f"unknown measure {row['measure']!r}": not _is_measured(row),
        f"the model has no outcome {row['outcome']!r}": row["measure"] in MEASURES
        and row["outcome"] not in OUTCOME_NAMES,
    }
    for fault, is_there in faults.items():
        if is_there:
            raise ValueError(f"targets.csv: {name}: {fault}")
    months = [parse_month(row[key]) if row[key] else None for key in ("first", "last")]
    use = _USES[row["use"]]
    return Target(
        name, row["target"], use, row["measure"], row["outcome"], row["place"], months[0], months[1],
        low, high, row["unit"], row["says"], row["source"],
    )  # fmt: skip


def _is_described(row: dict[str, str]) -> bool:
    return row["use"] in KINDS and all(row[key] for key in ("says", "source", "unit"))


def _is_measured(row: dict[str, str]) -> bool:
    return row["measure"] in MEASURES or (row["measure"] in PARAMETER_MEASURES and row["use"] == "input")
