"""The mean of a few numbers and its 95 % interval."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Interval(NamedTuple):
    """A mean with a 95 % interval; None is undefined."""

    mean: float | None
    lo95: float | None
    hi95: float | None


def student_interval(values: NDArray[np.float64]) -> Interval:
    """Return the mean with the 95 % interval of Student's t; none with fewer than two values.

    Source: Student (1908), The probable error of a mean. Biometrika 6(1).

    Examples
    --------
    >>> [round(number, 3) for number in student_interval(np.array([1.0, 2.0, 3.0]))]
    [2.0, -0.484, 4.484]
    """
    if values.size == 0:
        return Interval(None, None, None)
    mean = float(values.mean())
    if values.size == 1:
        return Interval(mean, None, None)
    from scipy.special import stdtrit  # where it is used: 0.2 s

    spread = float(values.std(ddof=1)) / float(np.sqrt(values.size))
    half = float(stdtrit(values.size - 1, 0.975)) * spread
    return Interval(mean, mean - half, mean + half)
