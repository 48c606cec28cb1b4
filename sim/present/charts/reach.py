"""Pictures of a sweep: the differences of every policy at each point, and how far they reach."""

from sim.analysis.compare.points import Reach, reach_of
from sim.experiments.store.reader import Results
from sim.experiments.store.sweeps import varied_names
from sim.model.outcomes import Outcome
from sim.present.changes import label
from sim.present.charts.amounts import Amounts, amounts_of_differences, axis_of
from sim.present.charts.data import DifferenceChart, Dot
from sim.present.charts.looks import Look
from sim.present.charts.notes import capital, credits_of, hanging_notes
from sim.present.drivers import with_driver
from sim.present.words.language import words

_MOST_MARKS = 64  # points that are drawn one by one; of more, the bar alone
_NAMED = 2  # policies in a title


def reach_chart(results: Results, outcome: Outcome, looks: dict[str, Look]) -> DifferenceChart | None:
    """Return the differences of each policy at every point; None where none of them is other than zero."""
    found = {policy: reach_of(results.by_point, policy, outcome.name) for policy in results.policies}
    reaches = {policy: reach for policy, reach in found.items() if reach is not None}
    rows = [one.row for reach in reaches.values() for one in (reach.lowest, reach.highest)]
    if not any(row.difference for row in rows):
        return None
    amounts, n = amounts_of_differences(outcome, rows), len(results.record.points)
    baseline = results.called(results.baseline)
    dots = tuple(_dot(results, reach, policy, amounts, looks[policy]) for policy, reach in reaches.items())
    return DifferenceChart(
        f"difference-{outcome.name}",
        _title(outcome, dots),
        words().say("sweep.chart.subtitle", baseline=baseline, n=n),
        words().say("chart.axis.difference", unit=axis_of(outcome, amounts.scale)),
        dots,
        _notes(results, outcome),
    )


def _title(outcome: Outcome, dots: tuple[Dot, ...]) -> str:
    parts = [words().say("sweep.chart.part", ends=dot.text, policy=dot.arm) for dot in dots[:_NAMED]]
    if len(dots) > _NAMED:
        parts.append(words().say("sweep.chart.more", n=len(dots) - _NAMED))
    title = words().say("chart.title.clear", outcome=capital(label(outcome)), parts=", ".join(parts))
    return with_driver("title", outcome, title)


def _dot(results: Results, reach: Reach, policy: str, amounts: Amounts, look: Look) -> Dot:
    lowest, highest = (one.row.difference or 0.0 for one in (reach.lowest, reach.highest))
    ends = {"low": amounts.signed(lowest), "high": amounts.signed(highest)}
    text = words().say("chart.span.ends", **ends) if len(set(ends.values())) > 1 else ends["low"]
    more, less = reach.readings["more"], reach.readings["less"]
    counts = {"more": more, "less": less, "neither": reach.n_points - more - less}
    span = words().say("sweep.chart.span", lowest=reach.lowest.point, highest=reach.highest.point, **counts)
    low, high = lowest * amounts.factor, highest * amounts.factor
    own = [one for one in results.by_point if (one.row.policy, one.row.outcome) == (policy, reach.lowest.row.outcome)]
    marks = tuple(one.row.difference * amounts.factor for one in own if one.row.difference is not None)
    return Dot(
        results.called(policy), text, span, low, low, high, look, marks if len(marks) <= _MOST_MARKS else (low, high)
    )


def _notes(results: Results, outcome: Outcome) -> tuple[str, ...]:
    first, last = results.window
    names = ", ".join(varied_names(results.record))
    note = words().say("sweep.chart.note", first=first, last=last, n=results.n_seeds, names=names)
    return note, *hanging_notes(results, outcome), credits_of(results)
