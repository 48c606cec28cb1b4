"""Illicit look-ups by users of the system, bulk breaches, and how they become known."""

from sim.model.rules.budget import DAYS_PER_MONTH
from sim.numbers.arithmetic import exp, log, normal_cdf, power
from sim.numbers.compiler import rule


@rule
def caught_probability(unaudited: float, audited: float, audit_share: float) -> float:
    """Return the probability that a sale is found out.

    Source: domain.md 5.5, p_d0 + (p_d1 - p_d0) audit_share.

    Examples
    --------
    >>> round(caught_probability(0.01, 0.2, 0.5), 4)
    0.105
    """
    return unaudited + (audited - unaudited) * audit_share


@rule
def selling_probability(
    price_rub: float, caught: float, fine_rub: float, outside_cost_rub: float, outside_spread_log: float
) -> float:
    """Return the share of corruptible users for whom a sale pays.

    A sale pays if price > caught x (fine + outside cost); the outside cost (job, fear) is lognormal, so
    supply falls smoothly with audit. Source: Becker (1968); domain.md 5.0 and 5.5.

    Examples
    --------
    >>> round(selling_probability(16e3, 0.01, 105e3, 1e6, 1.0), 3)
    0.656
    >>> selling_probability(16e3, 0.2, 105e3, 1e6, 1.0)
    0.0
    """
    if caught <= 0.0:
        return 1.0
    margin_rub = price_rub / caught - fine_rub
    if margin_rub <= 0.0:
        return 0.0
    return normal_cdf(log(margin_rub / outside_cost_rub) / outside_spread_log)


@rule
def recorded_share(searches_per_resident_month: float, retention_days: float) -> float:
    """Return the share of residents with a passage in the store.

    Source: domain.md 5.5 (harm ~ recognitions x retention); Poisson passages.

    Examples
    --------
    >>> round(recorded_share(30.4375, 1.0), 4), recorded_share(0.0, 30.0)
    (0.6321, 0.0)
    """
    return 1.0 - exp(-searches_per_resident_month / DAYS_PER_MONTH * retention_days)


@rule
def lookup_demand_per_year(
    population: int, demand_per_100k_year: float, recorded: float, retention_days: float, value_days: float
) -> float:
    """Return the look-ups that buyers want in a year: less for shorter tracks of fewer people.

    Source: domain.md 5.5 (Q_l); the value of a track by its days is an assumption.

    Examples
    --------
    >>> round(lookup_demand_per_year(1000000, 5.0, 1.0, 30.0, 10.0), 2)
    47.51
    """
    return population / 100000.0 * demand_per_100k_year * recorded * (1.0 - exp(-retention_days / value_days))


@rule
def lookup_probability_per_month(demand_per_year: float, supply_per_year: float, population: int) -> float:
    """Return the probability that a resident is looked up in a month: what is both wanted and for sale.

    Source: domain.md 5.5, min(demand, supply).

    Examples
    --------
    >>> lookup_probability_per_month(120.0, 60.0, 1000000)
    5e-06
    """
    return min(1.0, min(demand_per_year, supply_per_year) / 12.0 / population)


@rule
def leaked_probability(searches_per_month: float, retention_days: float, breach_share: float, breaches: int) -> float:
    """Return the probability that a breach holds at least one passage of a person.

    Passages copied are a Poisson number: passages a day x days kept x share copied, for each breach.
    Source: domain.md 5.5 (records ~ population x retention); the share copied is an assumption.

    Examples
    --------
    >>> round(leaked_probability(60.0, 30.0, 0.01, 1), 3), leaked_probability(60.0, 0.0, 0.01, 1)
    (0.446, 0.0)
    """
    return 1.0 - exp(-searches_per_month / DAYS_PER_MONTH * retention_days * breach_share * breaches)


@rule
def publicity(public_leaks: int, repeat_share: float) -> float:
    """Return the attention that a month's public leaks get: the first counts 1, each further one less.

    Source: domain.md 5.0 (publicity is per city and month and saturates).

    Examples
    --------
    >>> publicity(0, 0.25), publicity(1, 0.25), publicity(2, 0.25)
    (0.0, 1.0, 1.25)
    """
    return (1.0 - power(repeat_share, float(public_leaks))) / (1.0 - repeat_share)


@rule
def leak_shock_next(shock: float, remembered: float, push: float, limit: float) -> float:
    """Return next month's remembered shock of public leaks: it fades, and adds less the more is remembered.

    Source: domain.md 5.0 and 5.6; `limit` (below zero) is an assumption.

    Examples
    --------
    >>> leak_shock_next(-0.1, 0.5, 0.0, -0.15), leak_shock_next(0.0, 0.5, -0.05, -0.15)
    (-0.05, -0.05)
    """
    faded = shock * remembered
    return max(limit, faded + push * (1.0 - faded / limit))


@rule
def passages_kept(searches_per_month: float, matchable: float, retention_days: float) -> float:
    """Return the face passages in the store: those of matchable people in a day, times the days that they are kept.

    Source: domain.md 5.5 (records ~ population x retention); arithmetic.

    Examples
    --------
    >>> passages_kept(30.4375e6, 1.0, 30.0), passages_kept(30.4375e6, 0.5, 0.0)
    (30000000.0, 0.0)
    """
    return searches_per_month / DAYS_PER_MONTH * matchable * retention_days


@rule
def liability_rub(rub_per_person: float, leaked: int, looked_up: int) -> float:
    """Return what a city owes the people whose data leaked in a month [roubles].

    Source: domain.md 5.0 (leak liability); arithmetic.

    Examples
    --------
    >>> liability_rub(1000.0, 90, 10)
    100000.0
    """
    return rub_per_person * (leaked + looked_up)


@rule
def authorised_users(users_per_camera: float, cameras_connected: int) -> float:
    """Return how many people may query a city's system.

    Source: domain.md 5.5 (users in proportion to cameras).

    Examples
    --------
    >>> authorised_users(0.1, 2000)
    200.0
    """
    return users_per_camera * cameras_connected
