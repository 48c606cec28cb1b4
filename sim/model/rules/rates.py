"""Time: yearly rates by the month, and what is left of the past."""

from sim.numbers.arithmetic import exp, power
from sim.numbers.compiler import rule


@rule
def monthly_probability(rate_per_year: float) -> float:
    """Return the probability that something of a yearly rate happens within a month.

    Source: exponential waiting time, 1 - exp(-rate/12).

    Examples
    --------
    >>> round(monthly_probability(1 / 6), 6)
    0.013793
    """
    return 1.0 - exp(-rate_per_year / 12.0)


@rule
def remembered_share(half_life_months: float) -> float:
    """Return the share of a shock that is left after a month.

    Source: domain.md 5.6 (shocks fade by half in h_x months).

    Examples
    --------
    >>> remembered_share(1.0)
    0.5
    """
    return power(2.0, -1.0 / half_life_months)


@rule
def remembered_mean(memory: float, remembered: float, now: float) -> float:
    """Return a mean of the past in which each month counts less than the next.

    Source: exponential smoothing (Brown 1956).

    Examples
    --------
    >>> remembered_mean(1.0, 0.75, 2.0)
    1.25
    """
    return memory * remembered + now * (1.0 - remembered)
