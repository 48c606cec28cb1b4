"""Sums that round once, so that the order of what is added cannot matter."""

import numpy as np
from numpy.typing import NDArray

from sim.numbers.compiler import kernel


@kernel
def exact_sum(values: NDArray[np.float64]) -> float:
    """Return the sum of numbers as if added exactly and rounded once, half to even, like `math.fsum`.

    Where a plain sum is no number, or has no end, that is what it returns.
    Source: Shewchuk (1997), Adaptive precision floating-point arithmetic, Discrete & Computational Geometry 18.
    """
    partials = np.empty(values.shape[0] + 1)  # each number adds one at most
    n = 0
    plain = 0.0
    for k in range(values.shape[0]):
        plain += values[k]
        if plain - plain == 0.0:  # finite; other numbers would overlap without end
            n = _add(partials, n, values[k])
    return _rounded(partials, n) if plain - plain == 0.0 else float(plain)


@kernel
def _add(partials: NDArray[np.float64], n: int, x: float) -> int:
    """Add a number to n partials, which grow in size and do not overlap; return how many there are now."""
    kept = 0
    for k in range(n):
        y = partials[k]
        if abs(x) < abs(y):
            x, y = y, x
        high = x + y
        low = y - (high - x)
        if low != 0.0:
            partials[kept] = low
            kept += 1
        x = high
    if x != 0.0:
        partials[kept] = x
        kept += 1
    return kept


@kernel
def _rounded(partials: NDArray[np.float64], n: int) -> float:
    if n == 0:
        return 0.0
    n -= 1
    high, low = partials[n], 0.0
    while n > 0 and low == 0.0:
        n -= 1
        x, y = high, partials[n]
        high = x + y
        low = y - (high - x)
    if n > 0 and ((low < 0.0 and partials[n - 1] < 0.0) or (low > 0.0 and partials[n - 1] > 0.0)):
        doubled = 2.0 * low  # what is left lies on the side to which a tie must go
        beyond = high + doubled
        if doubled == beyond - high:
            high = beyond
    return float(high)
