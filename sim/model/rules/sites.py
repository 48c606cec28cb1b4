"""Kinds of sites and how many people pass there."""

from sim.numbers.compiler import rule


@rule
def faces_per_day(
    entrance: int, public_place: int, transport: int, per_entrance: float, per_public_place: float, per_transport: float
) -> float:
    """Return the passages before a city's recognising cameras in a day, by kind of site.

    Source: domain.md parameters phi_e and phi_p.

    Examples
    --------
    >>> faces_per_day(10, 2, 1, 150.0, 2000.0, 5000.0)
    10500.0
    """
    return entrance * per_entrance + public_place * per_public_place + transport * per_transport


@rule
def cameras_of_kind(recognising: int, pilot: int, share: float) -> int:
    """Return how many recognising cameras beyond the pilot stand at a kind of site.

    A pilot stands at entrances. Source: domain.md C.5 (about 1,000 entrance cameras in 2017-19).

    Examples
    --------
    >>> cameras_of_kind(3000, 3000, 0.25), cameras_of_kind(103000, 3000, 0.25)
    (0, 25000)
    """
    return int(max(0, recognising - pilot) * share)
