"""In which of the simulated worlds each city recognises faces, month by month, as the results hold it."""

import csv
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiments.problems import UsageError
from sim.experiments.store.csvfiles import read_rows
from sim.experiments.store.describe import CITIES as AS_READ
from sim.experiments.store.parquet import connect, rows_of
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import CITIES, COUNTRY, VALUES, CityRow
from sim.present.maps.positions import Positions, positions
from sim.present.words.language import words

_QUERY = """
    SELECT policy, seed, month, place, value > 0 AS recognises FROM {file}
    WHERE outcome = 'cameras_recognising' AND place <> $country ORDER BY policy, seed, month, place
"""

Worlds = NDArray[np.bool_]


class NoMapError(UsageError):
    """A result has no map, for the reason that the message tells."""


class CityMap(NamedTuple):
    """The cities of a result in a picture, and in which simulated worlds each recognises faces."""

    results: Results
    cities: tuple[CityRow, ...]  # by the alphabet
    at: Positions
    months: tuple[str, ...]  # YYYY-MM: Decembers, unless the result keeps every month of cities
    recognises: dict[str, Worlds]  # by policy, (n_worlds, n_months, n_cities)

    def worlds(self, policy: str) -> int:
        """How many simulated worlds a policy has."""
        return int(self.recognises[policy].shape[0])

    def in_month(self, policy: str, month: str) -> Worlds:
        """Whether each city recognises in each world, (n_worlds, n_cities).

        Raises
        ------
        UsageError
            The result holds no such policy, or no cities in such a month.
        """
        for kind, name, known in (("policy", policy, self.recognises), ("month", month, self.months)):
            if name not in known:
                raise UsageError(words().say(f"map.unknown.{kind}", name=name, known=", ".join(known)))
        found: Worlds = self.recognises[policy][:, self.months.index(month)]
        return found


def city_map(results: Results) -> CityMap:
    """Read what a map of a result needs; it is the same for every policy and month, so read it once.

    Raises
    ------
    NoMapError
        It is a sweep, was made by program 0.1.0, or lacks the place of a city.
    """
    if results.is_sweep or not (results.folder / CITIES.file).exists():
        raise NoMapError(words().say("map.none.sweep" if results.is_sweep else "map.none.old"))
    cities = tuple(sorted(read_rows(results.folder / CITIES.file, CityRow), key=lambda city: city.name))
    latitude, longitude, population = (
        np.array([getattr(city, name) for city in cities], float) for name in ("latitude", "longitude", "population")
    )
    at = positions(latitude, longitude, population)
    if at is None:
        lacking = [
            city.name for city in cities if not np.isfinite((city.latitude or np.nan) + (city.longitude or np.nan))
        ]
        raise NoMapError(words().say("map.none.places", n=len(lacking), city=lacking[0]))
    months, recognises = _recognising(results, [city.name for city in cities])
    return CityMap(results, cities, at, months, recognises)


def one_world(found: CityMap, policy: str, world: int) -> CityMap:
    """Return the map of one simulated world under one policy: one possible history.

    Raises
    ------
    UsageError
        There is no such policy, or no such world, which are counted from 0.
    """
    n_worlds = len(found.in_month(policy, found.months[0]))
    if not 0 <= world < n_worlds:
        raise UsageError(words().say("map.unknown.world", world=world, last=n_worlds - 1))
    return found._replace(recognises={policy: found.recognises[policy][world : world + 1]})


def _recognising(results: Results, cities: Sequence[str]) -> tuple[tuple[str, ...], dict[str, Worlds]]:
    with connect() as connection:
        file = rows_of(results.folder / VALUES.file)
        found: dict[str, NDArray[Any]] = connection.execute(_QUERY.format(file=file), {"country": COUNTRY}).fetchnumpy()
    months = tuple(np.unique(found["month"].astype(str)).tolist())
    order = np.searchsorted(sorted(cities), list(cities))
    recognises = {
        policy: found["recognises"][found["policy"] == policy]
        .astype(bool)
        .reshape(-1, len(months), len(cities))[..., order]
        for policy in results.arms
        if (found["policy"] == policy).any()
    }
    return months, recognises


class Listed(NamedTuple):
    """What the scenario's list of cities says of itself."""

    sources: tuple[str, ...]  # who measured where cities are
    has_flagged: bool  # a city is flagged because of its status


def listed(results: Results) -> Listed:
    """Return what the list of cities says; nothing where the result was made before results kept it."""
    path = results.folder / AS_READ
    if not path.exists():
        return Listed((), has_flagged=False)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    sources, flags = ({(row.get(name) or "").strip() for row in rows} for name in ("coord_source", "status_note"))
    return Listed(tuple(sorted(sources - {""})), bool(flags - {""}))
