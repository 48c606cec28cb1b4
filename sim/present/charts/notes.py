"""Words of a chart: its finding, and what travels inside the picture so that it can stand alone."""

from collections.abc import Sequence

from sim.analysis.compare.acting import acting_policies
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import ComparisonRow
from sim.model.outcomes import Outcome
from sim.present.acted import first_lasting
from sim.present.changes import kind, label, named
from sim.present.charts.amounts import acted, amounts_of_differences, amounts_of_levels
from sim.present.citation import AUTHORS, LICENCE, PROGRAM
from sim.present.drivers import with_driver
from sim.present.effects import Effect, effect_of, rows_with
from sim.present.numbers import is_money, is_share, two_digits
from sim.present.sentences import HEADLINE_OUTCOMES, hanging
from sim.present.telling import telling
from sim.present.words.language import KEPT, words

_CLEAR = ("more", "less")
_NAMED = 2


def finding(results: Results, outcome: Outcome, rows: Sequence[ComparisonRow]) -> str:
    """The finding of a chart in one line: the first clear differences, what is unclear, and what that hangs on."""
    return with_driver("title", outcome, _found(results, outcome, rows))


def _found(results: Results, outcome: Outcome, rows: Sequence[ComparisonRow]) -> str:
    """Return the first clear differences in the scenario's order, and what is unclear."""
    name, baseline = capital(label(outcome)), results.called(results.baseline)
    if any(row.reading == "no interval" for row in rows):
        return words().say("chart.title.one_pair", outcome=name)
    clear = [row for row in rows if row.reading in _CLEAR]
    if not rows:
        return words().say("chart.title.baseline", outcome=name, baseline=baseline)
    if not clear:
        return words().say("chart.title.none", outcome=name, baseline=baseline)
    parts = [_part(results, outcome, row) for row in clear[:_NAMED]]
    if len(clear) > _NAMED:
        parts.append(words().say("chart.title.more", n=len(clear) - _NAMED))
    if len(rows) > len(clear):
        parts.append(_quiet(results, rows))
    return words().say("chart.title.clear", outcome=name, parts=", ".join(parts))


def capital(text: str) -> str:
    """A text that begins with a capital letter."""
    return text[:1].upper() + text[1:]


def _quiet(results: Results, rows: Sequence[ComparisonRow]) -> str:
    """Say what the title says of arms without a clear difference."""
    first, *others = [row for row in rows if row.reading not in _CLEAR]
    if others:
        return words().say("chart.title.quiet_more", n=len(others) + 1)
    policy = results.called(first.policy)
    if idle := acted(first):
        return words().say("chart.title.idle", policy=policy, idle=idle)
    return words().say("chart.title.quiet", policy=policy)


def _part(results: Results, outcome: Outcome, row: ComparisonRow) -> str:
    assert row.difference is not None
    amounts, direction = amounts_of_differences(outcome, [row]), "less" if row.difference < 0.0 else "more"
    told = kind(outcome.unit)
    side = words().say(f"chart.side.{told}_{direction}" if told == "amount" else f"side.{told}_{direction}")
    size = amounts.written(two_digits(row.difference * amounts.factor))
    size = words().say("unit.roubles", number=size).replace(" ", KEPT) if is_money(outcome.unit) else size
    return words().say("chart.title.part", size=size, side=side, policy=results.called(row.policy))


def difference_notes(results: Results, outcome: Outcome, rows: Sequence[ComparisonRow]) -> tuple[str, ...]:
    """What a chart of differences says below its axis."""
    when = telling(results, rows[0].policy).when(outcome)
    known = next((row.baseline_mean for row in rows if row.baseline_mean is not None), None)
    about = (
        ""
        if known is None
        else words().say("chart.note.base", baseline=results.called(results.baseline), level=_level(outcome, known)),
        words().say("chart.note.pairs", when=capital(when), n=min(row.n_pairs for row in rows)),
        words().say(f"chart.note.{'parameters' if results.varied else 'luck'}"),
    )
    return _notes(results, outcome, rows, about)


def path_notes(results: Results, outcome: Outcome, rows: Sequence[ComparisonRow], n_left: int) -> tuple[str, ...]:
    """What a chart over time says below its axis."""
    runs = words().say("runs", n=results.n_seeds)
    about = (
        words().say("chart.note.runs", runs=runs, baseline=results.called(results.baseline), month=results.window[0]),
        words().say("chart.note.since", month=results.window[0]) if rows and outcome.over_time == "sum" else "",
        words().say("chart.note.left", n=n_left) if n_left else "",
    )
    return _notes(results, outcome, rows, about)


def _notes(results: Results, outcome: Outcome, rows: Sequence[ComparisonRow], about: Sequence[str]) -> tuple[str, ...]:
    """What it counts, then of each policy that the title names whether it lasts and what it takes, then whose it is."""
    clear = [row for row in rows if row.reading in _CLEAR][:_NAMED]
    told = [about_outcome(outcome), " ".join(filter(None, about)), *hanging_notes(results, outcome)]
    told += [_undone(results, row.policy) for row in clear]
    told += [opposite(results, outcome, row) for row in clear]
    return tuple(filter(None, (*told, credits_of(results))))


def about_outcome(outcome: Outcome) -> str:
    """Say what an outcome is, where its name needs that."""
    key = f"page.about.{outcome.name}"
    return words().say(key) if key in words().keys else ""


def hanging_notes(results: Results, outcome: Outcome) -> tuple[str, ...]:
    """Say what an outcome hangs on; a picture is seen where nobody can try others."""
    return tuple(text for _, text in hanging(results, [outcome], with_trial=False))


def _undone(results: Results, policy: str) -> str:
    """Say that what a policy changes does not last, where more than a few pairs show it."""
    acting = acting_policies(results.folder, results.baseline).get(policy)
    if acting is None:
        return ""
    return first_lasting(telling(results, policy), acting, results.arms.get(policy), results.record.months[1])


def _level(outcome: Outcome, value: float) -> str:
    amounts = amounts_of_levels(outcome, value)
    number = amounts.written(two_digits(value * amounts.factor))
    return number if is_share(outcome.unit) else f"{number} {outcome.unit}"


def opposite(results: Results, outcome: Outcome, row: ComparisonRow) -> str:
    """Name the largest clear effect of a policy that goes against what the chart shows of it, with its interval."""
    wanted: Effect = "gain" if effect_of(outcome, row) == "harm" else "harm"
    policy, against = results.called(row.policy), rows_with(results.rows_of(row.policy, HEADLINE_OUTCOMES), wanted)
    if not against:
        return words().say(f"chart.note.no_{wanted}", policy=policy)
    other, row = max(against, key=lambda pair: _relative(pair[1]))
    amounts = amounts_of_differences(other, [row])
    size, span = amounts.relative(row), amounts.ends(row)
    return words().say(f"chart.note.{wanted}", policy=policy, label=named(other), size=size, span=span)


def _relative(row: ComparisonRow) -> float:
    if not row.baseline_mean:
        return float("inf")
    return abs((row.difference or 0.0) / row.baseline_mean)


def credits_of(results: Results) -> str:
    """What a picture is, and whose."""
    record = results.record
    cities = words().say("chart.note.cities", scenario=record.name, n=record.n_places - 1)
    return words().say(
        "chart.note.credits", simulation=words().say("simulation"), program=PROGRAM, authors=AUTHORS, licence=LICENCE,
        version=record.model_version, scenario=cities,
        agents=words().say("chart.note.agents", n=record.people_per_agent),
    )  # fmt: skip
