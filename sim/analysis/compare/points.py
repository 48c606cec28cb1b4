"""The comparison at each point of a sweep, and how far its differences reach over points.

Pairs are runs of the same point and seed. What differs between points is doubt about numbers of the model, not luck:
differences are never averaged over points.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from sim.analysis.compare.acting import acted_pairs_by_point
from sim.analysis.compare.comparison import compare_otherwise, compare_totals, correct, write_comparison
from sim.analysis.compare.window import Totals, Window, comparison_window, totals_by_point
from sim.experiments.problems import UsageError
from sim.experiments.store.reader import Results, open_record
from sim.experiments.store.record import Record, read_record
from sim.experiments.store.schema import PointRow
from sim.experiments.store.sweeps import write_by_point

Verdict = Literal[
    "more_everywhere", "less_everywhere", "more_somewhere", "less_somewhere", "open", "unclear", "equal"
]  # fmt: skip


class Reach(NamedTuple):
    """How far the difference of a policy in one outcome reaches over points."""

    lowest: PointRow  # of the points that have a pair; of equals the first
    highest: PointRow
    readings: Counter[str]  # points by what may be said of them

    @property
    def n_points(self) -> int:
        """Points with a difference."""
        return sum(self.readings.values())

    @property
    def verdict(self) -> Verdict:
        """What may be said of all points together: a direction that turns between them is open."""
        more, less = self.readings["more"], self.readings["less"]
        if more and less:
            return "open"
        if more:
            return "more_everywhere" if more == self.n_points else "more_somewhere"
        if less:
            return "less_everywhere" if less == self.n_points else "less_somewhere"
        return "equal" if self.readings["equal"] == self.n_points else "unclear"


VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


def compare_points(folder: Path, record: Record, window: Window, baseline: str | None = None) -> list[PointRow]:
    """Return, for each point, a row for each outcome and policy but the baseline: what `compare` says of a point alone.

    A pair of which one run is missing is left out, and a point without any run has rows that say so.

    Raises
    ------
    UsageError
        No such arm.
    """
    against = baseline or record.baseline
    if against not in record.arms:
        raise UsageError(f"no arm {against!r} here; there are: {', '.join(record.arms)}")
    totals, acted = totals_by_point(folder, window), acted_pairs_by_point(folder, against)
    recorded: Totals = {key: {} for of_point in totals.values() for key in of_point}
    rows: list[PointRow] = []
    for point in range(len(record.points)):
        of_point = recorded | totals.get(point, {})
        compared = compare_totals(of_point, tuple(record.arms), against, window)
        for row in correct(compared, of_point, against) if point in totals else compared:
            acting = row._replace(acted_pairs=acted.get((point, row.policy), 0))
            rows.append(PointRow(point, _planned(record, row.policy, against), acting))
    return rows


def compared_otherwise(
    results: Results, baseline: str | None = None, start: str | None = None, end: str | None = None
) -> Results:
    """Return results, those of a sweep too, whose comparison has another baseline or other months.

    Raises
    ------
    UsageError
        No such arm or month.
    DamageError
        A table or experiment.json is not what was written.
    """
    if not results.is_sweep:
        return compare_otherwise(results, baseline, start, end)
    record = open_record(results.folder)
    rows = compare_points(results.folder, record, comparison_window(record, start, end), baseline)
    return results._replace(record=record._replace(baseline=baseline or record.baseline), by_point=tuple(rows))


def write_compared(folder: Path) -> None:
    """Write what compares policies: comparison.csv and summary.csv, or by_point.csv of a sweep."""
    record = read_record(folder)
    if record.points:
        write_by_point(folder, record, compare_points(folder, record, comparison_window(record)))
    else:
        write_comparison(folder)


def reach_of(rows: Sequence[PointRow], policy: str, outcome: str) -> Reach | None:
    """Return how far a difference reaches; None where no point has one."""
    own = [
        one for one in rows if (one.row.policy, one.row.outcome) == (policy, outcome) and one.row.difference is not None
    ]
    if not own:
        return None
    return Reach(min(own, key=_difference), max(own, key=_difference), Counter(one.row.reading for one in own))


def _difference(one: PointRow) -> float:
    assert one.row.difference is not None
    return one.row.difference


def _planned(record: Record, policy: str, baseline: str) -> int:
    """Return how many pairs a point has once every run is made."""
    return min(int(record.arms[arm]["seeds"]) for arm in (policy, baseline))
