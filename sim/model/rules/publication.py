"""What officials publish, and what citizens and mayors make of it."""

from sim.numbers.arithmetic import exp
from sim.numbers.compiler import rule


@rule
def reported_clearances(attributed: int, incremental: int, publication_share: float) -> float:
    """Return the clearances that officials report as owed to cameras.

    Without independent publication all attributed ones are claimed; with it, the incremental ones.
    Source: domain.md 0.3 and 5.4 (reported 5,085 against about 1,800 incremental).

    Examples
    --------
    >>> reported_clearances(300, 100, 0.0), reported_clearances(300, 100, 1.0)
    (300.0, 100.0)
    """
    return attributed + (incremental - attributed) * publication_share


@rule
def reported_success(reported_per_100k_month: float, scale_per_100k_month: float) -> float:
    """Return how successful a system looks, 0 to 1; more reports add less.

    Source: domain.md 5.0 (u_reported is a share in 0..1; publicity saturates).

    Examples
    --------
    >>> reported_success(0.0, 3.0), round(reported_success(3.0, 3.0), 4)
    (0.0, 0.6321)
    """
    return 1.0 - exp(-reported_per_100k_month / scale_per_100k_month)


@rule
def success_shock_next(shock: float, remembered: float, success: float, push: float, limit: float) -> float:
    """Return next month's remembered lift of support by success stories, 0 to `limit`.

    Source: domain.md F (70 % of supporters cite crime); size is an assumption.

    Examples
    --------
    >>> success_shock_next(0.0, 0.5, 1.0, 0.02, 0.04), success_shock_next(0.04, 0.5, 1.0, 0.02, 0.04)
    (0.02, 0.03)
    """
    faded = shock * remembered
    return min(limit, faded + success * push * (1.0 - faded / limit))


@rule
def published_stops_push(stops_per_100k_month: float, scale_per_100k_month: float, push: float) -> float:
    """Return the change of support by published wrongful stops of a month; more stops add less.

    Source: domain.md 5.8 (transparency: opinion learns); size is an assumption.

    Examples
    --------
    >>> published_stops_push(0.0, 3.0, -0.02), round(published_stops_push(3.0, 3.0, -0.02), 5)
    (-0.0, -0.01264)
    """
    return push * (1.0 - exp(-stops_per_100k_month / scale_per_100k_month))


@rule
def publication_rub(publication_share: float, hours_per_month: float, staff_rub_per_hour: float) -> float:
    """Return what a month of independent publication costs a city [roubles].

    Source: assumption (staff hours in proportion to what is published).

    Examples
    --------
    >>> publication_rub(0.5, 160.0, 600.0)
    48000.0
    """
    return publication_share * hours_per_month * staff_rub_per_hour
