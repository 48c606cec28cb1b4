"""Random variates by inversion: a uniform draw in, the quantile out, so that one draw decides one event.

Inversion keeps common luck common: for the same draw a larger probability never gives fewer events.
"""

from sim.numbers.arithmetic import exp, inverse_normal, log, log_of_one_minus, sqrt
from sim.numbers.compiler import rule

_LOG_SQRT_2PI = 0.91893853320467274178
_TWO_PI = 6.2831853071795864769


@rule
def stirling_error(n: float) -> float:
    """Return log(n!) minus Stirling's formula, for n >= 1.

    Source: Loader (2000), Fast and accurate computation of binomial probabilities.

    Examples
    --------
    >>> round(stirling_error(1.0), 10), round(stirling_error(100.0), 12)
    (0.0810614668, 0.000833330556)
    """
    if n < 16.0:
        product = 1.0
        for k in range(2, int(n) + 1):
            product = product * k
        return log(product) - (n + 0.5) * log(n) + n - _LOG_SQRT_2PI
    nn = n * n
    return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680) / nn) / nn) / nn) / n


@rule
def _deviance(x: float, mean: float) -> float:
    gap = x - mean
    if -0.1 * (x + mean) < gap < 0.1 * (x + mean):
        # x log(x / mean) + mean - x would cancel to nothing; its series does not (Loader 2000, bd0).
        ratio = gap / (x + mean)
        total = gap * ratio
        term = 2.0 * x * ratio
        for odd in range(3, 40, 2):
            term = term * ratio * ratio
            total = total + term / odd
        return total
    return x * log(x / mean) + mean - x


@rule
def binomial_pmf(k: int, n: int, p: float) -> float:
    """Return the probability of k successes in n trials, for 0 <= k <= n and 0 < p < 1.

    Source: Loader (2000), saddle-point form, exact to about 1e-14.

    Examples
    --------
    >>> round(binomial_pmf(3, 10, 0.5), 12), round(binomial_pmf(0, 1000, 0.001), 9)
    (0.1171875, 0.367695425)
    """
    if k == 0:
        return exp(n * log_of_one_minus(p))
    if k == n:
        return exp(n * log(p))
    x = float(k)
    rest = float(n - k)
    logarithm = stirling_error(float(n)) - stirling_error(x) - stirling_error(rest)
    logarithm = logarithm - _deviance(x, n * p) - _deviance(rest, n * (1.0 - p))
    return exp(logarithm) * sqrt(n / (_TWO_PI * x * rest))


@rule
def surely_none(n: int, p: float, u: float) -> bool:
    """Tell whether an event of probability p, or any smaller one, happens to none of n people for this draw.

    The chance of none is at least 1 - n p. Costs a product, so that most people are done with at once.
    Source: Bonferroni's inequality.

    Examples
    --------
    >>> surely_none(1, 0.3, 0.69), surely_none(1, 0.3, 0.71), surely_none(1000, 0.001, 0.3), surely_none(0, 0.5, 0.9)
    (True, False, False, True)
    """
    return u < 1.0 - n * p


@rule
def binomial(n: int, p: float, u: float) -> int:
    """Return how many of n people an event of probability p happens to, for one uniform draw.

    The smallest k whose distribution function exceeds u. Where the mean is large the sum starts
    ten standard deviations below it; what is left out is under 1e-20.

    Examples
    --------
    >>> binomial(1, 0.3, 0.69), binomial(1, 0.3, 0.71), binomial(1000, 0.5, 0.5), binomial(10, 1.0, 0.2)
    (0, 1, 500, 10)
    """
    if n <= 0 or p <= 0.0 or surely_none(n, p, u):
        return 0
    if p >= 1.0:
        return n
    if n == 1:
        return 1
    if p > 0.5:
        return n - _binomial_upwards(n, 1.0 - p, 1.0 - u)
    return _binomial_upwards(n, p, u)


