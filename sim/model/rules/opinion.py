"""How support for recognition forms: anchor, peers, city, remembered shocks."""

from sim.numbers.compiler import rule


@rule
def hears(own: float, other: float, bound: float) -> bool:
    """Tell whether a peer's opinion is near enough to be heard.

    Source: bounded confidence, Deffuant et al. (2000); Hegselmann and Krause (2002).

    Examples
    --------
    >>> hears(0.5, 0.7, 0.3), hears(0.5, 0.9, 0.3)
    (True, False)
    """
    return -bound < own - other < bound


@rule
def support_next(peer_mean: float, city_mean: float, anchor: float, stubbornness: float, city_share: float) -> float:
    """Return a cohort's undisturbed opinion next month, in 0..1.

    Source: Friedkin and Johnsen (1999), with a share of influence from the city's mean; domain.md 5.6.

    Examples
    --------
    >>> round(support_next(0.5, 0.7, 0.2, 0.4, 0.1), 4)
    0.392
    """
    influence = (1.0 - city_share) * peer_mean + city_share * city_mean
    return min(1.0, max(0.0, (1.0 - stubbornness) * influence + stubbornness * anchor))


@rule
def touched_share(own_stops: int, weight: int, city_stops: int, population: int, ties: float) -> float:
    """Return the share of a cohort that was wrongly stopped or has a tie who was.

    Ties are spread over the city, so the share of people with a stopped tie is that of the city
    times the ties. Source: domain.md 5.0 and 5.6 (a wronged person and ties).

    Examples
    --------
    >>> touched_share(1, 1, 1, 10000, 10.0), touched_share(0, 1000, 5, 100000, 10.0)
    (1.0, 0.0005)
    """
    return min(1.0, own_stops / weight + ties * city_stops / population)


@rule
def shock_next(shock: float, remembered: float, touched: float, push: float) -> float:
    """Return a cohort's remembered shock next month, in -1..0: a shock counts by the share it hit.

    Source: domain.md 5.0 and 5.6.

    Examples
    --------
    >>> shock_next(-0.2, 0.5, 0.0, -0.3), shock_next(0.0, 0.5, 0.5, -0.3)
    (-0.1, -0.15)
    """
    return max(-1.0, shock * remembered + touched * push)


@rule
def expressed_support(support: float, own_shock: float, city_shock: float) -> float:
    """Return the support that a cohort expresses: opinion and shocks, in 0..1.

    Source: domain.md 5.0.

    Examples
    --------
    >>> round(expressed_support(0.6, -0.05, -0.1), 4), expressed_support(0.1, -0.2, 0.0)
    (0.45, 0.0)
    """
    return min(1.0, max(0.0, support + own_shock + city_shock))


@rule
def city_shock(leak_shock: float, success_shock: float, stops_shock: float) -> float:
    """Return what a city's news does to the support that all its residents express.

    Source: domain.md 5.6 (leaks and published wrongful stops push down, reported success pushes up).

    Examples
    --------
    >>> round(city_shock(-0.2, 0.05, -0.01), 4)
    -0.16
    """
    return leak_shock + success_shock + stops_shock
