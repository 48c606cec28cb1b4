"""Numbers of a picture: two significant digits, signed, per cent and percentage points apart."""

from collections.abc import Iterable
from typing import NamedTuple

from sim.experiments.store.schema import ComparisonRow
from sim.model.outcomes import Outcome
from sim.present.changes import carried_by_few
from sim.present.numbers import Scale, difference_scale, is_share, level_scale, two_digits
from sim.present.words.language import KEPT, words

_UNITS = {"bn": "billion", "M": "million", "%": "percent", "pp": "points"}  # by the suffix of a scale


class Amounts(NamedTuple):
    """How the numbers of one chart are written."""

    scale: Scale
    share: bool

    @property
    def factor(self) -> float:
        """What a value is multiplied by to be written."""
        return self.scale.factor

    def written(self, number: str) -> str:
        """A number with its suffix; the two never stand on two lines."""
        if self.scale.suffix.strip() == "pp":
            return words().say("chart.number.points", number=number).replace(" ", KEPT, 1)
        return number + self.scale.suffix.replace(" ", KEPT)

    def signed(self, value: float) -> str:
        """A difference with its sign."""
        return self.written(signed(value * self.factor))

    def relative(self, row: ComparisonRow) -> str:
        """A difference, with its size relative to the baseline where that says something."""
        assert row.difference is not None
        text, relative = self.signed(row.difference), "" if self.share else relative_of(row)
        return words().say("chart.number.relative", number=text, relative=relative) if relative else text

    def difference(self, row: ComparisonRow) -> str:
        """What a chart says beside the name of an arm."""
        return words().say("reading.equal") if row.reading == "equal" else self.relative(row)

    def span(self, row: ComparisonRow) -> str:
        """What the interval of a row says, and what a reader would otherwise not know of it."""
        if row.interval is None:
            return words().say("chart.span.none")
        if row.reading == "equal":
            return words().say("chart.span.equal", n=row.n_pairs)
        doubt = reading_text(row) if row.reading in ("unclear", "too few") else ""
        return "; ".join(filter(None, (acted(row), doubt, self.ends(row))))

    def ends(self, row: ComparisonRow) -> str:
        """The interval of a row; with the median, where a few runs carry the mean."""
        assert row.interval is not None
        low, high = row.interval
        ends = words().say("chart.span.ends", low=signed(low * self.factor), high=self.signed(high))
        return "; ".join(filter(None, (ends, self._median(row))))

    def _median(self, row: ComparisonRow) -> str:
        """The median, where a few runs carry the mean."""
        if row.median_difference is None or row.reading not in ("more", "less") or not carried_by_few(row):
            return ""
        median = self.signed(row.median_difference)
        return words().say("chart.span.few", median=median, k=row.same_sign_pairs, n=row.n_pairs)


def reading_text(row: ComparisonRow) -> str:
    """What may be said of a row, in words."""
    return words().say(f"reading.{row.reading.replace(' ', '_')}")


def acted(row: ComparisonRow) -> str:
    """Say in how many pairs a policy changed nothing, where it was in some; empty where it was in none."""
    if row.acted_pairs is None or row.acted_pairs == row.n_pairs:
        return ""
    return words().say("chart.span.idle", k=row.n_pairs - row.acted_pairs, n=row.n_pairs)


def amounts_of_differences(outcome: Outcome, rows: Iterable[ComparisonRow]) -> Amounts:
    """How the differences of an outcome are written."""
    ends = [end for row in rows for end in (row.difference, row.lo95, row.hi95)]
    return Amounts(difference_scale(outcome.unit, *ends), is_share(outcome.unit))


def amounts_of_levels(outcome: Outcome, largest: float) -> Amounts:
    """How the levels of an outcome are written."""
    return Amounts(level_scale(outcome.unit, largest), is_share(outcome.unit))


def axis_of(outcome: Outcome, scale: Scale) -> str:
    """What one unit on the axis is."""
    name = _UNITS.get(scale.suffix.strip())
    if name is None:
        return outcome.unit[:1].upper() + outcome.unit[1:]
    key = f"chart.axis.{name}"
    return words().say(key, unit=outcome.unit) if "unit" in words().slots(key) else words().say(key)


def over(outcome: Outcome) -> str:
    """Say over which months the line of an outcome counts."""
    return words().say(f"over.{'sum' if outcome.over_time == 'sum' else 'each'}")


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
        return words().say("chart.number.tiny", sign=_sign(relative))
    return f"{signed(relative)}%"
