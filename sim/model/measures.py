"""How each outcome is read off the state: for the country and, for some, for each city.

Most outcomes are the sum of a city column. Which columns are summed is data, so that one more
outcome needs no compilation; the few of another kind are functions here.
"""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.columns import CITY_DTYPE
from sim.model.outcomes import OUTCOME_NAMES, OUTCOMES, Outcome
from sim.model.state import Row, Rows, State
from sim.numbers.compiler import kernel
from sim.numbers.sums import exact_sum

Doubles = NDArray[np.float64]
Wholes = NDArray[np.int64]

# City columns that carry another name than the outcome they add up to.
COLUMNS: dict[str, str] = {
    "spend_city_rub": "spend_rub",
    "spend_federal_rub": "federal_rub",
    "sought_people": "sought",
}
# Outcomes that are the mean of a city column, weighted by residents.
MEANS: tuple[str, ...] = (
    "coverage_share", "fr_coverage_share", "support_mean", "watchlist_size", "watchlist_scope", "trust_mean",
    "chilled_share",
)  # fmt: skip
_WORD_BYTES = 8


class Special(NamedTuple):
    """Outcomes of a month that are no sum and no mean of a column."""

    cities_with_fr: float
    regions_with_fr: float
    supplier_hhi: float
    stops_per_100k_worst_group: float
    stops_per_100k_others: float
    lawsuits: float
    lawsuits_won: float
    statutes: float


class Kind(IntEnum):
    """How an outcome is read off a month."""

    SUM = 0  # of a city column
    MEAN = 1  # of a city column, weighted by residents
    SPECIAL = 2
    RATIO = 3  # of sums of other outcomes


_SUM, _MEAN, _SPECIAL, _RATIO = (int(kind) for kind in Kind)


class Readings(NamedTuple):
    """How every outcome is read, in the order of OUTCOMES."""

    kinds: Wholes  # (n_outcomes,) Kind
    places: Wholes  # (n_outcomes,) of a column among the words of a city, or among the special outcomes
    are_whole: Wholes  # (n_outcomes,) whether the column holds whole numbers
    added: Doubles  # (n_outcomes,) what is added to a mean
    over: Wholes  # (n_outcomes, n) numerators of ratios: positions of outcomes, then -1
    under: Wholes  # (n_outcomes, n) denominators


