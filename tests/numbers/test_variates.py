"""Variates by inversion: the quantiles of scipy, monotone in draw and probability, with the right moments."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.model.rules.detection import at_most, false_alert_probability
from sim.numbers.compiler import kernel
from sim.numbers.draws import uniform_pair
from sim.numbers.variates import (
    binomial,
    binomial_pmf,
    exponential,
    gamma,
    gamma_cdf,
    log_gamma,
    lognormal,
    poisson,
    stirling_error,
    surely_none,
)

MANY = settings(max_examples=300, deadline=None, derandomize=True)
# Where the promises hold to the digit; the very ends of the draws are tested apart.
unit = st.floats(1e-12, 1.0 - 1e-12)
draw = st.floats(0.0, 1.0, exclude_max=True)
inside = st.floats(1e-9, 1.0 - 1e-9)
TIE = 1e-9  # of the distribution function: so near a step, either side of it is right


def is_quantile(k: int, u: float, distribution, tie: float = TIE) -> bool:
    """Tell whether k is the smallest count whose distribution function exceeds u, or a tie."""
    return distribution.cdf(k) > u - tie and distribution.cdf(k - 1) <= u + tie


@MANY
@given(st.one_of(st.integers(0, 50), st.integers(0, 10**6)), st.one_of(inside, st.floats(1e-9, 1e-3)), unit)
def test_binomial_is_the_quantile(n: int, p: float, u: float) -> None:
    k = binomial(n, p, u)
    assert 0 <= k <= n
    assert is_quantile(k, u, stats.binom(n, p))


@MANY
@given(
    st.integers(0, 10**6), st.one_of(st.floats(0.0, 1.0), st.floats(0.0, 1e-6)), st.floats(0.0, 1.0, exclude_max=True)
)
def test_surely_none_is_never_wrong_for_this_or_any_smaller_probability(n: int, p: float, u: float) -> None:
    assert not surely_none(n, p, u) or binomial(n, p, u) == binomial(n, 0.5 * p, u) == 0


@MANY
@given(
    st.integers(1, 10**6),
    st.one_of(st.floats(0.0, 50.0), st.floats(0.0, 1e-15)),
    st.floats(0.0, 1.0),
    draw,
)
def test_a_bound_settles_nobody_who_raises_a_false_alert(weight: int, passes: float, fpir: float, u: float) -> None:
    probability = false_alert_probability(passes, fpir)
    assert probability <= at_most(passes, fpir)
    assert not surely_none(weight, at_most(passes, fpir), u) or binomial(weight, probability, u) == 0


@MANY
@given(st.one_of(st.floats(1e-9, 50.0), st.floats(1e-3, 1e6)), unit)
def test_poisson_is_the_quantile(mean: float, u: float) -> None:
    assert is_quantile(poisson(mean, u), u, stats.poisson(mean))


@MANY
@given(st.floats(0.2, 100.0), st.floats(1e-3, 1e6), st.floats(1e-6, 1.0 - 1e-9))
def test_gamma_is_the_quantile(shape: float, mean: float, u: float) -> None:
    """To 2**-49 of the mean, or where the distribution function is as near as a tie."""
    distribution, x, step = stats.gamma(shape, scale=mean / shape), gamma(shape, mean, u), mean * 2.0**-49
    assert distribution.cdf(x - step) - TIE < u < distribution.cdf(x + step) + TIE


@MANY
@given(st.floats(1e-6, 1e9), st.floats(1e-3, 3.0), st.floats(1e-12, 1.0 - 1e-12))
def test_lognormal_is_the_quantile(median: float, spread: float, u: float) -> None:
    assert math.isclose(lognormal(median, spread, u), stats.lognorm(spread, scale=median).ppf(u), rel_tol=1e-11)


@MANY
@given(unit)
def test_exponential_is_the_quantile(u: float) -> None:
    assert math.isclose(exponential(u), stats.expon.ppf(u), rel_tol=1e-11, abs_tol=0.0)


@MANY
@given(st.integers(1, 10**6), inside, st.floats(0.0, 1.0))
def test_binomial_pmf(n: int, p: float, place: float) -> None:
    k = min(n, int(place * (n + 1)))
    """Within 1e-11 of the exact value, relative, out to a probability of 1e-100."""
    expected = float(stats.binom(n, p).pmf(k))
    assert math.isclose(binomial_pmf(k, n, p), expected, rel_tol=1e-11, abs_tol=1e-100)


@MANY
@given(st.floats(0.05, 1e6))
def test_log_gamma(x: float) -> None:
    assert math.isclose(log_gamma(x), math.lgamma(x), rel_tol=1e-12, abs_tol=1e-12)


@MANY
@given(st.integers(1, 10**6))
def test_stirling_error(n: int) -> None:
    expected = math.lgamma(n + 1.0) - ((n + 0.5) * math.log(n) - n + 0.5 * math.log(2.0 * math.pi))
    assert math.isclose(stirling_error(float(n)), expected, abs_tol=1e-15 * max(10.0, math.lgamma(n + 1.0)))


@MANY
@given(st.floats(0.2, 100.0), st.floats(0.0, 300.0))
def test_gamma_cdf(shape: float, x: float) -> None:
    assert abs(gamma_cdf(shape, x) - stats.gamma(shape).cdf(x)) < 1e-11


@MANY
@given(st.integers(0, 10**5), inside, unit, unit)
def test_binomial_never_falls_with_the_draw(n: int, p: float, u: float, v: float) -> None:
    assert binomial(n, p, min(u, v)) <= binomial(n, p, max(u, v))


@MANY
@given(st.integers(0, 10**5), inside, inside, unit)
def test_binomial_never_falls_with_the_probability(n: int, p: float, q: float, u: float) -> None:
    """What makes arms comparable: with the same luck a safer world never has more events."""
    p, q = min(p, q), max(p, q)
    few, many = binomial(n, p, u), binomial(n, q, u)
    # A draw within rounding of a step of the distribution may fall on either side of it.
    tied = is_quantile(few, u, stats.binom(n, p), 1e-12) and is_quantile(many, u, stats.binom(n, q), 1e-12)
    assert few <= many or (tied and q - p < 1e-12)


@MANY
@given(st.integers(1, 3000), st.floats(1e-4, 0.9999), unit)
def test_binomial_never_falls_from_one_step_of_probability_to_the_next(n: int, p: float, u: float) -> None:
    """Also across the borders of the formulas: a mean of 30, and a half, where it counts failures."""
    for border in (p, 0.5, min(0.9, 30.0 / n)):
        near = [border * (1.0 + k * 1e-9) for k in range(-3, 4)]
        values = [binomial(n, q, u) for q in near]
        # A draw within rounding of a step of the distribution may fall on either side of it.
        tied = all(is_quantile(k, u, stats.binom(n, q), 1e-12) for k, q in zip(values, near, strict=True))
        assert values == sorted(values) or tied


@MANY
@given(st.integers(0, 10**5), st.integers(0, 10**5), inside, unit)
def test_binomial_never_falls_with_the_people_exposed(n: int, m: int, p: float, u: float) -> None:
    assert binomial(min(n, m), p, u) <= binomial(max(n, m), p, u)


@MANY
@given(st.floats(0.0, 1e5), st.floats(0.0, 1e5), unit, unit)
def test_poisson_never_falls(mean: float, other: float, u: float, v: float) -> None:
    assert poisson(min(mean, other), u) <= poisson(max(mean, other), u)
    assert poisson(mean, min(u, v)) <= poisson(mean, max(u, v))


@MANY
@given(st.floats(0.2, 50.0), st.floats(0.01, 1e4), st.floats(0.01, 1e4), unit, unit)
def test_gamma_never_falls(shape: float, mean: float, other: float, u: float, v: float) -> None:
    assert gamma(shape, mean, min(u, v)) <= gamma(shape, mean, max(u, v))
    assert gamma(shape, min(mean, other), u) <= gamma(shape, max(mean, other), u)


@pytest.mark.parametrize("u", [0.0, 1e-17, 0.5, 1.0 - 2.0**-53])
def test_limits(u: float) -> None:
    assert binomial(0, 0.5, u) == binomial(100, 0.0, u) == poisson(0.0, u) == 0
    assert binomial(100, 1.0, u) == 100
    assert binomial(-3, 0.5, u) == 0
    assert 0 <= binomial(1000, 0.7, u) <= 1000
    assert 0 <= binomial(1000, 0.3, u) <= 1000
    assert 0 <= poisson(100.0, u) < 250
    assert lognormal(2.0, 0.0, u) == 2.0
    assert 0.0 <= gamma(1.0, 1.0, u) < math.inf
    assert 0.0 <= exponential(u) < math.inf


@pytest.mark.parametrize("p", [1e-9, 1e-3, 0.3, 0.5, 0.7, 1.0 - 1e-3])
@pytest.mark.parametrize("u", [0.0, 1e-12, 0.5, 1.0 - 1e-9, 1.0 - 2.0**-53])
def test_binomial_of_a_whole_country(p: float, u: float) -> None:
    n = 76_000_000
    k = binomial(n, p, u)
    assert abs(k - n * p) <= 12.0 * math.sqrt(n * p) + 40.0
    if 1e-12 <= u <= 1.0 - 1e-9:
        assert is_quantile(k, u, stats.binom(n, p))


def test_one_person_is_a_bernoulli_trial() -> None:
    assert [binomial(1, 0.25, u) for u in (0.0, 0.74, 0.7499999, 0.7500001, 0.999)] == [0, 0, 0, 1, 1]


@kernel
def sample(kind: int, n: int) -> np.ndarray:
    values = np.empty(n)
    for i in range(n):
        u = uniform_pair(2, i, 5, 24192, 14)[0]
        if kind == 0:
            values[i] = binomial(1000, 0.0007, u)
        elif kind == 1:
            values[i] = binomial(200, 0.8, u)
        elif kind == 2:
            values[i] = poisson(2.5, u)
        elif kind == 3:
            values[i] = gamma(4.0, 10.0, u)
        else:
            values[i] = lognormal(1.0, 0.5, u)
    return values


@pytest.mark.parametrize(
    ("kind", "distribution", "n"),
    [
        (0, stats.binom(1000, 0.0007), 1_000_000), (1, stats.binom(200, 0.8), 300_000),
        (2, stats.poisson(2.5), 1_000_000), (3, stats.gamma(4.0, scale=2.5), 30_000),
        (4, stats.lognorm(0.5), 300_000),
    ],
    ids=["rare", "common", "poisson", "gamma", "lognormal"],
)  # fmt: skip
def test_mean_and_variance(kind: int, distribution, n: int) -> None:
    """False alarms 1e-6 each: 4.9 standard errors; the one of the variance comes from the kurtosis."""
    values = sample(kind, n)
    mean, variance, kurtosis = (float(x) for x in distribution.stats("mvk"))
    assert abs(values.mean() - mean) < 4.9 * math.sqrt(variance / n)
    assert abs(values.var() - variance) < 4.9 * variance * math.sqrt((kurtosis + 2.0) / n)
