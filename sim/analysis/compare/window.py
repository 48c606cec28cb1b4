"""Outcomes of each run over a window of months, added up as the dictionary says."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sim.experiments.problems import UsageError
from sim.experiments.store.parquet import connect, quoted, rows_of
from sim.experiments.store.record import Record, window_of
from sim.experiments.store.schema import COUNTRY, VALUES
from sim.model.outcomes import OUTCOMES, Outcome
from sim.scenario.text.months import parse_month

Totals = dict[tuple[str, str], dict[int, float]]  # (policy, outcome) -> seed -> value; undefined is absent

# One thread adds values in the order of the file, in which the months of a run lie one after another.
_QUERY = """
    SELECT of_point, policy, seed, outcome, sum(value), avg(value), max_by(value, month), count(*) = count(value)
    FROM (
        SELECT policy, seed, outcome, month, value, {point} AS of_point FROM {values}
        WHERE place = {country} AND month BETWEEN {first} AND {last} AND seed BETWEEN $first AND $last
    )
    GROUP BY of_point, policy, seed, outcome ORDER BY of_point, policy, seed, outcome
"""
_ROWS_AT_ONCE = 4_000_000  # of the stored table, so that memory does not grow with the number of seeds
_SIZE = "SELECT count(*), max(seed) FROM {rows}"
_YEARS = 10_000  # more than a calendar has: point and year make one number


class Window(NamedTuple):
    """First and last month that count, as YYYY-MM."""

    first: str
    last: str

    def __str__(self) -> str:
        """Return both in words."""
        return f"{self.first} to {self.last}"


class _Sums(NamedTuple):
    total: float | None
    mean: float | None  # over months in which the outcome is defined
    last: float | None  # of the months in which it is defined
    complete: bool


_RunSums = dict[tuple[str, int], dict[str, _Sums]]  # (policy, seed) -> outcome -> sums


def comparison_window(record: Record, first: str | None = None, last: str | None = None) -> Window:
    """Return the months that a comparison counts: by default from the first lever difference on.

    Raises
    ------
    UsageError
        A month is not written as YYYY-MM, or the months lie outside the experiment or in the wrong order.
    """
    usual = window_of(record)
    window = Window(first or usual[0], last or usual[1])
    for month in window:
        try:
            parse_month(month)
        except ValueError:
            raise UsageError(f"{month!r} is not a month; a month of a period is written as in 2021-05") from None
    begin, end = record.months
    if not begin <= window.first <= window.last <= end:
        raise UsageError(f"{window} is not a period within {begin} to {end}")
    return window


def window_totals(folder: Path, window: Window) -> Totals:
    """Return each outcome of each run over the window, for the country."""
    return _by_point(folder, window, "0").get(0, {})  # folders of schema 1 have no column of points


def totals_by_point(folder: Path, window: Window) -> dict[int, Totals]:
    """Return the same at each point of a sweep that has a run."""
    return _by_point(folder, window, "point")


def totals_by_year(folder: Path, record: Record) -> dict[tuple[int, int], Totals]:
    """Return the same for each calendar year, by point and year; of the months that are simulated."""
    key = f"point * {_YEARS} + CAST(month[:4] AS BIGINT)"
    found = _by_point(folder, Window(*record.months), key)
    return {divmod(number, _YEARS): totals for number, totals in found.items()}


def _by_point(folder: Path, window: Window, point: str) -> dict[int, Totals]:
    rows = rows_of(folder / VALUES.file)
    query = _QUERY.format(
        point=point, values=rows, country=quoted(COUNTRY), first=quoted(window.first), last=quoted(window.last)
    )
    totals: defaultdict[int, Totals] = defaultdict(dict)
    with connect() as connection:
        for first, last in blocks_of_seeds(connection, rows):
            sums: defaultdict[int, _RunSums] = defaultdict(dict)
            for number, policy, seed, outcome, *numbers in connection.execute(
                query, {"first": first, "last": last}
            ).fetchall():
                sums[number].setdefault((policy, seed), {})[outcome] = _Sums(*numbers)
            for number, of_point in sums.items():
                _add_totals(totals[number], of_point)
    return dict(totals)


def blocks_of_seeds(connection: Any, rows: str) -> Iterator[tuple[int, int]]:
    """Yield first and last seed of blocks that hold about as many rows as fit into memory."""
    ((n_rows, last),) = connection.execute(_SIZE.format(rows=rows)).fetchall()
    if n_rows:
        size = max(1, int(_ROWS_AT_ONCE * (last + 1) / n_rows))
        yield from ((first, first + size - 1) for first in range(0, last + 1, size))


def _add_totals(totals: Totals, sums: _RunSums) -> None:
    """Add what these runs come to."""
    for (policy, seed), by_name in sums.items():
        for outcome in OUTCOMES:
            if outcome.name not in by_name:  # made by a version that did not have it
                continue
            seeds = totals.setdefault((policy, outcome.name), {})
            value = add_up(outcome, by_name)
            if value is not None:
                seeds[seed] = value


def add_up(outcome: Outcome, sums: dict[str, Any]) -> float | None:
    """Return an outcome over the window; None where it is undefined.

    A mean is taken over the months in which the outcome is defined.
    """
    if outcome.over_time == "ratio":
        numerator = sum(sums[name].total or 0.0 for name in outcome.numerator)
        denominator = sum(sums[name].total or 0.0 for name in outcome.denominator)
        return numerator / denominator if denominator else None
    own = sums[outcome.name]
    if outcome.over_time == "sum":
        return own.total if own.complete else None
    result: float | None = own.mean if outcome.over_time == "mean" else own.last
    return result
