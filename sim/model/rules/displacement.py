"""Offences that cameras push elsewhere."""

from sim.numbers.arithmetic import exp
from sim.numbers.compiler import rule


@rule
def displaced_offences(prevented: float, displaced_share: float) -> float:
    """Return the expected offences that move to neighbouring cities; below zero: benefits that spread.

    Source: Guerette and Bowers (2009); domain.md 5.4.

    Examples
    --------
    >>> displaced_offences(100.0, 0.2), displaced_offences(100.0, -0.2)
    (20.0, -20.0)
    """
    return prevented * displaced_share


@rule
def neighbour_weight(distance_km: float, decay_km: float) -> float:
    """Return how much of what a city displaces a neighbour takes, before weights are scaled to sum to 1.

    Source: assumption (distance decay of offenders' travel).

    Examples
    --------
    >>> neighbour_weight(0.0, 100.0), round(neighbour_weight(100.0, 100.0), 4)
    (1.0, 0.3679)
    """
    return exp(-distance_km / decay_km)
