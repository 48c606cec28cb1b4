"""What a city and its regional patron can and do pay."""

from sim.numbers.arithmetic import power
from sim.numbers.compiler import rule

DAYS_PER_MONTH = 30.4375
TERABYTES_PER_MEGABIT = 1.25e-7
SECONDS_PER_DAY = 86400.0


@rule
def security_cap_rub_per_month(
    budget_rub_per_year: float,
    growth_per_year: float,
    years: float,
    security_share: float,
    topup_share: float,
) -> float:
    """Return what may go to surveillance in a month [roubles], the regional patron's part included.

    The patron pays `topup_share` of every cost, so the city's own cap carries more by that share.
    Source: domain.md 5.1 and S19; Moscow 9.3 bn of 3.15 tn roubles in 2021.

    Examples
    --------
    >>> security_cap_rub_per_month(12e9, 0.0, 3.0, 0.003, 0.4)
    5000000.0
    """
    budget_rub = budget_rub_per_year * power(1.0 + growth_per_year, years)
    return budget_rub * security_share / 12.0 / (1.0 - topup_share)


@rule
def success_budget_factor(success: float, response: float) -> float:
    """Return what a city's own reported success does to the money for surveillance: success is a share, 0 to 1.

    Source: S35 (reported success in Moscow, then larger allocations, 2020-21); the size is an assumption.

    Examples
    --------
    >>> success_budget_factor(0.0, 0.2), success_budget_factor(0.5, 0.2)
    (1.0, 1.1)
    """
    return 1.0 + response * success


@rule
def storage_rub_per_camera_month(
    retention_days: float, bitrate_mbit_per_second: float, storage_rub_per_tb_year: float
) -> float:
    """Return what keeping a camera's footage costs in a month [roubles].

    Source: domain.md G, storage check: 28 GB a day at 2.6 Mbit/s.

    Examples
    --------
    >>> round(storage_rub_per_camera_month(30.0, 2.6, 3000.0), 2)
    210.6
    """
    terabytes_per_day = bitrate_mbit_per_second * SECONDS_PER_DAY * TERABYTES_PER_MEGABIT
    return terabytes_per_day * retention_days * storage_rub_per_tb_year / 12.0


@rule
def camera_rub_per_month(
    service_rub_per_year: float, storage_rub_per_month: float, camera_cost_rub: float, life_years: float
) -> float:
    """Return what one camera costs in a month when its renewal is spread over its life [roubles].

    Source: domain.md 5.0 (growth within the cap after running costs); arithmetic.

    Examples
    --------
    >>> round(camera_rub_per_month(30000.0, 200.0, 56000.0, 6.0), 2)
    3477.78
    """
    return service_rub_per_year / 12.0 + storage_rub_per_month + camera_cost_rub / (12.0 * life_years)


@rule
def audit_hours_per_month(
    users: float, queries_per_user_month: float, audit_share: float, minutes_per_query: float
) -> float:
    """Return the staff time that reviewing a share of the queries takes in a month [hours].

    Source: assumption (no lever is free: domain.md 5.0).

    Examples
    --------
    >>> audit_hours_per_month(100.0, 20.0, 0.5, 6.0)
    100.0
    """
    return users * queries_per_user_month * audit_share * minutes_per_query / 60.0


@rule
def running_rub_per_month(
    cameras_connected: int,
    service_rub_per_year: float,
    storage_rub: float,
    cameras_recognising: int,
    upkeep_rub: float,
) -> float:
    """Return the running cost of cameras, storage and recognition in a month [roubles].

    `storage_rub` and `upkeep_rub` are per camera and month. Source: domain.md G; arithmetic.

    Examples
    --------
    >>> running_rub_per_month(100, 24000.0, 200.0, 10, 275.0)
    222750.0
    """
    return cameras_connected * (service_rub_per_year / 12.0 + storage_rub) + cameras_recognising * upkeep_rub
