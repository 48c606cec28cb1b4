"""Where the threshold is set: searches, and the four limits on false positives."""

from sim.model.rules.budget import DAYS_PER_MONTH
from sim.numbers.arithmetic import exp, power
from sim.numbers.compiler import rule


@rule
def searches_per_resident(faces_per_day: float, usable_share: float, mobility: float, population: int) -> float:
    """Return the searches that a resident's face sets off in a month, on average.

    Passes add up to those before the cameras; a search needs a usable face. Source: domain.md 5.0 and 5.3.

    Examples
    --------
    >>> round(searches_per_resident(100000 * 700.0, 0.4, 1.0, 12655100) / DAYS_PER_MONTH, 2)
    2.21
    """
    return faces_per_day * usable_share * mobility * DAYS_PER_MONTH / population


@rule
def foreseen_alerts(sought: float, searches_per_month: float) -> float:
    """Return the sought people who come before a camera with a usable face in a month.

    It is what a control room can plan with: it never learns whom it misses.
    Source: domain.md 5.0 (capacity counts first alerts per person and month).

    Examples
    --------
    >>> round(foreseen_alerts(100.0, 2.0), 2)
    86.47
    """
    return sought * (1.0 - exp(-searches_per_month))


@rule
def fpir_within_capacity(capacity_alerts: float, min_precision: float, searches: float) -> float:
    """Return the FPIR whose false alerts leave the staff time for the share of true ones that it insists on.

    Counts are of one month. Source: domain.md 5.0 and 5.3 (A_cap).

    Examples
    --------
    >>> fpir_within_capacity(100.0, 0.2, 8e6)
    1e-05
    """
    return capacity_alerts * (1.0 - min_precision) / searches


@rule
def fpir_within_precision(min_precision: float, foreseen: float, searches: float) -> float:
    """Return the FPIR at which alert precision would be just `min_precision` if nobody foreseen were missed.

    Source: domain.md 5.0 (min_precision); C.7 for the base rate.

    Examples
    --------
    >>> round(fpir_within_precision(0.1, 10.0, 9e6) * 1e6, 9)
    10.0
    """
    return foreseen * (1.0 - min_precision) / min_precision / searches


@rule
def operating_fpir(
    by_capacity: float,
    by_precision: float,
    by_contract: float,
    worst_group_cap: float,
    worst_group_factor: float,
) -> float:
    """Return the FPIR at which a control room runs: the strictest of four limits.

    Source: domain.md 5.0 (threshold).

    Examples
    --------
    >>> operating_fpir(1e-5, 1e-6, 1e-4, 1e-4, 10.0), operating_fpir(1e-5, 1e-6, 1e-4, 1e-6, 10.0)
    (1e-06, 1e-07)
    """
    return max(1e-12, min(min(by_capacity, by_precision), min(by_contract, worst_group_cap / worst_group_factor)))


@rule
def operating_fnir(
    fpir: float,
    watchlist_size: float,
    fnir_reference: float,
    fmr_reference: float,
    slope: float,
    floor: float,
) -> float:
    """Return the FNIR that goes with an FPIR: a longer list or a stricter threshold misses more.

    FPIR is about list x FMR; FNIR follows FMR to the power -slope, within [floor, 1].
    Source: domain.md 5.3; ISO/IEC 19795-1 for the terms.

    Examples
    --------
    >>> round(operating_fnir(0.1, 1e5, 0.3, 1e-6, 0.15, 0.002), 6)
    0.3
    >>> round(operating_fnir(1e-6, 1e5, 0.11, 1e-8, 0.15, 0.002) / 0.11, 2)
    2.82
    """
    fmr = fpir / watchlist_size
    return min(1.0, max(floor, fnir_reference * power(fmr / fmr_reference, -slope)))


@rule
def capacity_share(capacity_alerts: float, false_alerts: float, true_alerts: float) -> float:
    """Return the share of true alerts that staff can act on, beside the false ones.

    Source: domain.md 5.0 (where alerts exceed capacity they are rationed).

    Examples
    --------
    >>> capacity_share(100.0, 80.0, 40.0), capacity_share(100.0, 20.0, 50.0)
    (0.5, 1.0)
    """
    left = max(0.0, capacity_alerts - false_alerts)
    return 1.0 if true_alerts <= left else left / true_alerts


@rule
def passing_review_share(review_share: float, review_dismissal: float) -> float:
    """Return the share of false alerts that a second person's review lets through.

    Source: assumption (the second person is as good as the first, v: Met six trials).

    Examples
    --------
    >>> passing_review_share(0.0, 0.5), passing_review_share(1.0, 0.5), passing_review_share(0.5, 0.5)
    (1.0, 0.5, 0.75)
    """
    return 1.0 - review_share * review_dismissal


@rule
def capacity_under_review(capacity_alerts: float, review_share: float, review_time_share: float) -> float:
    """Return the alerts that staff can act on where a share of them is looked at twice.

    Source: assumption (no lever is free: domain.md 5.0).

    Examples
    --------
    >>> capacity_under_review(300.0, 0.0, 0.5), capacity_under_review(300.0, 1.0, 0.5)
    (300.0, 200.0)
    """
    return capacity_alerts / (1.0 + review_share * review_time_share)
