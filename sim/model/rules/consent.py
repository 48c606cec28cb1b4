"""Whose face may be matched where consent counts, and what asking for it costs."""

from sim.numbers.compiler import rule


@rule
def matchable_share(mode: int, opting_in: float, opting_out: float) -> float:
    """Return the share of residents whose face may be matched: 0 no consent asked, 1 opt-out, 2 opt-in.

    Source: domain.md 5.8 (Face Pay 2.4 %; 46 % in the United Kingdom wish to opt out, Ada Lovelace Institute 2019).

    Examples
    --------
    >>> [round(matchable_share(mode, 0.024, 0.46), 3) for mode in range(3)]
    [1.0, 0.54, 0.024]
    """
    if mode == 0:
        return 1.0
    return 1.0 - opting_out if mode == 1 else opting_in


@rule
def registry_rub_per_month(mode: int, population: int, rub_per_resident_year: float) -> float:
    """Return what the registry of those who consent or refuse costs in a month [roubles].

    Source: assumption (no lever is free: domain.md 5.0).

    Examples
    --------
    >>> registry_rub_per_month(0, 120000, 30.0), registry_rub_per_month(2, 120000, 30.0)
    (0.0, 300000.0)
    """
    return population * rub_per_resident_year / 12.0 if mode > 0 else 0.0
