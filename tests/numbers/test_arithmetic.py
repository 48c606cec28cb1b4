"""Portable arithmetic: near the true value, the same bits plain and compiled, and monotone."""

import math
import struct

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.special import ndtr, ndtri

from sim.numbers import arithmetic, compiler, variates
from sim.numbers.arithmetic import exp, inverse_normal, log, log_of_one_minus, normal_cdf, power
from tests.model.rules_of import compiled, rules_of

MANY = settings(max_examples=400, deadline=None, derandomize=True)
unit = st.floats(0.0, 1.0, exclude_max=True)
inside = st.floats(0.0, 1.0, exclude_min=True, exclude_max=True)


def units_apart(x: float, y: float) -> float:
    """Return how far x is from y, in units of the last place of y."""
    return abs(x - y) / math.ulp(y)


@MANY
@given(st.floats(-708.0, 709.78))
def test_exp_is_within_one_unit(x: float) -> None:
    assert units_apart(exp(x), math.exp(x)) <= 1.0


def test_exp_at_its_ends() -> None:
    assert exp(-708.1) == 0.0
    assert exp(-1e300) == 0.0
    assert exp(1e300) == math.inf
    assert exp(709.7827) < math.inf


@MANY
@given(st.floats(5e-324, 1.7e308))
@example(1.0 - 2.0**-53)
@example(1.0 + 2.0**-52)
def test_log_is_within_one_unit(x: float) -> None:
    assert units_apart(log(x), math.log(x)) <= 1.0


def test_log_of_nothing() -> None:
    assert log(0.0) == log(-1.0) == -math.inf


@MANY
@given(st.floats(0.0, 1.0, exclude_max=True))
def test_log_of_one_minus_keeps_small_numbers(p: float) -> None:
    # Past 1e-3 it is log(1 - p): p = 1e-3 leaves 13 digits of the difference from 1.
    assert math.isclose(log_of_one_minus(p), math.log1p(-p), rel_tol=1e-12, abs_tol=0.0)


@MANY
@given(st.floats(1e-300, 1e300), st.floats(-50.0, 50.0))
def test_power_is_within_its_stated_error(x: float, y: float) -> None:
    exponent = y * math.log(x)
    if abs(exponent) < 700.0:
        assert math.isclose(power(x, y), math.exp(exponent), rel_tol=1e-15 * (1.0 + abs(exponent)) + 4e-16)
        assert math.isclose(power(x, y), math.pow(x, y), rel_tol=1e-15 * (1.0 + abs(exponent)))


@MANY
@given(st.floats(-12.0, 12.0))
def test_normal_cdf_is_within_3e_15_and_a_probability(x: float) -> None:
    assert abs(normal_cdf(x) - float(ndtr(x))) < 3e-15
    assert 0.0 <= normal_cdf(x) <= 1.0


@MANY
@given(st.floats(1e-15, 1.0, exclude_max=True))
@example(0.5)
@example(0.075)
@example(1.0 - 2.0**-53)
def test_inverse_normal_is_within_1e_14(u: float) -> None:
    expected = float(ndtri(max(u, 2.0**-54)))
    assert math.isclose(inverse_normal(u), expected, rel_tol=1e-14, abs_tol=1e-15)


@MANY
@given(unit)
def test_inverse_normal_is_finite_and_odd(u: float) -> None:
    assert math.isfinite(inverse_normal(u))
    if 2.0**-20 < u < 1.0 - 2.0**-20:
        assert math.isclose(inverse_normal(1.0 - u), -inverse_normal(u), rel_tol=1e-9, abs_tol=1e-9)


RISING = {
    "exp": (exp, -700.0, 700.0),
    "log": (log, 1e-300, 1e300),
    "normal_cdf": (normal_cdf, -7.9, 7.9),
    "inverse_normal": (inverse_normal, 1e-12, 1.0 - 1e-12),
    "power of a base": (lambda x: power(x, 2.7), 1e-6, 1e6),
    "power of an exponent": (lambda y: power(2.7, y), -100.0, 100.0),
    "log_of_one_minus": (lambda p: -log_of_one_minus(p), 0.0, 0.999),
}


