"""Offences, and people who become sought or cease to be."""

from sim.model.rule import rule


@rule
def offence_probability_per_month(
    registered_per_100k_year: float, registration_share: float, public_share: float, public_multiplier: float
) -> float:
    """Return the probability that a resident suffers an offence in a month, registered or not.

    Only the public part feels cameras and events. Source: domain.md 5.4.

    Examples
    --------
    >>> round(offence_probability_per_month(1200.0, 0.5, 0.3, 1.0), 9)
    0.002
    >>> round(offence_probability_per_month(1200.0, 0.5, 0.3, 0.5), 9)
    0.0017
    """
    committed = registered_per_100k_year / registration_share / 100000.0 / 12.0
    return committed * (1.0 - public_share + public_share * public_multiplier)


@rule
def public_multiplier(
    coverage: float, fr_coverage: float, camera_deterrence: float, fr_deterrence: float, factor: float
) -> float:
    """Return what coverage by cameras and recognition leaves of offences in public space.

    Source: domain.md 5.4; Piza et al. (2019) for cameras.

    Examples
    --------
    >>> round(public_multiplier(1.0, 1.0, 0.13, 0.03, 1.0), 4)
    0.84
    """
    return factor * max(0.0, 1.0 - camera_deterrence * coverage - fr_deterrence * fr_coverage)


@rule
def findable_probability(findable_share: float, watchlist_size: float, sought_nationwide: int) -> float:
    """Return the probability that a person who becomes sought is enrolled and can be found by cameras.

    Drawn once for each sought person; a list shorter than the sought enrols a part of them.
    Source: domain.md 5.0 (findable_share).

    Examples
    --------
    >>> findable_probability(0.05, 100000.0, 50000), findable_probability(0.05, 50000.0, 100000)
    (0.05, 0.025)
    """
    if sought_nationwide <= watchlist_size:
        return findable_share
    return findable_share * watchlist_size / sought_nationwide
