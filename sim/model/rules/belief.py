"""Whether operators believe an alert, and the hours that it takes them."""

from sim.numbers.arithmetic import exp, log, power
from sim.numbers.compiler import rule


@rule
def usual_share(share: float, deviation: float, spread_logit: float) -> float:
    """Return the share of false alerts that the operators of a place act on.

    `deviation` is the place's own, in standard deviations of the logit: forces with the same product differ.
    Source: domain.md 7.1, H01 (0.24, 0.36, 0.53 and 0.60 of false alerts acted on; 0.002 under a flood of them).

    Examples
    --------
    >>> usual_share(0.4, 0.0, 0.7), round(usual_share(0.4, 1.0, 0.7), 4), usual_share(0.0, 2.0, 0.7)
    (0.4, 0.5731, 0.0)
    """
    if share <= 0.0 or share >= 1.0 or deviation == 0.0:
        return share
    return 1.0 / (1.0 + exp(-(log(share / (1.0 - share)) + spread_logit * deviation)))


@rule
def believed_share(precision: float, low: float, high: float, half_precision: float, steepness: float) -> float:
    """Return the share of false alerts acted on where belief rises with the precision that operators have seen.

    The rival form. Source: domain.md 7.1, H01 and H02 (the rarer the false alert, the more it is believed); the form
    is an assumption.

    Examples
    --------
    >>> round(believed_share(0.19, 0.01, 0.65, 0.17, 4.0), 3), round(believed_share(0.995, 0.01, 0.65, 0.17, 4.0), 3)
    (0.4, 0.649)
    >>> believed_share(0.0, 0.01, 0.65, 0.17, 4.0)
    0.01
    """
    seen, half = power(precision, steepness), power(half_precision, steepness)
    return low + (high - low) * seen / (seen + half)


@rule
def acted_on_share(usual: float, believed: float, by_precision_share: float) -> float:
    """Return the share of false alerts acted on: the usual one, the believed one, or between.

    Source: arithmetic.

    Examples
    --------
    >>> acted_on_share(0.4, 0.1, 0.0), round(acted_on_share(0.4, 0.1, 1.0), 9)
    (0.4, 0.1)
    """
    return usual + by_precision_share * (believed - usual)


@rule
def precision_seen(true_alerts: float, alerts: float, otherwise: float) -> float:
    """Return the precision of the alerts that operators remember, or `otherwise` where they remember none.

    Source: arithmetic.

    Examples
    --------
    >>> precision_seen(3.0, 12.0, 0.17), precision_seen(0.0, 0.0, 0.17)
    (0.25, 0.17)
    """
    return true_alerts / alerts if alerts > 0.0 else otherwise


@rule
def capacity_by_money(
    alerts_per_100k_day: float, cap_rub_per_month: float, usual_rub_per_month: float, exponent: float
) -> float:
    """Return the alerts that staff can act on, per 100,000 residents and day, where there is more money or less.

    Both sums are security budgets per resident: the city's and an average one. Source: assumption (staff is paid from
    the security budget, and the richer city does not spend all of the difference on it).

    Examples
    --------
    >>> round(capacity_by_money(1.0, 26.0, 6.5, 0.5), 9), capacity_by_money(1.0, 0.0, 6.5, 0.5)
    (2.0, 0.0)
    """
    if usual_rub_per_month <= 0.0:
        return alerts_per_100k_day
    return alerts_per_100k_day * power(max(0.0, cap_rub_per_month) / usual_rub_per_month, exponent)


@rule
def control_room_hours(
    alerts: float, looks: float, entries: float, entry_time_share: float, minutes_per_alert: float
) -> float:
    """Return the hours that operators give to alerts in a month: `looks` at each, and entries on the white list.

    Source: domain.md 7.1, H07 and H09 for the size; arithmetic.

    Examples
    --------
    >>> control_room_hours(60.0, 1.5, 20.0, 0.5, 10.0)
    16.666666666666668
    """
    return (alerts * looks + entries * entry_time_share) * minutes_per_alert / 60.0
