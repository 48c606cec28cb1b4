"""The mean or the median of a few numbers and its 95% interval."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Ranks = NDArray[np.int32]


class Interval(NamedTuple):
    """A mean or a median with a 95% interval; None is undefined."""

    middle: float | None
    lo95: float | None
    hi95: float | None


def student_interval(values: Values) -> Interval:
    """Return the mean with the 95% interval of Student's t; none with fewer than two values.

    Source: Student (1908), The probable error of a mean. Biometrika 6(1).

    Examples
    --------
    >>> [round(number, 3) for number in student_interval(np.array([1.0, 2.0, 3.0]))]
    [2.0, -0.484, 4.484]
    """
    from sim.numbers.paired import student  # where it is used: the compiler takes a second to import

    found = np.empty(3)
    student(np.ascontiguousarray(values), student_quantiles(values.size), found)
    return _interval(found)


def student_quantiles(most: int) -> Values:
    """Return the 97.5 % points of Student's t for two values, three, and so on to at least `most`, 200 or more.

    Examples
    --------
    >>> student_quantiles(20)[:2].round(3).tolist()
    [12.706, 4.303]
    """
    return _quantiles(max(200, 1 << (most - 1).bit_length()))


@lru_cache(maxsize=1)
def _quantiles(most: int) -> Values:
    from scipy.special import stdtrit  # where it is used: 0.2 s

    found: Values = stdtrit(np.arange(1, most), 0.975)
    return found


def bootstrap_median(values: Values) -> Interval:
    """Return the median with the 95% interval of the percentile bootstrap; none with fewer than two values.

    A resample's median depends on which ranks it holds, so ranks are drawn, once for all outcomes of
    equally many pairs.
    Source: Efron (1979), Bootstrap methods: another look at the jackknife. Annals of Statistics 7(1).

    Examples
    --------
    >>> bootstrap_median(np.array([3.0, 1.0, 2.0]))
    Interval(middle=2.0, lo95=1.0, hi95=3.0)
    """
    from sim.numbers.paired import median_of_ranks

    found = np.empty(3)
    median_of_ranks(np.ascontiguousarray(values), *_middle_ranks(values.size), found)
    return _interval(found)


@lru_cache(maxsize=8)
def _middle_ranks(n: int) -> tuple[Ranks, Ranks]:
    """Return the ranks of the two middle values (the same one where n is odd) of each resample of n values."""
    from sim.numbers.paired import N_RESAMPLES, middle_ranks

    lower, upper = np.empty(N_RESAMPLES, np.int32), np.empty(N_RESAMPLES, np.int32)
    middle_ranks(n, lower, upper)
    return lower, upper


def _interval(found: Values) -> Interval:
    """Return what a kernel wrote, of which NaN is undefined."""
    return Interval(*(None if np.isnan(number) else number for number in found.tolist()))
