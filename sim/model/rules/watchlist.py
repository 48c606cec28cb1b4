"""Whom the watchlist holds: function creep, limits, and what longer lists take."""

from sim.numbers.compiler import rule


@rule
def creep_hazard_per_year(hazard_per_year: float, warrant_share: float) -> float:
    """Return the hazard at which the watchlist is opened to one more group [1/year].

    Where a judge must agree to searches, fewer new uses slip in. Source: domain.md 5.8 (warrant: less creep)
    and h_fc; that the fall is in proportion is an assumption.

    Examples
    --------
    >>> creep_hazard_per_year(0.4, 0.0), creep_hazard_per_year(0.4, 0.75)
    (0.4, 0.1)
    """
    return hazard_per_year * (1.0 - warrant_share)


@rule
def others_per_100k(scope: int, debtors: float, quarantine: float, protesters: float) -> float:
    """Return the people of groups beyond the wanted whom a scope enrols, per 100,000 residents.

    Scopes are nested: 0 wanted, 1 debtors too, 2 people in quarantine too, 3 protesters too.
    Source: S37 and domain.md I for the groups; sizes are assumptions.

    Examples
    --------
    >>> [others_per_100k(scope, 200.0, 100.0, 20.0) for scope in range(4)]
    [0.0, 200.0, 300.0, 320.0]
    """
    return (debtors if scope >= 1 else 0.0) + (quarantine if scope >= 2 else 0.0) + (protesters if scope >= 3 else 0.0)


@rule
def places_for_wanted(wanted: float, cap: float, warrant_share: float, named_share: float) -> float:
    """Return how many wanted people the live list holds: at most the cap, and under warrants the named ones.

    Source: domain.md 5.8 (live lists cut to named persons); named_share is an assumption.

    Examples
    --------
    >>> places_for_wanted(1e5, 1e9, 0.0, 0.1), places_for_wanted(1e5, 2e4, 0.0, 0.1)
    (100000.0, 20000.0)
    >>> round(places_for_wanted(1e5, 1e9, 1.0, 0.1), 6)
    10000.0
    """
    return min(wanted * (1.0 - warrant_share * (1.0 - named_share)), cap)


@rule
def places_for_others(others: float, cap: float, for_wanted: float, warrant_share: float) -> float:
    """Return how many people of other groups the live list holds: wanted ones come first, and no warrant names them.

    Source: domain.md 5.8 (live lists cut to named persons); the order is an assumption.

    Examples
    --------
    >>> places_for_others(5e4, 1e9, 1e5, 0.0), places_for_others(5e4, 1.2e5, 1e5, 0.0)
    (50000.0, 20000.0)
    >>> places_for_others(5e4, 1e9, 1e4, 1.0)
    0.0
    """
    return min(others * (1.0 - warrant_share), max(0.0, cap - for_wanted))
