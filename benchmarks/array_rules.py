"""The rules of citizens at one agent per resident, as expressions over whole arrays.

Each is named after the scalar rule that it restates; tests hold the two together.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model.rules.budget import DAYS_PER_MONTH

Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]


def detection_probability(searches: Floats, hit_probability: float) -> Floats:
    """Return the probability of at least one true alert of each sought person."""
    return -np.expm1(searches * -hit_probability)


def false_alert_probability(searches: Floats, fpir: float) -> Floats:
    """Return the probability of a false alert of each person."""
    return -np.expm1(searches * -fpir)


def leaked_probability(searches: Floats, retention_days: float, breach_share: float, breaches: int) -> Floats:
    """Return the probability that breaches hold a passage of each person."""
    return -np.expm1(searches * (-retention_days * breach_share * breaches / DAYS_PER_MONTH))


def hears(own: Floats, other: Floats, bound: float) -> Flags:
    """Tell whose peer is near enough to be heard."""
    return np.abs(own - other) < bound


def support_next(peer_mean: Floats, city_mean: float, anchor: Floats, stubbornness: float, city_share: float) -> Floats:
    """Return everybody's undisturbed opinion next month."""
    yielding = 1.0 - stubbornness
    following = peer_mean * (yielding * (1.0 - city_share)) + anchor * stubbornness + yielding * city_share * city_mean
    return np.clip(following, 0.0, 1.0)


def touched_share(stopped: Flags, city_stops: int, population: int, ties: float) -> Floats:
    """Return how far each was touched by wrongful stops: one if stopped, else the share of ties who were."""
    return np.where(stopped, np.float32(1.0), np.float32(min(1.0, ties * city_stops / population)))


def shock_next(shock: Floats, remembered: float, touched: Floats, push: float) -> Floats:
    """Return everybody's remembered shock next month."""
    return np.maximum(shock * remembered + touched * push, -1.0)


def expressed_support(support: Floats, own_shock: Floats, city_shock: float) -> Floats:
    """Return the support that everybody expresses."""
    return np.clip(support + own_shock + city_shock, 0.0, 1.0)