@rule
def _binomial_upwards(n: int, p: float, u: float) -> int:
    mean = n * p
    k = 0
    if mean > 30.0:
        k = max(0, int(mean - 10.0 * sqrt(mean * (1.0 - p))))
    probability = binomial_pmf(k, n, p)
    cumulated = probability
    odds = p / (1.0 - p)
    while cumulated <= u and k < n:
        probability = probability * ((n - k) / (k + 1.0)) * odds
        k = k + 1
        cumulated = cumulated + probability
        if probability < 1e-20 and k > mean:
            break
    return k


@rule
def poisson(mean: float, u: float) -> int:
    """Return a Poisson variate for one uniform draw.

    Examples
    --------
    >>> poisson(0.5, 0.6), poisson(0.5, 0.61), poisson(0.0, 0.9), poisson(10000.0, 0.5)
    (0, 1, 0, 10000)
    """
    if mean <= 0.0:
        return 0
    k = 0
    if mean > 30.0:
        k = max(0, int(mean - 10.0 * sqrt(mean)))
    probability = exp(-mean)
    if k > 0:
        probability = exp(-stirling_error(float(k)) - _deviance(float(k), mean)) / sqrt(_TWO_PI * k)
    cumulated = probability
    while cumulated <= u:
        k = k + 1
        probability = probability * (mean / k)
        cumulated = cumulated + probability
        if probability < 1e-20 and k > mean:
            break
    return k


@rule
def exponential(u: float) -> float:
    """Return an exponential variate of mean 1: the clock that a cumulated hazard runs against.

    Examples
    --------
    >>> exponential(0.0), round(exponential(1 - 1 / 2.718281828459045), 12)
    (0.0, 1.0)
    """
    return -log_of_one_minus(u)


@rule
def lognormal(median: float, spread_log: float, u: float) -> float:
    """Return a lognormal variate.

    Examples
    --------
    >>> lognormal(3.0, 0.5, 0.5)
    3.0
    """
    return median * exp(spread_log * inverse_normal(u))


@rule
def log_gamma(x: float) -> float:
    """Return the logarithm of the gamma function, for x > 0.

    Examples
    --------
    >>> abs(log_gamma(1.0)) < 1e-12, round(log_gamma(0.5), 9)
    (True, 0.572364943)
    """
    shift = 0.0
    while x < 17.0:
        shift = shift + log(x)
        x = x + 1.0
    n = x - 1.0
    return stirling_error(n) + (n + 0.5) * log(n) - n + _LOG_SQRT_2PI - shift


@rule
def gamma_cdf(shape: float, x: float) -> float:
    """Return the probability that a gamma variate of scale 1 is at most x.

    Source: the series of the lower incomplete gamma function, Abramowitz and Stegun 6.5.29.

    Examples
    --------
    >>> round(gamma_cdf(1.0, 1.0), 12), gamma_cdf(2.0, 0.0)
    (0.632120558829, 0.0)
    """
    if x <= 0.0:
        return 0.0
    term = 1.0 / shape
    total = term
    k = 0
    while term > total * 1e-17 and k < 100000:
        k = k + 1
        term = term * x / (shape + k)
        total = total + term
    return min(1.0, total * exp(shape * log(x) - x - log_gamma(shape)))


@rule
def gamma(shape: float, mean: float, u: float) -> float:
    """Return a gamma variate, by bisection of its distribution function to 50 bits.

    Examples
    --------
    >>> round(gamma(1.0, 5.0, 0.5), 9), gamma(3.0, 2.0, 0.0)
    (3.465735903, 0.0)
    """
    low = 0.0
    high = 1.0
    while gamma_cdf(shape, high * shape) <= u and high < 1024.0:
        low = high
        high = high * 2.0
    for _ in range(50):
        middle = 0.5 * (low + high)
        if gamma_cdf(shape, middle * shape) <= u:
            low = middle
        else:
            high = middle
    return low * mean
