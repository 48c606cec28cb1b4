"""People who are taken for others more often: four classes that last."""

from sim.numbers.arithmetic import inverse_normal, normal_cdf
from sim.numbers.compiler import rule

# Residents in each class, from those who are seldom taken for others to the hundredth who most often are.
CLASS_SHARES = (0.6, 0.3, 0.09, 0.01)
_BEYOND = 40.0  # standard deviations, beyond any quantile
BOUNDS = (-_BEYOND, inverse_normal(0.6), inverse_normal(0.9), inverse_normal(0.99), _BEYOND)


@rule
def burden_share(lower: float, upper: float, spread_log: float) -> float:
    """Return the share of all false alerts that falls on the people between two quantiles of likeness.

    A person's rate is lognormal with the mean of all; `lower` and `upper` are standard normal quantiles.
    Source: domain.md 7.4 (K02, K03, K06); the form and its size are assumptions.

    Examples
    --------
    >>> round(burden_share(BOUNDS[3], BOUNDS[4], 1.5), 3), round(burden_share(BOUNDS[3], BOUNDS[4], 0.0), 3)
    (0.204, 0.01)
    """
    return normal_cdf(upper - spread_log) - normal_cdf(lower - spread_log)


@rule
def repeat_probability(stopped_before: float, whitelisted: float, people: float) -> float:
    """Return the probability that a person stopped wrongly was so before, within a class of people alike.

    Those on the white list are not stopped again. Source: arithmetic.

    Examples
    --------
    >>> repeat_probability(30.0, 10.0, 110.0), repeat_probability(1.0, 1.0, 1.0), repeat_probability(0.0, 0.0, 5.0)
    (0.2, 0.0, 0.0)
    """
    left = people - whitelisted
    return min(1.0, max(0.0, stopped_before - whitelisted) / left) if left > 0.0 else 0.0


@rule
def listed_share(of_listed: float, of_everybody: float) -> float:
    """Return the share of false alerts that the white list spares: those of the people on it, of those of everybody.

    Source: arithmetic.

    Examples
    --------
    >>> listed_share(3.0, 12.0), listed_share(3.0, 2.0), listed_share(0.0, 0.0)
    (0.25, 1.0, 0.0)
    """
    return min(1.0, of_listed / of_everybody) if of_everybody > 0.0 else 0.0
