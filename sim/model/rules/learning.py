"""How suppliers get better and cheaper: by calendar time and by experience."""

from sim.numbers.arithmetic import exp, log, power
from sim.numbers.compiler import rule

_LOG_2 = 0.69314718055994530942


@rule
def doublings(streams: int, streams_start: float) -> float:
    """Return how often experience has doubled since the start; streams enter as 1 + x.

    Source: domain.md 5.0 (logs of stocks use 1 + x).

    Examples
    --------
    >>> doublings(3000, 3000.0), round(doublings(0, 1.0), 6)
    (1.0, 0.0)
    """
    return log(1.0 + streams / streams_start) / _LOG_2


@rule
def fall_by_experience(fall_per_doubling: float, doubled: float) -> float:
    """Return the factor that experience puts on an error or a price.

    Source: Wright (1936), Factors affecting the cost of airplanes; domain.md 5.2.

    Examples
    --------
    >>> fall_by_experience(0.15, 1.0), round(fall_by_experience(0.15, 2.0), 6)
    (0.85, 0.7225)
    """
    return power(1.0 - fall_per_doubling, doubled)


@rule
def fall_by_calendar(decline_per_year: float, years: float) -> float:
    """Return the factor that calendar time puts on an error rate.

    Source: NIST FRVT 2018, domain.md C.1.

    Examples
    --------
    >>> round(fall_by_calendar(0.25, 4.0), 4)
    0.3679
    """
    return exp(-decline_per_year * years)
