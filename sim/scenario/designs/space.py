"""Ranges of numbers, and the unit cube in which points of them are drawn."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float64]

_LOG_FROM = 10.0  # a range of a decade or more is drawn evenly in the logarithm


class Space(NamedTuple):
    """The ranges in which numbers are drawn."""

    names: tuple[str, ...]
    low: Vectors
    high: Vectors
    log: NDArray[np.bool_]
    start: Vectors  # (n_names,) where the scenario's own values lie, as shares of the ranges

    def values(self, shares: Vectors) -> dict[str, float]:
        """Return the numbers at a point of the unit cube."""
        safe_low, safe_high = np.where(self.log, self.low, 1.0), np.where(self.log, self.high, 1.0)
        logarithmic = np.exp(np.log(safe_low) + shares * (np.log(safe_high) - np.log(safe_low)))
        linear = self.low + shares * (self.high - self.low)
        inside = np.clip(np.where(self.log, logarithmic, linear), self.low, self.high)
        return dict(zip(self.names, inside.tolist(), strict=True))

    def shares(self, values: Mapping[str, float]) -> Vectors:
        """Return the point of the unit cube where numbers are; those not named have the scenario's own values."""
        given = np.array([values.get(name, np.nan) for name in self.names])
        return np.where(np.isnan(given), self.start, _shares(self.low, self.high, given))


def space_between(names: Sequence[str], low: Sequence[float], high: Sequence[float], own: Sequence[float]) -> Space:
    """Return the space of some numbers within their ranges; `own` are the scenario's values."""
    lows, highs, owns = (np.array(numbers, dtype=np.float64) for numbers in (low, high, own))
    return Space(tuple(names), lows, highs, is_logarithmic(lows, highs), _shares(lows, highs, owns))


def is_logarithmic(low: Vectors, high: Vectors) -> NDArray[np.bool_]:
    """Tell which ranges are drawn evenly in the logarithm."""
    return (low > 0.0) & (high >= _LOG_FROM * np.where(low > 0.0, low, np.inf))


def _shares(low: Vectors, high: Vectors, value: Vectors) -> Vectors:
    """Return where values lie in their ranges; one outside is taken at the nearest end."""
    log = is_logarithmic(low, high)
    value = np.clip(value, low, high)
    shares: Vectors = (value - low) / np.where(high > low, high - low, 1.0)
    shares[log] = (np.log(value[log]) - np.log(low[log])) / (np.log(high[log]) - np.log(low[log]))
    return shares
