"""What residents believe of surveillance and of the care for their data, and what they leave undone for it."""

from sim.numbers.compiler import rule


@rule
def perceived_next(perceived: float, fr_coverage: float, known_share: float, lag_months: float) -> float:
    """Return the surveillance that a city's residents perceive next month: it follows what is known of the real one.

    Source: domain.md 5.6, s + (pub c_F - s)/ell.

    Examples
    --------
    >>> round(perceived_next(0.0, 0.6, 0.5, 6.0), 4), perceived_next(0.3, 0.6, 0.5, 6.0)
    (0.05, 0.3)
    """
    return perceived + (known_share * fr_coverage - perceived) / max(1.0, lag_months)


@rule
def trust(start: float, shock: float) -> float:
    """Return a city's mean trust that the state keeps data safe, in 0..1: what it was, less remembered leaks.

    Source: RVC 2020 (30 % at the start); domain.md F.

    Examples
    --------
    >>> round(trust(0.3, -0.05), 4), trust(0.3, -0.4)
    (0.25, 0.0)
    """
    return min(1.0, max(0.0, start + shock))


@rule
def cohort_trust(city_trust: float, support: float, city_support: float, slope: float) -> float:
    """Return a cohort's trust, in 0..1: supporters of recognition trust more, so that the city's mean stays.

    Source: assumption; Levada 2020 (opponents name total control).

    Examples
    --------
    >>> round(cohort_trust(0.3, 0.7, 0.6, 0.5), 4), cohort_trust(0.1, 0.2, 0.6, 0.5)
    (0.35, 0.0)
    """
    return min(1.0, max(0.0, city_trust + slope * (support - city_support)))


@rule
def chilled_share(at_full_perception: float, perceived: float, trust: float) -> float:
    """Return the share of sensitive lawful activity that people leave undone under the surveillance they perceive.

    Source: domain.md 5.6, chi s (1 - trust); Penney (2016) and Marthews and Tucker (2017) for the size.

    Examples
    --------
    >>> round(chilled_share(0.25, 0.8, 0.3), 4), chilled_share(0.25, 0.0, 0.3)
    (0.14, 0.0)
    """
    return at_full_perception * perceived * (1.0 - trust)
