"""Where the threshold is set: searches, and the limits on false positives by practice, rules and staff."""

from sim.model.rules.budget import DAYS_PER_MONTH
from sim.numbers.arithmetic import power
from sim.numbers.compiler import rule

SMALLEST_FPIR = 1e-12  # of which no staff takes notice, and no test could tell it from none


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
def held_fpir(practice_fpir: float, practice_fmr: float, watchlist_size: float, otherwise: float) -> float:
    """Return the FPIR that a control room holds by practice, or `otherwise` where the scenario names no practice.

    A practice holds an FPIR, or a false-match rate per comparison, which a longer list turns into a larger FPIR
    (about list x FMR); 1 stands for none. Source: domain.md 7.1 (S113, L19) and 7.2 (N10); data/practices.csv.

    Examples
    --------
    >>> held_fpir(1e-3, 1.0, 1e5, 2e-4), held_fpir(1.0, 1.0, 1e5, 2e-4)
    (0.001, 0.0002)
    >>> round(held_fpir(1.0, 2e-10, 16000.0, 2e-4), 12)
    3.2e-06
    """
    by_test = practice_fmr * watchlist_size if practice_fmr < 1.0 else 1.0
    practice = min(practice_fpir, by_test)
    return practice if practice < 1.0 else otherwise


@rule
def loosened(fpir: float, laxest: float, share: float) -> float:
    """Return the FPIR of a room that goes a share of the way, in logarithms, to the laxest one that it could follow.

    Source: assumption; domain.md 7, S109 (thresholds became stricter) and R13 (one became laxer again).

    Examples
    --------
    >>> loosened(1e-6, 1e-4, 0.0), round(loosened(1e-6, 1e-4, 0.5) * 1e5, 9), loosened(1e-4, 1e-6, 1.0)
    (1e-06, 1.0, 0.0001)
    """
    if laxest <= fpir or share <= 0.0:
        return fpir
    return fpir * power(laxest / fpir, share)


@rule
def fpir_allowed(own: float, by_contract: float, worst_group_cap: float, worst_group_factor: float) -> float:
    """Return the largest FPIR at which a control room may run: its own, or a stricter one that rules demand.

    Source: domain.md 5.0 (threshold), 7.1 (practice).

    Examples
    --------
    >>> fpir_allowed(1e-5, 1e-4, 1e-4, 10.0), fpir_allowed(1e-5, 1e-4, 1e-6, 10.0)
    (1e-05, 1e-07)
    """
    return max(SMALLEST_FPIR, min(own, by_contract, worst_group_cap / worst_group_factor))


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

    Below 1 only where true alerts alone are too many at the strictest threshold.
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
    """Return the share of alerts that a second person's review lets through, of false ones or of true ones.

    Source: assumption (the second person doubts false ones as the first did in London's trials: domain.md 7.1, H01).

    Examples
    --------
    >>> passing_review_share(0.0, 0.5), passing_review_share(1.0, 0.5), passing_review_share(0.5, 0.5)
    (1.0, 0.5, 0.75)
    """
    return 1.0 - review_share * review_dismissal


@rule
def capacity_under_review(
    capacity_alerts: float, review_share: float, review_time_share: float, entries: float, entry_time_share: float
) -> float:
    """Return the alerts that staff can act on where a share is looked at twice, and people enter a white list.

    Source: assumption (no lever is free: domain.md 5.0).

    Examples
    --------
    >>> capacity_under_review(300.0, 0.0, 0.5, 0.0, 0.5), capacity_under_review(300.0, 1.0, 0.5, 60.0, 0.5)
    (300.0, 180.0)
    """
    return max(0.0, capacity_alerts - entries * entry_time_share) / (1.0 + review_share * review_time_share)
