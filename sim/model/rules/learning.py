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
def fall_by_calendar(tested: float, month: float, slows_year: float, decline: float, decline_later: float) -> float:
    """Return the factor that calendar time puts on an error rate, from the month of its test to another.

    Errors fall by `decline` a year until a year begins, then by `decline_later`. Months are year * 12 + month - 1; for
    a month before the test the factor is above 1. Source: NIST FRTE 1:N, November 2025 (domain.md 7.2, N01).

    Examples
    --------
    >>> tested = 12.0 * 2019
    >>> round(fall_by_calendar(tested, tested + 12.0, 2022.0, 0.35, 0.16), 4)
    0.7047
    >>> round(fall_by_calendar(tested, tested + 48.0, 2022.0, 0.35, 0.16), 4)
    0.2982
    >>> fall_by_calendar(tested, tested - 24.0, 2022.0, 0.35, 0.16) > 2.0
    True
    """
    turn = 12.0 * slows_year
    before = min(month, turn) - min(tested, turn)
    after = max(month, turn) - max(tested, turn)
    return exp(-(decline * before + decline_later * after) / 12.0)
