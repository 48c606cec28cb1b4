"""Cameras: growth towards a target, failure, renewal, connection to recognition."""

from sim.numbers.arithmetic import exp
from sim.numbers.compiler import rule


@rule
def camera_target(
    population: int,
    target_per_1000: float,
    mandate_per_1000: float,
    budget_share: float,
    cap_rub_per_month: float,
    camera_rub_per_month: float,
) -> int:
    """Return how many cameras a city grows towards: its target density, or what it can keep up.

    A mandated density binds as far as the whole security cap reaches.
    Source: domain.md 5.0 (growth to a target density within the security cap after running costs).

    Examples
    --------
    >>> camera_target(100000, 2.5, 0.0, 0.6, 2e6, 3000.0), camera_target(100000, 2.5, 0.0, 0.6, 1e5, 3000.0)
    (250, 20)
    >>> camera_target(100000, 2.5, 4.0, 0.6, 2e6, 3000.0)
    400
    """
    wanted = population * target_per_1000 / 1000.0
    mandated = population * mandate_per_1000 / 1000.0
    within_cap = cap_rub_per_month / camera_rub_per_month
    return int(max(min(wanted, budget_share * within_cap), min(mandated, within_cap)))


@rule
def whole(expected: float, u: float) -> int:
    """Return a whole number that is `expected` on average, for one uniform draw.

    Source: stochastic rounding.

    Examples
    --------
    >>> whole(2.25, 0.7), whole(2.25, 0.8)
    (2, 3)
    """
    return int(expected + u)


@rule
def cameras_payable(wanted: int, money_rub: float, camera_cost_rub: float) -> int:
    """Return how many of the wanted cameras the money pays for.

    Cameras whose service price holds them (a cost of 0) need money left over, but take none of it.
    Source: arithmetic.

    Examples
    --------
    >>> cameras_payable(10, 150e3, 50e3), cameras_payable(2, 150e3, 50e3), cameras_payable(2, -1.0, 50e3)
    (3, 2, 0)
    >>> cameras_payable(10, 1.0, 0.0)
    10
    """
    if money_rub <= 0.0:
        return 0
    return wanted if wanted * camera_cost_rub <= money_rub else int(money_rub / camera_cost_rub)


@rule
def recognising_next(recognising: int, wanted: int, connected: int, per_month: int, may_grow: bool) -> int:
    """Return how many cameras recognise next: up by at most `per_month`, down at once.

    Source: domain.md 5.0 (four camera states kept apart); T01 for the speed.

    Examples
    --------
    >>> recognising_next(100, 500, 1000, 50, True), recognising_next(100, 500, 1000, 50, False)
    (150, 100)
    >>> recognising_next(100, 20, 1000, 50, True), recognising_next(100, 500, 60, 50, True)
    (20, 60)
    """
    ceiling = min(wanted, connected)
    grown = min(recognising + per_month, ceiling) if may_grow else min(recognising, ceiling)
    return grown if grown > recognising else min(recognising, ceiling)


@rule
def coverage_share(cameras: int, population: int, saturation_per_1000: float) -> float:
    """Return the share of public space in view of cameras.

    Source: domain.md 5, c = 1 - exp(-3 k / k_max).

    Examples
    --------
    >>> round(coverage_share(20000, 1000000, 20.0), 4)
    0.9502
    """
    return 1.0 - exp(-3.0 * (1000.0 * cameras / population) / saturation_per_1000)


@rule
def capped_streams(wanted: int, connected: int, cap_share: float) -> int:
    """Return how many cameras may recognise where at most a share of the connected ones may.

    Source: arithmetic; the cap is a lever.

    Examples
    --------
    >>> capped_streams(550, 1000, 1.0), capped_streams(550, 1000, 0.2)
    (550, 200)
    """
    return min(wanted, int(cap_share * connected))


@rule
def share_of_streams(share: float, streams: int) -> int:
    """Return the whole streams in a share of a contract's, at least one: those of a pilot, or connected in a month.

    Source: assumption (a system that starts has a camera).

    Examples
    --------
    >>> share_of_streams(0.1, 500), share_of_streams(0.1, 5)
    (51, 1)
    """
    return int(1.0 + share * streams)
