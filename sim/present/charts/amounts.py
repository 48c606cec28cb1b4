"""Numbers of a picture: two significant digits, signed, per cent and percentage points apart."""

from collections.abc import Iterable
from typing import NamedTuple

from sim.experiments.store.schema import ComparisonRow
from sim.model.outcomes import Outcome
from sim.present.changes import carried_by_few
from sim.present.numbers import Scale, difference_scale, is_share, level_scale, two_digits

_DOUBTS = {"unclear": "no clear difference", "too few": "too few pairs differ for a claim"}


class Amounts(NamedTuple):
    """How the numbers of one chart are written."""

    factor: float
    suffix: str
    share: bool

    def difference(self, row: ComparisonRow) -> str:
        """A difference, with its size relative to the baseline where that says something."""
        if row.reading == "equal":
            return "the same in every run"
        assert row.difference is not None
        text = f"{signed(row.difference * self.factor)}{self.suffix}"
        relative = "" if self.share else relative_of(row)
        return f"{text} ({relative})" if relative else text

    def span(self, row: ComparisonRow) -> str:
        """What the interval of a row says, and what a reader would otherwise not know of it."""
        if row.interval is None:
            return "no interval: it needs at least two seeds"
        if row.reading == "equal":
            return f"no difference in any of {row.n_pairs} pairs of runs"
        low, high = (signed(end * self.factor) for end in row.interval)
        parts = [acted(row), _DOUBTS.get(row.reading, ""), f"{low} to {high}{self.suffix}", self._median(row)]
        return "; ".join(filter(None, parts))

    def _median(self, row: ComparisonRow) -> str:
        """The median, where a few runs carry the mean."""
        if row.median_difference is None or row.reading not in ("more", "less") or not carried_by_few(row):
            return ""
        median = f"{signed(row.median_difference * self.factor)}{self.suffix}"
        return f"a few runs carry it: median {median}, {row.same_sign_pairs} of {row.n_pairs} pairs with this sign"


def acted(row: ComparisonRow) -> str:
    """Say in how many pairs a policy changed anything, where it was not in all; empty where it was."""
    if row.acted_pairs is None or row.acted_pairs == row.n_pairs:
        return ""
    return f"changed nothing at all in {row.n_pairs - row.acted_pairs} of {row.n_pairs} pairs"


def amounts_of_differences(outcome: Outcome, rows: Iterable[ComparisonRow]) -> Amounts:
    """How the differences of an outcome are written."""
    ends = [end for row in rows for end in (row.difference, row.lo95, row.hi95)]
    return _amounts(outcome, difference_scale(outcome.unit, *ends))


def amounts_of_levels(outcome: Outcome, largest: float) -> Amounts:
    """How the levels of an outcome are written."""
    return _amounts(outcome, level_scale(outcome.unit, largest))


def _amounts(outcome: Outcome, scale: Scale) -> Amounts:
    return Amounts(
        scale.factor, scale.suffix.replace("pp", "percentage points").replace(" %", "%"), is_share(outcome.unit)
    )


def axis_of(outcome: Outcome, amounts: Amounts) -> str:
    """What one unit on the axis is."""
    suffix = amounts.suffix.strip()
    if suffix in ("bn", "M"):
        return f"{'Billion' if suffix == 'bn' else 'Million'} {outcome.unit}"
    if amounts.share:
        return suffix.replace("%", "per cent").capitalize()
    return outcome.unit[:1].upper() + outcome.unit[1:]


def signed(value: float) -> str:
    """Write a number with its sign, in two significant digits.

    Examples
    --------
    >>> signed(0.0704), signed(0.0)
    ('+0.07', '0')
    """
    return _sign(value) + two_digits(value)


def _sign(value: float) -> str:
    return "+" if value > 0.0 else "\N{MINUS SIGN}" if value < 0.0 else ""


def relative_of(row: ComparisonRow) -> str:
    """A difference in per cent of its baseline; empty where that says nothing."""
    if row.difference is None or row.baseline_mean is None or row.baseline_mean <= 0.0:
        return ""
    relative = 100.0 * row.difference / row.baseline_mean
    if 0.0 < abs(relative) < 0.01:
        return f"{_sign(relative)}, under 0.01%"
    return f"{signed(relative)}%"
