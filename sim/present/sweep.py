"""What a sweep says: how far each difference reaches over its points, and at which of them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sim.analysis.compare.points import VERDICTS, Reach, reach_of
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import MIN_PAIRS
from sim.experiments.store.sweeps import varied_names
from sim.model.outcomes import Outcome
from sim.present.arms import titled
from sim.present.changes import label, named
from sim.present.chosen import plain
from sim.present.drivers import with_driver
from sim.present.lists import Line
from sim.present.numbers import Scale, difference_scale, is_money
from sim.present.sentences import HEADLINE_OUTCOMES, hanging
from sim.present.words.language import words
from sim.scenario.parts.levers import LEVER_BY_NAME
from sim.scenario.registry import registered_parameters

COLUMNS = ("outcome", "lowest", "highest", "readings")


class Told(NamedTuple):
    """What is said of one policy."""

    policy: str
    title: str  # its label and its name
    pairs: str  # how many there are of how many planned
    rows: tuple[tuple[str, ...], ...]  # as COLUMNS
    outcomes: tuple[str, ...]  # of the rows, with what they hang on
    lines: tuple[Line, ...]  # outcomes by what may be said of all points together
    named: tuple[int, ...]  # points that the rows name


def told_of(results: Results) -> tuple[Told, ...]:
    """Return what is said of each policy, in the scenario's order."""
    return tuple(_told(results, policy) for policy in results.policies)


def swept(results: Results) -> str:
    """Return the title of a sweep: that of its design, and of which scenario it is."""
    design = results.record.design
    return words().say("sweep.title", design=design["title"], name=design["name"], scenario=results.record.name)


def about(results: Results) -> tuple[str, ...]:
    """Return what was swept and how it is to be read, a sentence or a few each."""
    record, (first, last) = results.record, results.window
    said = words().say(
        "sweep.about", points=len(record.points), design=_design(record.design), n=results.n_seeds,
        baseline=results.called(results.baseline), first=first, last=last,
    )  # fmt: skip
    varied = words().say("sweep.varied", what="; ".join(_varied(name, record.design) for name in varied_names(record)))
    few = (words().say("sweep.few", least=MIN_PAIRS),) if results.n_seeds < MIN_PAIRS else ()
    hangs = (words().say("sweep.hangs", head=head, text=text) for head, text in hanging(results, HEADLINE_OUTCOMES))
    return said, varied, words().say("sweep.doubt"), words().say("sweep.caveat"), *few, *hangs


def header() -> tuple[str, ...]:
    """Return the heads of the columns of the rows."""
    return words().say("table.outcome"), *(words().say(f"sweep.columns.{name}") for name in COLUMNS[1:])


def reach_sentence(results: Results, told: Told) -> str:
    """Say how far the differences of a policy reach, as one paragraph."""
    ends = [(low, high) for _, low, high, _ in told.rows]
    clauses = [
        words().say("sweep.reaches", outcome=name, low=low, high=high)
        for name, (low, high) in zip(told.outcomes, ends, strict=True)
    ]
    lines = " ".join(words().say("sweep.line", head=head, names=names) for head, names in told.lines)
    slots = {"policy": told.title, "baseline": results.called(results.baseline), "reaches": "; ".join(clauses)}
    return words().say("sweep.sentence", pairs=told.pairs, lines=lines, **slots)


def values_text(results: Results, point: int) -> str:
    """Return what is varied with its values at a point."""
    values = results.record.points[point]["values"].items()
    return ", ".join(words().say("sweep.setting", name=name, value=_short(value)) for name, value in values)


def _told(results: Results, policy: str) -> Told:
    found = [(outcome, reach_of(results.by_point, policy, outcome.name)) for outcome in HEADLINE_OUTCOMES]
    reaches = [(outcome, reach) for outcome, reach in found if reach is not None]
    apart = [reach for _, reach in reaches if reach.lowest.point != reach.highest.point]
    points = {one.point for reach in apart for one in (reach.lowest, reach.highest)}
    rows = tuple(_cells(outcome, reach) for outcome, reach in reaches)
    title = titled(policy, results.record.labels)
    outcomes = tuple(with_driver("label", outcome, row[0]) for (outcome, _), row in zip(reaches, rows, strict=True))
    return Told(policy, title, _pairs(results, policy), rows, outcomes, _lines(reaches), tuple(sorted(points)))


def _lines(reaches: Sequence[tuple[Outcome, Reach]]) -> tuple[Line, ...]:
    """Name the outcomes of each verdict, those first of which a direction may be said."""
    names = {
        verdict: [named(outcome) for outcome, reach in reaches if reach.verdict == verdict] for verdict in VERDICTS
    }
    return tuple((words().say(f"sweep.verdict.{verdict}"), ", ".join(own)) for verdict, own in names.items() if own)


def _pairs(results: Results, policy: str) -> str:
    """Say how many pairs of a policy there are, at each point as many as the outcome that has most; and who acted."""
    own = [one for one in results.by_point if one.row.policy == policy]
    there: dict[int, int] = {}
    for one in own:
        there[one.point] = max(there.get(one.point, 0), one.row.n_pairs)
    firsts = {one.point: one for one in own}
    planned = sum(one.planned_pairs for one in firsts.values())
    acted = sum(one.row.acted_pairs or 0 for one in firsts.values())
    return words().say("sweep.pairs", policy=results.called(policy), k=sum(there.values()), n=planned, acted=acted)


def _cells(outcome: Outcome, reach: Reach) -> tuple[str, ...]:
    name = words().say("table.roubles", label=label(outcome)) if is_money(outcome.unit) else label(outcome)
    ends = [(one.row.difference or 0.0, one.point) for one in (reach.lowest, reach.highest)]
    scale = difference_scale(outcome.unit, *(difference for difference, _ in ends))
    everywhere = scale.signed(ends[0][0]) == scale.signed(ends[1][0])
    told = [_end(scale, *end, everywhere=everywhere) for end in ends]
    more, less = reach.readings["more"], reach.readings["less"]
    counts = {"more": more, "less": less, "neither": reach.n_points - more - less, "n": reach.n_points}
    return name, *told, words().say("sweep.readings", **counts)


def _end(scale: Scale, difference: float, point: int, *, everywhere: bool) -> str:
    """Return the lowest or highest difference with its point; where all points have it, that is said."""
    signed = scale.signed(difference)
    if everywhere:
        return words().say("sweep.everywhere", difference=signed)
    return words().say("sweep.at", difference=signed, point=point)


def _design(design: dict[str, Any]) -> str:
    kind = words().say(f"sweep.kind.{design['kind']}")
    return words().say("sweep.design", kind=kind, seed=design["seed"]) if "seed" in design else kind


def _varied(name: str, design: dict[str, Any]) -> str:
    known: dict[str, Any] = {one.name: one for one in registered_parameters()} | dict(LEVER_BY_NAME)
    unit, about_it = known[name].unit if name in known else "", design["varied"][name]
    if "values" in about_it:
        values = ", ".join(_short(value) for value in about_it["values"])
        return words().say("sweep.values", name=name, values=values, unit=unit).rstrip()
    ends = {end: _short(about_it[end]) for end in ("low", "high")}
    said = words().say("sweep.range", name=name, unit=unit, **ends).rstrip()
    return words().say("sweep.log", range=said) if about_it["scale"] == "log" else said


def _short(value: Any) -> str:
    """Write a value in the digits that a reader takes in; points.csv has all of them."""
    return f"{value:.4g}" if isinstance(value, float) else plain(value)
