"""The period, and from one month to another within it, both included."""

from typing import NamedTuple

from sim.scenario.parts.forms import Period
from sim.scenario.parts.sections import read_section
from sim.scenario.text.months import FIRST_YEAR, LAST_YEAR, format_month
from sim.scenario.text.problems import Problems
from sim.scenario.text.tree import Node, join

MAX_MONTHS = 1200


def read_period(node: Node | None, problems: Problems) -> Period:
    """Return the period; where it is wrong, one in which every date lies."""
    period = None if node is None else read_section(node, Period, "period", problems)
    if node is not None and period is not None:
        months = period.end - period.start + 1
        if 1 <= months <= MAX_MONTHS:
            return period
        limits = f"must be 1 to {MAX_MONTHS} months after start; got {months}"
        problems.add(node.deepest("end").place, "period.end", limits)
    return Period(start=f"{FIRST_YEAR}-01", end=f"{LAST_YEAR}-12")  # type: ignore[arg-type]


class MonthSpan(NamedTuple):
    """Months counted from the first of the period; `first` may lie before it."""

    first: int
    last: int  # included

    @property
    def months(self) -> slice:
        """The rows of a table by month."""
        return slice(max(self.first, 0), self.last + 1)


def span_of(
    first: int,
    last: int | None,
    period: Period,
    node: Node,
    path: str,
    problems: Problems,
    *,
    late_is_wrong: bool = True,
) -> MonthSpan | None:
    """Return the months from `from:` to `to:`, or nothing when none lies within the period."""
    if last is not None and last < first:
        problems.add(node.deepest("to").place, join(path, "to"), f"lies before 'from', {format_month(first)}")
        return None
    note = problems.add if late_is_wrong else problems.warn
    if first > period.end:
        message = f"never in force: lies after the end of the period, {format_month(period.end)}"
        note(node.deepest("from").place, join(path, "from"), message)
        return None
    if last is not None and last < period.start:
        message = f"never in force: lies before the start of the period, {format_month(period.start)}"
        note(node.deepest("to").place, join(path, "to"), message)
        return None
    end = period.end if last is None else min(last, period.end)
    return MonthSpan(first - period.start, end - period.start)