@pytest.mark.parametrize("name", RISING)
def test_functions_never_fall(name: str) -> None:
    function, low, high = RISING[name]
    grid = np.unique(np.concatenate([np.linspace(low, high, 4001), low + np.logspace(-12, 0, 500) * (high - low)]))
    values = np.array([function(float(x)) for x in grid if low <= x <= high])
    # The series of normal_cdf cancels in the tails, by twice the error above.
    slack = 6e-15 if name == "normal_cdf" else 0.0
    assert (np.diff(values) >= -slack).all()
    assert values[-1] > values[0]


@pytest.mark.parametrize("border", [-0.425, 0.425])
def test_inverse_normal_does_not_jump_between_its_three_formulas(border: float) -> None:
    steps = [0.5 + border + k * 2.0**-50 for k in range(-200, 201)]
    values = [inverse_normal(u) for u in steps]
    assert max(np.diff(values)) < 1e-12
    assert min(np.diff(values)) > -1e-14


wide = st.floats(-800.0, 800.0)
positive = st.floats(1e-300, 1e300)
counts = st.integers(0, 10**7)
probability = st.one_of(st.floats(1e-300, 1.0, exclude_max=True), st.floats(1e-12, 1e-3))


@st.composite
def trials(draw: st.DrawFn) -> tuple[int, int, float]:
    n = draw(st.integers(1, 10**6))
    return draw(st.integers(0, n)), n, draw(probability)


# Arguments that a rule may be given; every rule of the two files has to appear.
ARGUMENTS = {
    "exp": st.tuples(wide),
    "log": st.tuples(positive),
    "log_of_one_minus": st.tuples(unit),
    "power": st.tuples(positive, st.floats(-40.0, 40.0)),
    "normal_cdf": st.tuples(st.floats(-10.0, 10.0)),
    "_polynomial": st.tuples(st.tuples(*[st.floats(-1e4, 1e4)] * 8), st.floats(-2.0, 2.0)),
    "inverse_normal": st.tuples(unit),
    "stirling_error": st.tuples(st.integers(1, 10**7).map(float)),
    "_deviance": st.tuples(st.floats(1.0, 1e7), st.floats(1e-3, 1e7)),
    "binomial_pmf": trials(),
    "binomial": st.tuples(st.integers(0, 10**6), st.one_of(probability, st.sampled_from([0.0, 1.0])), unit),
    "surely_none": st.tuples(st.integers(0, 10**6), probability, unit),
    "_binomial_upwards": st.tuples(st.integers(1, 10**6), st.floats(1e-9, 0.5), unit),
    "poisson": st.tuples(st.one_of(st.floats(0.0, 40.0), st.floats(0.0, 1e6)), unit),
    "exponential": st.tuples(unit),
    "lognormal": st.tuples(st.floats(1e-6, 1e9), st.floats(0.0, 3.0), unit),
    "log_gamma": st.tuples(st.floats(0.05, 1e6)),
    "gamma_cdf": st.tuples(st.floats(0.1, 200.0), st.floats(0.0, 400.0)),
    "gamma": st.tuples(st.floats(0.1, 100.0), st.floats(1e-3, 1e6), unit),
}
RULES = rules_of(compiler) | rules_of(arithmetic) | rules_of(variates)


def test_every_rule_is_compared() -> None:
    assert set(RULES) <= set(ARGUMENTS), "add arguments for the new rule to ARGUMENTS"


@pytest.mark.parametrize("name", RULES)
def test_plain_and_compiled_give_the_same_bits(name: str) -> None:
    @settings(max_examples=150, deadline=None, derandomize=True, database=None)
    @given(ARGUMENTS[name])
    def compare(arguments: tuple[float, ...]) -> None:
        plain, fast = RULES[name](*arguments), compiled(RULES[name])(*arguments)
        assert struct.pack("d", plain) == struct.pack("d", fast)

    compare()
