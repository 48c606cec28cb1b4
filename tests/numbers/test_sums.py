"""Exact sums: the bits of `math.fsum`, whatever is added in whatever order."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.numbers.sums import exact_sum

# Squares of these do not overflow, and neither do sums of a few thousand.
numbers = st.floats(-1e300, 1e300, allow_nan=False)
columns = st.lists(numbers, max_size=60)


@settings(max_examples=500, deadline=None, derandomize=True)
@given(columns)
def test_a_column_adds_up_as_fsum_adds_it(column: list[float]) -> None:
    assert exact_sum(np.array(column, np.float64)) == math.fsum(column)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(columns, st.randoms(use_true_random=False))
def test_what_cancels_leaves_what_was_small(column: list[float], luck) -> None:
    """Large terms that cancel exactly must leave every bit of the small ones, in any order."""
    mixed = [*column, *(-x for x in column), 0.1, 0.2, 2.0**-1074]
    luck.shuffle(mixed)
    assert exact_sum(np.array(mixed)) == math.fsum([0.1, 0.2, 2.0**-1074])


@pytest.mark.parametrize(
    "column",
    [[], [0.0], [0.1] * 10, [1e100, 1.0, -1e100], [1.0, 2.0**-53, 2.0**-106], [1.0, 2.0**-53, -(2.0**-106)]],
)
def test_known_columns(column: list[float]) -> None:
    """The last two lie just beside a tie, on either side."""
    assert exact_sum(np.array(column, np.float64)) == math.fsum(column)


def test_many_numbers_of_many_sizes() -> None:
    luck = np.random.default_rng(0)
    for _ in range(300):
        column = luck.normal(size=171) * 10.0 ** luck.integers(-200, 200, size=171)
        assert exact_sum(column) == math.fsum(column.tolist())


@pytest.mark.parametrize("odd", [[math.nan], [math.inf], [-math.inf], [math.inf, -math.inf], [1e308] * 171])
def test_what_is_not_finite_is_told_and_writes_nowhere_else(odd: list[float]) -> None:
    column = np.array([1.0, 2.0, 3.0, *odd, *[0.1] * 167])
    with np.errstate(all="ignore"):
        plain = float(np.add.accumulate(column)[-1])
    assert exact_sum(column) == pytest.approx(plain, nan_ok=True)


def test_numbers_far_apart_keep_a_partial_each() -> None:
    """More than a double's places in steps of 53: nothing may be written beyond the partials there is room for."""
    column = [sign * 2.0 ** (k * 13) for k in range(-80, 78) for sign in (1.0, -1.0 + 2.0**-50)]
    assert exact_sum(np.array(column)) == math.fsum(column)
