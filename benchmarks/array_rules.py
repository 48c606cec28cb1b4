"""The rules of citizens at one agent per resident, as expressions over whole arrays.

Each is named after the scalar rule that it restates; tests hold the two together.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model.rules.budget import DAYS_PER_MONTH

Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]


def _at_least_one(expected: Floats) -> Floats:
    nobody: Floats = np.expm1(-expected)
    return -nobody


def detection_probability(searches: Floats, hit_probability: float) -> Floats:
    """Return the probability of at least one true alert of each sought person."""
    return _at_least_one(searches * hit_probability)


def false_alert_probability(searches: Floats, fpir: float) -> Floats:
    """Return the probability of a false alert of each person."""
    return _at_least_one(searches * fpir)


def leaked_probability(searches: Floats, retention_days: float, breach_share: float, breaches: int) -> Floats:
    """Return the probability that breaches hold a passage of each person."""
    return _at_least_one(searches * (retention_days * breach_share * breaches / DAYS_PER_MONTH))


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
    expressed: Floats = np.clip(support + own_shock + city_shock, 0.0, 1.0)
    return expressed


def cohort_trust(city_trust: float, support: Floats, city_support: float, slope: float) -> Floats:
    """Return everybody's trust."""
    trust: Floats = np.clip(city_trust + slope * (support - city_support), 0.0, 1.0)
    return trust


def chilled_share(at_full_perception: float, perceived: float, trust: Floats) -> Floats:
    """Return the share of sensitive lawful activity that each leaves undone."""
    return at_full_perception * perceived * (1.0 - trust)


def grievance(hardship: Floats, legitimacy: float, support: Floats, privacy_weight: float, backlash: float) -> Floats:
    """Return everybody's grievance."""
    felt: Floats = hardship * (1.0 - legitimacy) + privacy_weight * np.maximum(0.0, 0.5 - support) + backlash
    return felt


def willingness(grievance: Floats, risk: Floats, encouragement: float, threshold: float, spread: float) -> Floats:
    """Return how surely each is willing to act."""
    return 1.0 / (1.0 + np.exp((threshold - grievance + risk - encouragement) / spread))


def joining_probability(called_share: float, willing: Floats, chilled: Floats) -> Floats:
    """Return the probability that each joins a mass protest."""
    return np.minimum(1.0, called_share * willing * (1.0 - chilled))


def solo_probability(
    called_share: float, solo_share: float, willing_alone: Floats, willing: Floats, chilled: Floats
) -> Floats:
    """Return the probability that each acts alone."""
    return np.minimum(1.0, called_share * solo_share * np.maximum(0.0, willing_alone - willing * (1.0 - chilled)))
