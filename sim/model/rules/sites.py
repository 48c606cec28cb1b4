"""Kinds of sites and how many people pass there."""

from sim.numbers.compiler import rule


@rule
def scene_hit_share(
    faces_entrance: float,
    faces_public_place: float,
    faces_transport: float,
    entrance: float,
    public_place: float,
    transport: float,
) -> float:
    """Return the hits per search relative to those of an engine's test, over all kinds of site.

    `faces_...` are passages in a day; the three others are the shares at each kind. Passages are a Poisson process,
    so their mean over kinds is all that counts. Source: domain.md 7.3; arithmetic.

    Examples
    --------
    >>> scene_hit_share(100.0, 300.0, 0.0, 0.9, 0.5, 0.7), scene_hit_share(0.0, 0.0, 0.0, 0.9, 0.5, 0.7)
    (0.6, 0.0)
    """
    faces = faces_entrance + faces_public_place + faces_transport
    hits = faces_entrance * entrance + faces_public_place * public_place + faces_transport * transport
    return hits / faces if faces > 0.0 else 0.0


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
