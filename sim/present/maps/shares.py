"""In which of the simulated worlds each city recognises faces, month by month, as the results hold it."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiments.problems import UsageError
from sim.experiments.store.csvfiles import read_rows
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
    seeds: dict[str, tuple[int, ...]]  # by policy, of its simulated worlds
    recognises: dict[str, Worlds]  # by policy, (n_worlds, n_months, n_cities)

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

    def one_world(self, seed: int) -> "CityMap":
        """Return the map of one simulated world, which is one possible history: the policies that have this seed.

        Raises
        ------
        UsageError
            No policy has a world of this seed.
        """
        at = {policy: seeds.index(seed) for policy, seeds in self.seeds.items() if seed in seeds}
        if not at:
            known = ", ".join(map(str, sorted({one for seeds in self.seeds.values() for one in seeds})))
            raise UsageError(words().say("map.unknown.world", seed=seed, known=known))
        recognises = {policy: self.recognises[policy][number : number + 1] for policy, number in at.items()}
        return self._replace(seeds=dict.fromkeys(at, (seed,)), recognises=recognises)


def city_map(results: Results) -> CityMap:
    """Read what a map of a result needs; it is the same for every policy and month, so read it once.

    Raises
    ------
    NoMapError
        It is a sweep, was made by program 0.1.0, lacks the place of a city, or has no December.
    """
    if results.is_sweep or not (results.folder / CITIES.file).exists():
        raise NoMapError(words().say("map.none.sweep" if results.is_sweep else "map.none.old"))
    cities = tuple(sorted(read_rows(results.folder / CITIES.file, CityRow), key=lambda city: city.name))
    latitude, longitude, population = (
        np.array([getattr(city, name) for city in cities], float) for name in ("latitude", "longitude", "population")
    )
    at = positions(latitude, longitude, population)
    if at is None:
        known = np.isfinite(latitude + longitude)
        lacking = [city.name for city, is_known in zip(cities, known, strict=True) if not is_known]
        raise NoMapError(words().say("map.none.places", n=len(lacking), city=lacking[0]))
    return _recognising(results, cities, at)


def _recognising(results: Results, cities: tuple[CityRow, ...], at: Positions) -> CityMap:
    with connect() as connection:
        file = rows_of(results.folder / VALUES.file)
        found: dict[str, NDArray[Any]] = connection.execute(_QUERY.format(file=file), {"country": COUNTRY}).fetchnumpy()
    months = tuple(np.unique(found["month"].astype(str)).tolist())
    if not months:
        raise NoMapError(words().say("map.none.months"))
    own = {policy: found["policy"] == policy for policy in results.arms}
    own = {policy: rows for policy, rows in own.items() if rows.any()}
    shape = (-1, len(months), len(cities))
    recognises = {policy: found["recognises"][rows].astype(bool).reshape(shape) for policy, rows in own.items()}
    seeds = {policy: tuple(np.unique(found["seed"][rows]).tolist()) for policy, rows in own.items()}
    return CityMap(results, cities, at, months, seeds, recognises)