def word_of(column: str) -> int:
    """Return the place of a city column among the 8-byte words of a row.

    Raises
    ------
    ValueError: there is no such column, or it is not a number of 8 bytes.
    """
    fields: Any = CITY_DTYPE.fields
    known = [name for name, (kind, _) in fields.items() if kind.itemsize == _WORD_BYTES]
    if column not in known:
        raise ValueError(f"cannot record {column!r} of cities; what can be recorded: {', '.join(known)}")
    return int(fields[column][1] // _WORD_BYTES)


def words(rows: Rows) -> tuple[Doubles, Wholes]:
    """Return the words of rows, shape (n_rows, n_words), as floats and as whole numbers; both show the rows' memory."""
    plain = rows.view(np.ndarray)
    shape = (len(plain), plain.dtype.itemsize // _WORD_BYTES)
    return plain.view(np.float64).reshape(shape), plain.view(np.int64).reshape(shape)


def is_whole(column: str) -> bool:
    """Tell whether a city column holds whole numbers."""
    return bool(CITY_DTYPE[column].kind == "i")


def readings() -> Readings:
    """Return how every outcome is read."""
    rows = [_reading(outcome) for outcome in OUTCOMES]
    kinds, places, are_whole = np.array([row[:3] for row in rows], np.int64).T.copy()
    added = np.array([1.0 if outcome.name == "watchlist_scope" else 0.0 for outcome in OUTCOMES])  # the wanted
    numerators = _positions([outcome.numerator for outcome in OUTCOMES])
    denominators = _positions([outcome.denominator for outcome in OUTCOMES])
    return Readings(kinds, places, are_whole, added, numerators, denominators)


def _reading(outcome: Outcome) -> tuple[int, int, bool]:
    if outcome.over_time == "ratio":
        return Kind.RATIO, 0, False
    if outcome.name in Special._fields:
        return Kind.SPECIAL, Special._fields.index(outcome.name), False
    column = COLUMNS.get(outcome.name, outcome.name)
    kind = Kind.MEAN if outcome.name in MEANS else Kind.SUM
    return kind, word_of(column), is_whole(column)


def _positions(names: Sequence[tuple[str, ...]]) -> Wholes:
    found = np.full((len(names), max(map(len, names))), -1)
    for row, some in zip(found, names, strict=True):
        row[: len(some)] = [OUTCOME_NAMES.index(name) for name in some]
    return found


@kernel
def measure_country(state: State, floats: Doubles, wholes: Wholes, how: Readings, values: Doubles) -> None:
    """Write this month's outcomes for the country, in the order of OUTCOMES; NaN where undefined."""
    special = _special(state.cities, state.suppliers, state.nation)
    for k in range(values.shape[0]):
        kind, place = how.kinds[k], how.places[k]
        if kind == _SUM:
            values[k] = _total(floats, wholes, place, how.are_whole[k] != 0)
        elif kind == _MEAN:
            values[k] = how.added[k] + _mean(state.cities, floats, wholes, place, how.are_whole[k] != 0)
        elif kind == _SPECIAL:
            values[k] = special[place]
    for k in range(values.shape[0]):
        if how.kinds[k] == _RATIO:
            under = _sum_of(values, how.under[k])
            values[k] = _sum_of(values, how.over[k]) / under if under != 0.0 else np.nan


@kernel
def measure_cities(floats: Doubles, wholes: Wholes, places: Wholes, are_whole: Wholes, values: Doubles) -> None:
    """Write the recorded columns of every city this month, shape (n_cities, n_recorded)."""
    for i in range(floats.shape[0]):
        for k in range(places.shape[0]):
            values[i, k] = float(wholes[i, places[k]]) if are_whole[k] else floats[i, places[k]]


@kernel
def _total(floats: Doubles, wholes: Wholes, place: int, whole: bool) -> float:
    if whole:
        total = 0
        for i in range(wholes.shape[0]):
            total += wholes[i, place]
        return float(total)
    parts = np.empty(floats.shape[0])
    for i in range(floats.shape[0]):
        parts[i] = floats[i, place]
    return exact_sum(parts)


@kernel
def _mean(cities: Rows, floats: Doubles, wholes: Wholes, place: int, whole: bool) -> float:
    parts = np.empty(cities.shape[0])
    people = 0
    for i in range(cities.shape[0]):
        value = float(wholes[i, place]) if whole else floats[i, place]
        parts[i] = cities[i].population * value
        people += cities[i].population
    return exact_sum(parts) / people


@kernel
def _sum_of(values: Doubles, positions: Wholes) -> float:
    total = 0.0
    for position in positions:
        if position >= 0:
            total += values[position]
    return total


@kernel
def _special(cities: Rows, suppliers: Rows, nation: Row) -> Special:
    recognising, stops_worst, stops_others, people_worst, people_others = 0, 0, 0, 0, 0
    for i in range(cities.shape[0]):
        city = cities[i]
        recognising += city.cameras_recognising > 0
        stops_worst += city.stops_worst_group
        stops_others += city.stops_wrongful - city.stops_worst_group
        people_worst += city.worst_group_people
        people_others += city.population - city.worst_group_people
    return Special(
        cities_with_fr=float(recognising),
        regions_with_fr=float(_regions_with_fr(cities)),
        supplier_hhi=_supplier_hhi(suppliers),
        stops_per_100k_worst_group=100000.0 * stops_worst / max(1, people_worst),
        stops_per_100k_others=100000.0 * stops_others / max(1, people_others),
        lawsuits=float(nation.lawsuits),
        lawsuits_won=float(nation.lawsuits_won),
        statutes=1.0 if nation.statute_in_force else 0.0,
    )


@kernel
def _regions_with_fr(cities: Rows) -> int:
    n_regions = 0
    for i in range(cities.shape[0]):
        n_regions = max(n_regions, cities[i].region + 1)
    recognises = np.zeros(n_regions, np.int64)
    for i in range(cities.shape[0]):
        if cities[i].cameras_recognising > 0:
            recognises[cities[i].region] = 1
    return int(recognises.sum())


@kernel
def _supplier_hhi(suppliers: Rows) -> float:
    """Return the sum of squared shares of streams served; undefined without any."""
    total = 0
    for s in range(suppliers.shape[0]):
        total += suppliers[s].streams
    if total == 0:
        return np.nan
    parts = np.empty(suppliers.shape[0])
    for s in range(suppliers.shape[0]):
        share = suppliers[s].streams / total
        parts[s] = share * share
    return exact_sum(parts)
