"""The paired comparison as plain text, for a terminal of 100 columns and for reading aloud."""

from pathlib import Path
from textwrap import fill

from sim.model.outcomes import Outcome
from sim.present.folder import HEADLINE_OUTCOMES, Difference, Experiment, read_experiment
from sim.present.numbers import difference_scale, is_money, level
from sim.present.sentences import LIMITS, answer

COLUMNS = 100
_ROW = "{:<36} {:>12} {:>12} {:>24}  {}"


def comparison_text(folder: Path) -> str:
    """Text of an experiment's comparison: table and answer for each policy, warnings, limits.

    Parameters
    ----------
    folder
        The experiment folder.

    Returns
    -------
    str
        Lines of at most 100 columns, ending in a newline.
    """
    experiment = read_experiment(folder)
    blocks = [_heading(experiment)]
    blocks += [_policy(experiment, policy) for policy in experiment.policies]
    blocks += [_wrap(f"Warning: {warning}") for warning in experiment.warnings]
    blocks.append(_wrap(f"Limits: {LIMITS}"))
    return "\n\n".join(blocks) + "\n"


def _heading(experiment: Experiment) -> str:
    first, last = experiment.window
    seeds = "1 seed" if experiment.n_seeds == 1 else f"{experiment.n_seeds} seeds"
    about = (
        f"Difference from {experiment.baseline}, {first} to {last}, {seeds}, same seeds in each policy. "
        "bn: thousand million; M: million; pp: percentage points; roubles are of 2020. "
        "unclear: the 95 % interval includes 0; equal: the same in every run."
    )
    return f"{_wrap(experiment.title)}\n{_wrap(about)}\n{_wrap(experiment.uncertainty)}"


def _policy(experiment: Experiment, policy: str) -> str:
    rows = [
        _row(outcome, experiment.differences[policy, outcome.name])
        for outcome in HEADLINE_OUTCOMES
        if (policy, outcome.name) in experiment.differences
    ]
    header = _ROW.format("outcome", "baseline", "difference", "95 % interval", "reading")
    answered = [_wrap(f"{head}: {text}") for head, text in answer(experiment, policy).lines]
    return "\n".join([f"{policy}, compared with {experiment.baseline}", header, *rows, "", *answered])


def _row(outcome: Outcome, row: Difference) -> str:
    label = f"{outcome.label} (roubles)" if is_money(outcome.unit) else outcome.label
    if row.reading == "undefined":
        return _ROW.format(label, "-", "-", "-", "undefined")
    scale = difference_scale(outcome.unit, row.difference, row.lo95, row.hi95)
    span = "-" if row.reading in ("no interval", "equal") else scale.span(row.lo95, row.hi95)
    baseline = level(outcome.unit, row.baseline_mean)
    return _ROW.format(label, baseline, scale.signed(row.difference), span, row.reading)


def _wrap(text: str) -> str:
    return fill(text, COLUMNS, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
