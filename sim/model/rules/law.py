"""Suits, rulings, statutes, the reversal of bans, and what they impose on cities."""

from sim.numbers.arithmetic import exp, power
from sim.numbers.compiler import rule


@rule
def suits_per_month(suits_per_year: float, publicised_harms: float, harms_scale: float) -> float:
    """Return the expected suits of a month nationwide: none without a publicised harm, `suits_per_year` with many.

    Source: domain.md 5.8 (suits ~ Poisson, n_NGO x publicised harms); that attention saturates is an assumption.

    Examples
    --------
    >>> suits_per_month(2.0, 0.0, 1.0), round(suits_per_month(2.0, 1.0, 1.0), 4)
    (0.0, 0.1054)
    """
    return suits_per_year / 12.0 * (1.0 - exp(-publicised_harms / harms_scale))


@rule
def statute_hazard_per_year(usual_per_year: float, responsiveness: float, support: float) -> float:
    """Return the hazard of a statute that regulates recognition [1/year].

    Source: domain.md 5.8, h_law exp(responsiveness (0.5 - support)).

    Examples
    --------
    >>> statute_hazard_per_year(0.02, 0.0, 0.3), round(statute_hazard_per_year(0.02, 5.0, 0.3), 4)
    (0.02, 0.0544)
    """
    return usual_per_year * exp(responsiveness * (0.5 - support))


@rule
def reversal_hazard_per_year(usual_per_year: float, offence_rate: float, remembered_rate: float) -> float:
    """Return the hazard at which a ban is reversed [1/year]: only while offences are above what mayors remember.

    Source: domain.md h_rev (Virginia after one year, New Orleans after some 20 months) and 5.8.

    Examples
    --------
    >>> reversal_hazard_per_year(0.25, 1.1, 1.0), reversal_hazard_per_year(0.25, 1.0, 1.0)
    (0.25, 0.0)
    """
    return usual_per_year if offence_rate > remembered_rate else 0.0


@rule
def floor_by_rulings(rulings: float, effect_share: float) -> float:
    """Return the floor that rulings put under audit and publication, 0..1; each further one adds to what is missing.

    Source: assumption (domestic courts refused, S29; the ruling of 2023 changed nothing, T25).

    Examples
    --------
    >>> floor_by_rulings(0.0, 0.1), round(floor_by_rulings(2.0, 0.1), 4)
    (0.0, 0.19)
    """
    return 1.0 - power(1.0 - effect_share, rulings)


@rule
def raised_share(chosen: float, floor: float) -> float:
    """Return a share that is at least what courts, a statute or liability ask.

    Source: assumption (rules add nothing to a city that does more).

    Examples
    --------
    >>> raised_share(0.0, 0.2), raised_share(0.5, 0.2)
    (0.2, 0.5)
    """
    return max(chosen, floor)


@rule
def limited_days(chosen_days: float, statute_days: float, in_force: bool) -> float:
    """Return the days that footage is kept: at most those of a statute in force.

    Source: domain.md 5.8 (statute); assumption on what it says.

    Examples
    --------
    >>> limited_days(30.0, 14.0, False), limited_days(30.0, 14.0, True), limited_days(5.0, 14.0, True)
    (30.0, 14.0, 5.0)
    """
    return min(chosen_days, statute_days) if in_force else chosen_days


@rule
def audit_out_of_liability(
    liability_rub: float, leaked_people_feared: float, full_audit_rub: float, spent_share: float
) -> float:
    """Return the audit share that a liable city chooses: it spends on it a share of what leaks would cost it.

    Feared are the people who leak in a month without audit; full audit costs `full_audit_rub` a month.
    Source: domain.md 5.0 (leak liability raises the audit a city chooses); the form is an assumption.

    Examples
    --------
    >>> audit_out_of_liability(1000.0, 15e3, 15e6, 0.1), audit_out_of_liability(0.0, 15e3, 15e6, 0.1)
    (0.1, 0.0)
    """
    if full_audit_rub <= 0.0:
        return 0.0
    return min(1.0, spent_share * liability_rub * leaked_people_feared / full_audit_rub)


@rule
def debt_paid_rub(owed_rub: float, money_rub: float) -> float:
    """Return what a city pays of its debts this month: as far as the security cap reaches [roubles].

    Source: domain.md 5.0 (leak liability is charged to the security cap).

    Examples
    --------
    >>> debt_paid_rub(5e6, 2e6), debt_paid_rub(1e6, 2e6), debt_paid_rub(1e6, -1.0)
    (2000000.0, 1000000.0, 0.0)
    """
    return max(0.0, min(owed_rub, money_rub))
