"""How each outcome is read off the state: for the country and, for some, for each city."""

from collections.abc import Callable
from math import fsum, nan

import numpy as np
from numpy.typing import NDArray

from sim.model.outcomes import OUTCOMES, RECORDED_BY_CITY, Outcome
from sim.model.state import State

# City columns that carry another name than the outcome they add up to.
COLUMNS: dict[str, str] = {
    "spend_city_rub": "spend_rub",
    "spend_federal_rub": "federal_rub",
    "sought_people": "sought",
}


def measure_cities(state: State) -> NDArray[np.float64]:
    """Return what is recorded of each city this month, shape (n_cities, n_recorded), as RECORDED_BY_CITY names it."""
    columns = [np.asarray(state.cities[COLUMNS.get(name, name)], np.float64) for name in RECORDED_BY_CITY]
    return np.stack(columns, axis=1)


def measure_country(state: State) -> list[float]:
    """Return this month's outcomes for the country, in the order of OUTCOMES; NaN where undefined."""
    values: dict[str, float] = {}
    for outcome in OUTCOMES:
        if outcome.over_time == "ratio":
            values[outcome.name] = _ratio(outcome, values)
        elif outcome.name in SPECIAL:
            values[outcome.name] = SPECIAL[outcome.name](state)
        else:
            values[outcome.name] = _total(state, COLUMNS.get(outcome.name, outcome.name))
    return [values[outcome.name] for outcome in OUTCOMES]


def _total(state: State, column: str) -> float:
    values = state.cities[column]
    # fsum rounds once, so the order of cities cannot matter.
    return float(values.sum()) if values.dtype.kind == "i" else fsum(values.tolist())


def _ratio(outcome: Outcome, values: dict[str, float]) -> float:
    bottom = sum(values[name] for name in outcome.denominator)
    return sum(values[name] for name in outcome.numerator) / bottom if bottom else nan


def _cities_with_fr(state: State) -> float:
    return float((state.cities.cameras_recognising > 0).sum())


def _regions_with_fr(state: State) -> float:
    return float(len(np.unique(state.cities.region[state.cities.cameras_recognising > 0])))


def _by_residents(column: str) -> Callable[[State], float]:
    def mean(state: State) -> float:
        people = state.cities.population
        return fsum((people * state.cities[column]).tolist()) / float(people.sum())

    return mean


def _supplier_hhi(state: State) -> float:
    streams = state.suppliers.streams
    total = int(streams.sum())
    return fsum(((streams / total) ** 2).tolist()) if total else nan


def _per_100k(stops: Callable[[State], int], people: Callable[[State], int]) -> Callable[[State], float]:
    def rate(state: State) -> float:
        return 100000.0 * stops(state) / max(1, people(state))

    return rate


def _of_nation(name: str) -> Callable[[State], float]:
    return lambda state: float(state.nation[name])


def _groups_on_watchlist(state: State) -> float:
    return 1.0 + _by_residents("watchlist_scope")(state)


SPECIAL: dict[str, Callable[[State], float]] = {
    "cities_with_fr": _cities_with_fr,
    "regions_with_fr": _regions_with_fr,
    "coverage_share": _by_residents("coverage_share"),
    "fr_coverage_share": _by_residents("fr_coverage_share"),
    "supplier_hhi": _supplier_hhi,
    "support_mean": _by_residents("support_mean"),
    "watchlist_size": _by_residents("watchlist_size"),
    "watchlist_scope": _groups_on_watchlist,
    "stops_per_100k_worst_group": _per_100k(
        lambda state: int(state.cities.stops_worst_group.sum()),
        lambda state: int(state.cities.worst_group_people.sum()),
    ),
    "stops_per_100k_others": _per_100k(
        lambda state: int((state.cities.stops_wrongful - state.cities.stops_worst_group).sum()),
        lambda state: int((state.cities.population - state.cities.worst_group_people).sum()),
    ),
    "lawsuits": _of_nation("lawsuits"),
    "lawsuits_won": _of_nation("lawsuits_won"),
    "statutes": _of_nation("statute_in_force"),
    "trust_mean": _by_residents("trust_mean"),
    "chilled_share": _by_residents("chilled_share"),
}
