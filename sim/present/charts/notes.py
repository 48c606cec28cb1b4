"""Words of a chart: its finding, and what travels inside the picture so that it can stand alone."""

from collections.abc import Sequence

from sim.experiments.store.reader import Results
from sim.experiments.store.schema import ComparisonRow
from sim.model.outcomes import OUTCOMES, Outcome
from sim.present.charts.amounts import acted, amounts_of_differences, relative_of, signed
from sim.present.citation import AUTHORS, LICENCE, PROGRAM
from sim.present.effects import Effect, effect_of, rows_with
from sim.present.numbers import is_money, is_share, level_scale, two_digits

_CLEAR = ("more", "less")
_NAMED = 2
_HEADLINES = tuple(outcome for outcome in OUTCOMES if outcome.headline)


def finding(outcome: Outcome, rows: Sequence[ComparisonRow], baseline: str) -> str:
    """The finding of a chart in one line: the first clear differences in the scenario's order, and what is unclear."""
    label = outcome.label[:1].upper() + outcome.label[1:]
    if any(row.reading == "no interval" for row in rows):
        return f"{label}: one pair of runs, so no claim is made"
    clear = [row for row in rows if row.reading in _CLEAR]
    others = len(rows) - len(clear)
    if not rows:
        return f"{label} under {baseline}, in the model"
    if not clear:
        return f"{label}: in the model, no clear difference from {baseline}"
    parts = [_part(outcome, row) for row in clear[:_NAMED]]
    if len(clear) > _NAMED:
        parts.append(f"a clear difference under {len(clear) - _NAMED} more")
    if others:
        parts.append(_quiet(rows))
    return f"{label}: in the model, {', '.join(parts)}"


def _quiet(rows: Sequence[ComparisonRow]) -> str:
    """Say what the title says of arms without a clear difference."""
    quiet = [row for row in rows if row.reading not in _CLEAR]
    if len(quiet) > 1:
        return f"no clear difference under {len(quiet)}"
    return f"{quiet[0].policy} {acted(quiet[0])}" if acted(quiet[0]) else f"no clear difference under {quiet[0].policy}"


def _part(outcome: Outcome, row: ComparisonRow) -> str:
    amounts = amounts_of_differences(outcome, [row])
    assert row.difference is not None
    amount = is_share(outcome.unit) or is_money(outcome.unit) or outcome.unit.startswith("index")
    words = ("higher", "lower") if amount else ("more", "fewer")
    size = two_digits(row.difference * amounts.factor)
    money = " roubles" if is_money(outcome.unit) else ""
    return f"{size}{amounts.suffix}{money} {words[row.difference < 0.0]} under {row.policy}"


def difference_notes(results: Results, outcome: Outcome, rows: Sequence[ComparisonRow]) -> tuple[str, ...]:
    """What a chart of differences says below its axis."""
    first, last = results.window
    n_pairs = min(row.n_pairs for row in rows)
    pairs = "1 pair of runs" if n_pairs == 1 else f"mean over {n_pairs} pairs of runs with the same seed"
    known = next((row.baseline_mean for row in rows if row.baseline_mean is not None), None)
    own = f"In {results.baseline}: {_level(outcome, known)}. " if known is not None else ""
    about = (
        f"{own}{first} to {last}; {pairs}. Bar: pointwise 95% interval (Student's t), "
        f"{'luck and fitted parameters' if results.varied else 'luck only'}."
    )
    return tuple(filter(None, (about, opposite(results, outcome, rows), _credits(results))))


def path_notes(results: Results, outcome: Outcome, rows: Sequence[ComparisonRow], n_left: int) -> tuple[str, ...]:
    """What a chart over time says below its axis."""
    seeds = "1 run" if results.n_seeds == 1 else f"{results.n_seeds} runs"
    about = f"{seeds} an arm; baseline {results.baseline}. Dotted line: {results.window[0]}, where policies may differ."
    if n_left:
        about += f" {n_left} more {'policies are' if n_left > 1 else 'policy is'} in the table only."
    return tuple(filter(None, (about, opposite(results, outcome, rows), _credits(results))))


def _level(outcome: Outcome, value: float) -> str:
    scale = level_scale(outcome.unit, value)
    unit = "" if is_share(outcome.unit) else f" {outcome.unit}"
    return f"{two_digits(value * scale.factor)}{scale.suffix.replace(' %', '%')}{unit}"


def opposite(results: Results, outcome: Outcome, rows: Sequence[ComparisonRow]) -> str:
    """Name the largest clear effect that goes against what the chart shows; empty where it shows none."""
    clear = [row for row in rows if row.reading in _CLEAR]
    if not clear:
        return ""
    lead = max(clear, key=_relative)
    wanted: Effect = "gain" if effect_of(outcome, lead) == "harm" else "harm"
    against = rows_with(results.rows_of(lead.policy, _HEADLINES), wanted)
    name = "gain or saving" if wanted == "gain" else "harm or cost"
    if not against:
        return f"No clear {name} under {lead.policy} in the headline outcomes; that does not prove that there is none."
    other, row = max(against, key=lambda pair: _relative(pair[1]))
    assert row.difference is not None
    amounts = amounts_of_differences(other, [row])
    relative = "" if amounts.share else relative_of(row)
    size = f"{signed(row.difference * amounts.factor)}{amounts.suffix}"
    return f"Largest {name} under {lead.policy}: {other.label} {size}{f' ({relative})' if relative else ''}."


def _relative(row: ComparisonRow) -> float:
    if not row.baseline_mean:
        return float("inf")
    return abs((row.difference or 0.0) / row.baseline_mean)


def _credits(results: Results) -> str:
    version = results.record.model_version
    return (
        f"Simulation, not observation. {PROGRAM}, version {version}, scenario {results.record.name}; {AUTHORS}; "
        f"{LICENCE} licence."
    )
