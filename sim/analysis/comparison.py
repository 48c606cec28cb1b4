"""The paired comparison: each policy minus the baseline, seed by seed."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.interval import student_interval
from sim.analysis.window import Totals, Window, comparison_window, window_totals
from sim.experiments.problems import UsageError
from sim.experiments.store.record import Record, read_record
from sim.experiments.store.tables import write_csv
from sim.model.outcomes import OUTCOMES, Outcome

Values = NDArray[np.float64]


class ComparisonRow(NamedTuple):
    """A policy minus the baseline in one outcome; None is undefined."""

    outcome: str
    policy: str
    difference: float | None
    lo95: float | None
    hi95: float | None
    baseline_mean: float | None
    n_pairs: int
    variance_reduction: float | None  # how many times more unpaired runs the same interval takes
    p_better: float | None  # share of seeds in which the policy does better


class SummaryRow(NamedTuple):
    """One outcome under one policy, over seeds."""

    policy: str
    outcome: str
    mean: float | None
    lo95: float | None
    hi95: float | None


def compare(
    folder: Path, baseline: str | None = None, start: str | None = None, end: str | None = None
) -> list[ComparisonRow]:
    """Compare the policies of an experiment folder.

    Parameters
    ----------
    folder
        The experiment folder.
    baseline
        The arm to compare with; the scenario's baseline unless given.
    start, end
        First and last month (YYYY-MM); from the first lever difference to the end unless given.

    Raises
    ------
    UsageError
        No such folder, arm or month.
    """
    record = read_record(folder)
    if not record.arms:
        raise UsageError(f"{folder} holds no finished experiment; run simulate again to finish it")
    window = comparison_window(record, start, end)
    return compare_totals(window_totals(folder, window), record, baseline or record.baseline)


def compare_totals(totals: Totals, record: Record, baseline: str) -> list[ComparisonRow]:
    """Return a row for each outcome and policy but the baseline."""
    if baseline not in record.arms:
        raise UsageError(f"no arm {baseline!r} here; there are: {', '.join(record.arms)}")
    return [
        compare_paired(outcome, policy, *_pairs(totals, outcome.name, policy, baseline))
        for outcome in OUTCOMES
        for policy in record.arms
        if policy != baseline
    ]


def compare_paired(outcome: Outcome, policy: str, treated: Values, reference: Values) -> ComparisonRow:
    """Compare values of a policy with those of the baseline, paired by position."""
    differences = treated - reference
    difference, lo95, hi95 = student_interval(differences)
    return ComparisonRow(
        outcome.name,
        policy,
        difference,
        lo95,
        hi95,
        float(reference.mean()) if reference.size else None,
        differences.size,
        variance_reduction(treated, reference),
        share_better(outcome, differences),
    )


def variance_reduction(treated: Values, reference: Values) -> float | None:
    """Return (var A + var B) / var(A - B); None for fewer than two pairs or no variance."""
    if treated.size < 2:
        return None
    paired = float((treated - reference).var(ddof=1))
    return float(treated.var(ddof=1) + reference.var(ddof=1)) / paired if paired else None


def share_better(outcome: Outcome, differences: Values) -> float | None:
    """Return the share of seeds in which the policy does better; ties count half."""
    if outcome.better is None or not differences.size:
        return None
    gains = differences if outcome.better == "more" else -differences
    return float((gains > 0).mean() + 0.5 * (gains == 0).mean())


def write_comparison(folder: Path) -> Window:
    """Write comparison.csv and summary.csv for the default baseline and window."""
    record = read_record(folder)
    window = comparison_window(record)
    totals = window_totals(folder, window)
    rows = compare_totals(totals, record, record.baseline)
    write_csv(folder / "comparison.csv", ComparisonRow._fields, rows)
    write_csv(folder / "summary.csv", SummaryRow._fields, summarise(totals, record))
    return window


def summarise(totals: Totals, record: Record) -> list[SummaryRow]:
    """Return mean and interval of every outcome under every policy."""
    return [
        SummaryRow(policy, outcome.name, *student_interval(_values(totals.get((policy, outcome.name), {}))))
        for policy in record.arms
        for outcome in OUTCOMES
    ]


def _pairs(totals: Totals, outcome: str, policy: str, baseline: str) -> tuple[Values, Values]:
    treated, reference = totals.get((policy, outcome), {}), totals.get((baseline, outcome), {})
    seeds = sorted(treated.keys() & reference.keys())
    return (
        np.array([treated[seed] for seed in seeds], dtype=np.float64),
        np.array([reference[seed] for seed in seeds], dtype=np.float64),
    )


def _values(by_seed: dict[int, float]) -> Values:
    return np.array([by_seed[seed] for seed in sorted(by_seed)], dtype=np.float64)
