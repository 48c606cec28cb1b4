"""Offences, and people who become sought or cease to be."""

from sim.numbers.compiler import rule


@rule
def offences_per_resident_month(
    registered_per_100k_year: float, registration_share: float, city_factor: float
) -> float:
    """Return the offences committed per resident and month, registered or not, without cameras or events.

    Source: domain.md 5.4, lam N / reg.

    Examples
    --------
    >>> round(offences_per_resident_month(1200.0, 0.5, 1.0), 9)
    0.002
    """
    return registered_per_100k_year / registration_share / 100000.0 / 12.0 * city_factor


@rule
def offence_probability_per_month(expected: float, displaced_in: float, population: int) -> float:
    """Return the probability that a resident suffers an offence in a month, of the city's own and displaced ones.

    Source: domain.md 5.4 and 5.9.

    Examples
    --------
    >>> offence_probability_per_month(200.0, 50.0, 1000), offence_probability_per_month(1.0, -5.0, 1000)
    (0.25, 0.0)
    """
    return min(1.0, max(0.0, expected + displaced_in) / population)


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
def findable_probability(
    findable_share: float, never_matched_share: float, watchlist_size: float, sought_nationwide: int
) -> float:
    """Return the probability that a person who becomes sought is enrolled and can be found by cameras.

    Drawn once for each sought person; a list shorter than the sought enrols a part of them.
    Source: domain.md 5.0 (findable_share); 7.4 (people who are never matched).

    Examples
    --------
    >>> findable_probability(0.05, 0.0, 100000.0, 50000), findable_probability(0.05, 0.2, 50000.0, 100000)
    (0.05, 0.020000000000000004)
    """
    findable = findable_share * (1.0 - never_matched_share)
    if sought_nationwide <= watchlist_size:
        return findable
    return findable * watchlist_size / sought_nationwide
