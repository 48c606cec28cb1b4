"""The paired comparison as plain text, for a terminal of 100 columns and for reading aloud."""

from textwrap import fill

from sim.experiments.store.reader import Results
from sim.experiments.store.schema import ComparisonRow
from sim.model.outcomes import Outcome
from sim.present.numbers import difference_scale, is_money, level
from sim.present.sentences import HEADLINE_OUTCOMES, LIMITS, Answer, answers, uncertainty

WIDTH = 100
_ROW = "{:<36} {:>12} {:>12} {:>24}  {}"


def comparison_text(results: Results) -> str:
    """Text of an experiment's comparison: table and answer for each policy, warnings, limits.

    Returns
    -------
    str
        Lines of at most 100 columns, ending in a newline.
    """
    blocks = [_heading(results)]
    blocks += [_policy(results, answer) for answer in answers(results)]
    blocks += [_wrap(f"Warning: {warning}") for warning in results.record.warnings]
    blocks.append(_wrap(f"Limits: {LIMITS}"))
    return "\n\n".join(blocks) + "\n"


def _heading(results: Results) -> str:
    first, last = results.window
    seeds = "1 seed" if results.n_seeds == 1 else f"{results.n_seeds} seeds"
    about = (
        f"Difference from {results.baseline}, {first} to {last}, {seeds}, same seeds in each policy. "
        "bn: thousand million; M: million; pp: percentage points; roubles are of 2020. "
        "unclear: the 95 % interval includes 0; equal: the same in every run."
    )
    return f"{_wrap(results.title)}\n{_wrap(about)}\n{_wrap(uncertainty(results))}"


def _policy(results: Results, answer: Answer) -> str:
    rows = [_row(outcome, row) for outcome, row in results.rows_of(answer.policy, HEADLINE_OUTCOMES)]
    header = _ROW.format("outcome", "baseline", "difference", "95 % interval", "reading")
    answered = [_wrap(f"{head}: {text}") for head, text in answer.lines]
    return "\n".join([f"{answer.policy}, compared with {results.baseline}", header, *rows, "", *answered])


def _row(outcome: Outcome, row: ComparisonRow) -> str:
    label = f"{outcome.label} (roubles)" if is_money(outcome.unit) else outcome.label
    if row.difference is None:
        return _ROW.format(label, "-", "-", "-", row.reading)
    scale = difference_scale(outcome.unit, row.difference, row.lo95, row.hi95)
    span = "-" if row.reading == "equal" else scale.span(row.interval)
    baseline = level(outcome.unit, row.baseline_mean)
    return _ROW.format(label, baseline, scale.signed(row.difference), span, row.reading)


def _wrap(text: str) -> str:
    return fill(text, WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
