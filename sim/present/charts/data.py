"""What a chart shows, and in which words: numbers on the axis, the finding as title, and what must travel with it."""

from typing import NamedTuple

import numpy as np

from sim.experiments.store.reader import Results
from sim.experiments.store.schema import ComparisonRow
from sim.model.outcomes import Outcome
from sim.present.changes import label
from sim.present.charts.amounts import Amounts, amounts_of_differences, amounts_of_levels, axis_of, over
from sim.present.charts.looks import Look
from sim.present.charts.notes import capital, difference_notes, finding, path_notes
from sim.present.charts.paths import Band, Numbers
from sim.present.words.language import words

N_LINES = 5  # arms drawn over time; tables have all of them


class Dot(NamedTuple):
    """The difference of one arm from the baseline, on the axis of its chart."""

    arm: str  # what it is called
    text: str
    span: str
    low: float
    value: float
    high: float
    look: Look
    marks: tuple[float, ...] = ()  # the points of a sweep, in place of the one value


class DifferenceChart(NamedTuple):
    """Differences of every arm from the baseline in one outcome."""

    name: str  # of its files
    title: str
    subtitle: str
    axis: str
    dots: tuple[Dot, ...]
    notes: tuple[str, ...]


class Line(NamedTuple):
    """One arm over time, on the axis of its chart."""

    arm: str  # what it is called
    low: Numbers  # 5% over seeds, (n_months,)
    median: Numbers
    high: Numbers  # 95%
    look: Look


class PathChart(NamedTuple):
    """One outcome over time, under some arms."""

    name: str  # of its files
    title: str
    subtitle: str
    axis: str
    years: Numbers  # (n_months,)
    begins: float  # [years] when the comparison begins
    lines: tuple[Line, ...]
    notes: tuple[str, ...]


Chart = DifferenceChart | PathChart


def rows_of(results: Results, outcome: Outcome) -> tuple[ComparisonRow, ...]:
    """Rows of an outcome, one for each policy that is compared, in the scenario's order."""
    found = results.comparison
    return tuple(found[arm, outcome.name] for arm in results.policies if (arm, outcome.name) in found)


def difference_chart(results: Results, outcome: Outcome, looks: dict[str, Look]) -> DifferenceChart | None:
    """Differences from the baseline; None where none of them is other than zero."""
    rows = [row for row in rows_of(results, outcome) if row.difference is not None]
    if not any(row.difference for row in rows):
        return None
    amounts = amounts_of_differences(outcome, rows)
    return DifferenceChart(
        f"difference-{outcome.name}",
        finding(results, outcome, rows),
        words().say("chart.subtitle.difference", baseline=results.called(results.baseline)),
        words().say("chart.axis.difference", unit=axis_of(outcome, amounts.scale)),
        tuple(_dot(results.called(row.policy), row, amounts, looks[row.policy]) for row in rows),
        difference_notes(results, outcome, rows),
    )


def _dot(arm: str, row: ComparisonRow, amounts: Amounts, look: Look) -> Dot:
    assert row.difference is not None
    value = row.difference * amounts.factor
    low, high = (end * amounts.factor for end in row.interval or (row.difference, row.difference))
    return Dot(arm, amounts.difference(row), amounts.span(row), low, value, high, look)


def path_chart(
    results: Results, outcome: Outcome, found: dict[tuple[str, str], Band], looks: dict[str, Look]
) -> PathChart | None:
    """Median and middle 90% of runs over time, of the first arms; None where all is zero."""
    own = {arm: found[arm, outcome.name] for arm in looks if (arm, outcome.name) in found}
    shown = dict(list(own.items())[:N_LINES])
    if not any(np.nan_to_num(band.high).any() for band in shown.values()):
        return None
    months = next(iter(shown.values())).months
    amounts = amounts_of_levels(outcome, max(float(np.nanmax(band.high)) for band in shown.values()))
    rows = [row for row in rows_of(results, outcome) if row.policy in shown and row.difference is not None]
    return PathChart(
        f"path-{outcome.name}",
        finding(results, outcome, rows),
        words().say("chart.subtitle.path", outcome=capital(label(outcome)), over=over(outcome)),
        axis_of(outcome, amounts.scale),
        np.array([_year(month) for month in months]),
        _year(results.window[0]),
        tuple(_line(results.called(arm), band, amounts.factor, looks[arm]) for arm, band in shown.items()),
        path_notes(results, outcome, rows, len(own) - len(shown)),
    )


def _line(arm: str, band: Band, factor: float, look: Look) -> Line:
    return Line(arm, band.low * factor, band.median * factor, band.high * factor, look)


def _year(month: str) -> float:
    """Where a month lies on an axis of years.

    >>> _year("2021-07")
    2021.5
    """
    year, number = month.split("-")
    return int(year) + (int(number) - 1) / 12.0
