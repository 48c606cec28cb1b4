"""The paired comparison: each policy minus the baseline, seed by seed."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.analysis.compare.acting import acting_policies
from sim.analysis.compare.correction import adjusted_p_values
from sim.analysis.compare.interval import bootstrap_median, student_interval
from sim.analysis.compare.window import Totals, Window, comparison_window, window_totals
from sim.experiments.problems import UsageError
from sim.experiments.store.csvfiles import write_csv
from sim.experiments.store.reader import Results, open_record
from sim.experiments.store.record import Record, read_record
from sim.experiments.store.schema import COMPARISON, SUMMARY, ComparisonRow, SummaryRow, reading_of
from sim.model.outcomes import HEADLINES, OUTCOMES, Outcome

Values = NDArray[np.float64]
TOLD = (*HEADLINES, "cost_per_incremental_clearance_rub", "supplier_hhi")  # outcomes of which sentences speak


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
    DamageError
        A table or experiment.json is not what was written.
    """
    record = open_record(folder)
    window = comparison_window(record, start, end)
    return _compare(folder, record, window_totals(folder, window), baseline or record.baseline, window)


def compare_otherwise(
    results: Results, baseline: str | None = None, start: str | None = None, end: str | None = None
) -> Results:
    """Return results whose comparison has another baseline or other months, as `compare` takes them.

    Raises
    ------
    UsageError
        No such arm or month.
    DamageError
        A table or experiment.json is not what was written.
    """
    rows = compare(results.folder, baseline, start, end)
    record = results.record._replace(baseline=baseline or results.baseline)
    return Results(results.folder, record, {(row.policy, row.outcome): row for row in rows})


def _compare(folder: Path, record: Record, totals: Totals, baseline: str, window: Window) -> list[ComparisonRow]:
    """Return a row for each outcome and policy but the baseline, with readings that hold for all of them together."""
    if baseline not in record.arms:
        raise UsageError(f"no arm {baseline!r} here; there are: {', '.join(record.arms)}")
    rows = compare_totals(totals, tuple(record.arms), baseline, window)
    acted = acting_policies(folder, baseline)
    return [
        row._replace(acted_pairs=acted[row.policy].n_acted if row.policy in acted else 0)
        for row in correct(rows, totals, baseline)
    ]


def compare_totals(totals: Totals, arms: Sequence[str], baseline: str, window: Window) -> list[ComparisonRow]:
    """Return a row for each outcome and policy but the baseline, each read alone."""
    recorded = {outcome for _, outcome in totals}
    return [
        compare_paired(outcome, policy, *_pairs(totals, outcome.name, policy, baseline), window)
        for outcome in OUTCOMES
        if outcome.name in recorded
        for policy in arms
        if policy != baseline
    ]


def correct(rows: Sequence[ComparisonRow], totals: Totals, baseline: str) -> list[ComparisonRow]:
    """Return the rows with readings that hold for all outcomes that are told, and all policies, together."""
    asked = [row for row in rows if row.outcome in TOLD]
    seeds = sorted({seed for by_seed in totals.values() for seed in by_seed})
    adjusted = adjusted_p_values(
        np.array([_differences(row, totals, baseline, seeds) for row in asked]).reshape(-1, len(seeds))
    )
    p_of = {(row.outcome, row.policy): float(p) for row, p in zip(asked, adjusted, strict=True)}
    return [_corrected(row, p_of.get((row.outcome, row.policy))) for row in rows]


def _differences(row: ComparisonRow, totals: Totals, baseline: str, seeds: Sequence[int]) -> list[float]:
    """Return the differences by seed, 0 where one of the two is undefined."""
    treated, reference = totals.get((row.policy, row.outcome), {}), totals.get((baseline, row.outcome), {})
    return [treated[seed] - reference[seed] if seed in treated and seed in reference else 0.0 for seed in seeds]


def _corrected(row: ComparisonRow, p: float | None) -> ComparisonRow:
    known = None if row.reading in ("undefined", "no interval") else p
    reading = reading_of(row.difference, row.lo95, row.hi95, known, row.differing_pairs)
    return row._replace(adjusted_p=known, reading=reading)


def compare_paired(outcome: Outcome, policy: str, treated: Values, reference: Values, window: Window) -> ComparisonRow:
    """Compare values of a policy with those of the baseline, paired by position."""
    differences = treated - reference
    mean, median = student_interval(differences), bootstrap_median(differences)
    differing = int(np.count_nonzero(differences))
    return ComparisonRow(
        outcome=outcome.name,
        policy=policy,
        difference=mean.middle,
        lo95=mean.lo95,
        hi95=mean.hi95,
        baseline_mean=student_interval(reference).middle,
        n_pairs=differences.size,
        variance_reduction=variance_reduction(treated, reference),
        p_better=share_better(outcome, differences),
        unit=outcome.unit,
        label=outcome.label,
        reading=reading_of(*mean, differing_pairs=differing),
        window=str(window),
        median_difference=median.middle,
        median_lo95=median.lo95,
        median_hi95=median.hi95,
        differing_pairs=differing,
        same_sign_pairs=int((np.sign(differences) == np.sign(mean.middle or 0.0)).sum()) if differing else 0,
    )


def judged(results: Results) -> Results:
    """Return results with today's columns: a folder of an older version is compared again, in memory."""
    if all(row.acted_pairs is not None for row in results.comparison.values()):
        return results
    rows = compare(results.folder)
    return results._replace(comparison={(row.policy, row.outcome): row for row in rows})


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
    rows = _compare(folder, record, totals, record.baseline, window)
    write_csv(folder / COMPARISON.file, ComparisonRow._fields, rows)
    write_csv(folder / SUMMARY.file, SummaryRow._fields, summarise(totals, record))
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
