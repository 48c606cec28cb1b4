"""Federal money: what a city may ask for, and how a pool is shared out."""

from sim.numbers.compiler import rule

PER_HEAD, NEED, CONTEST = 0, 1, 2  # subsidy_formula


@rule
def eligible_rub(cost_rub: float, subsidy_share: float) -> float:
    """Return what a city may ask of the federal pool: a share of buying, not of running [roubles].

    Source: domain.md 5.1 (sigma of C_F and capital cost).

    Examples
    --------
    >>> round(eligible_rub(100e6, 0.7))
    70000000
    """
    return cost_rub * subsidy_share


@rule
def applicant_score(formula: int, cap_rub_per_resident_month: float, draw: float) -> float:
    """Return an applicant's rank in the sharing out; higher comes first.

    By need the poorest per resident come first; a contest has readiness (money of its own) and
    luck; per head nobody comes first. Source: domain.md 5.8; federal contest of 2020 (three winners).

    Examples
    --------
    >>> applicant_score(NEED, 10.0, 0.5) > applicant_score(NEED, 20.0, 0.5)
    True
    >>> applicant_score(PER_HEAD, 10.0, 0.2) == applicant_score(PER_HEAD, 20.0, 0.9)
    True
    """
    if formula == NEED:
        return -cap_rub_per_resident_month
    if formula == CONTEST:
        return draw * cap_rub_per_resident_month
    return 0.0


@rule
def offer_rub(
    formula: int, eligible: float, left_rub: float, per_head_rub: float, population: int, contest_grant_rub: float
) -> float:
    """Return what an applicant is offered when its turn comes; never more than the pool has left [roubles].

    Source: domain.md 5.1 (formula or contest; grants of 30 to 75 million).

    Examples
    --------
    >>> offer_rub(NEED, 70e6, 50e6, 0.0, 100000, 50e6), offer_rub(CONTEST, 70e6, 1e9, 0.0, 100000, 50e6)
    (50000000.0, 50000000.0)
    >>> offer_rub(PER_HEAD, 70e6, 1e9, 100.0, 100000, 50e6)
    10000000.0
    """
    offer = eligible
    if formula == PER_HEAD:
        offer = min(eligible, per_head_rub * population)
    elif formula == CONTEST:
        offer = min(eligible, contest_grant_rub)
    return max(0.0, min(offer, left_rub))
