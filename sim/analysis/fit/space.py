"""The parameters that are fitted, and the ranges in which they are drawn."""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.scenario.registry import Parameter

Vectors = NDArray[np.float64]

_LOG_FROM = 10.0  # a range of a decade or more is drawn evenly in the logarithm


class Fitted(NamedTuple):
    """A parameter that is fitted: which targets it moves, and why it is chosen."""

    parameter: str
    targets: str
    why: str


class Space(NamedTuple):
    """The ranges in which parameters are drawn."""

    names: tuple[str, ...]
    low: Vectors
    high: Vectors
    log: NDArray[np.bool_]
    start: Vectors  # (n_parameters,) the scenario's own values, as shares of the ranges

    def values(self, shares: Vectors) -> dict[str, float]:
        """Return the parameters at a point of the unit cube."""
        safe_low, safe_high = np.where(self.log, self.low, 1.0), np.where(self.log, self.high, 1.0)
        logarithmic = np.exp(np.log(safe_low) + shares * (np.log(safe_high) - np.log(safe_low)))
        linear = self.low + shares * (self.high - self.low)
        inside = np.clip(np.where(self.log, logarithmic, linear), self.low, self.high)
        return dict(zip(self.names, inside.tolist(), strict=True))

    def shares(self, values: Mapping[str, float]) -> Vectors:
        """Return the point of the unit cube where parameters are; those not named have the scenario's own values."""
        given = np.array([values.get(name, np.nan) for name in self.names])
        return np.where(np.isnan(given), self.start, _shares(self.low, self.high, given))


@cache
def fitted_parameters() -> tuple[Fitted, ...]:
    """Return the parameters that are fitted, with the reason for each (sim/data/fitted.csv)."""
    text = files("sim").joinpath("data", "fitted.csv").read_text(encoding="utf-8")
    return tuple(Fitted(**row) for row in csv.DictReader(text.splitlines()))


def space_of(parameters: Sequence[Parameter], names: Sequence[str]) -> Space:
    """Return the space of some parameters within their plausible ranges."""
    by_name = {parameter.name: parameter for parameter in parameters}
    chosen = [by_name[name] for name in names]
    low, high = (np.array([getattr(p, key) for p in chosen], dtype=np.float64) for key in ("low", "high"))
    start = _shares(low, high, np.array([p.value for p in chosen], dtype=np.float64))
    return Space(tuple(names), low, high, _is_logarithmic(low, high), start)


def _is_logarithmic(low: Vectors, high: Vectors) -> NDArray[np.bool_]:
    return (low > 0.0) & (high >= _LOG_FROM * np.where(low > 0.0, low, np.inf))


def _shares(low: Vectors, high: Vectors, value: Vectors) -> Vectors:
    """Return where values lie in their ranges; one outside is taken at the nearest end."""
    log = _is_logarithmic(low, high)
    value = np.clip(value, low, high)
    shares: Vectors = (value - low) / np.where(high > low, high - low, 1.0)
    shares[log] = (np.log(value[log]) - np.log(low[log])) / (np.log(high[log]) - np.log(low[log]))
    return shares
