"""Coordinates that are swapped, equal, or 0,0."""

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sim.scenario.hints.checked import Checked, Hint, line_of, some
from sim.scenario.parts.cities import CityEntry
from sim.scenario.world import distances_from_km

FAR_KM = 1000.0  # a city this far from any other
NEAR_SHARE = 0.25  # and this much nearer when swapped
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_WHERE_CYRILLIC = (35.0, 82.0, 13.0, 180.0)  # [degrees] south, north, west, east of where Cyrillic is written
_WRITE_CYRILLIC = re.compile(r"(RU|BY|UA|KZ|KG|TJ|UZ|MN|BG|RS|ME|MK|BA|MD|AA|Q[M-Z]|X[A-Z]|ZZ)\b.*")  # or no country
_COMPASS = {"north": 1, "northern": 1, "south": -1, "southern": -1}


def shared_coordinates(checked: Checked) -> Iterator[Hint]:
    """Say which cities lie at one point, and which at 0,0."""
    seen: dict[tuple[float, float], CityEntry] = {}
    for city in _in_order(checked):
        point = (city.latitude, city.longitude)
        if point == (0.0, 0.0):
            yield Hint(city.places["lat"], "lat", f"{city.name} lies at 0,0, in the Atlantic; write where it lies")
        elif point in seen:
            other = seen[point]
            line = line_of(other.place, city.place)
            message = f"{city.name} lies at the very point of {other.name} ({line}), {point[0]:g}, {point[1]:g}"
            yield Hint(city.places["lat"], "lat", f"{message}; correct one")
        seen.setdefault(point, city)


def swapped_coordinates(checked: Checked) -> Iterator[Hint]:
    """Ask whether latitude and longitude are swapped: of the whole table, or of single cities.

    No map is at hand, so only what the table says itself is asked: names in Cyrillic, north and
    south in names of regions, and how near the cities lie to each other.
    """
    cities = _in_order(checked)
    if why := _all_swapped(cities):
        place = cities[0].places["lat"]
        message = f"are latitude and longitude swapped? {why}; then swap the columns lat and lon"
        yield Hint(place, "lat", message)
        return
    for city, near_km, swapped_km in _outliers(checked):
        why = f"{near_km:.0f} km from the nearest city, and {swapped_km:.0f} km with the two swapped"
        yield Hint(city.places["lat"], "lat", f"are latitude and longitude of {city.name} swapped? It lies {why}")


def _in_order(checked: Checked) -> list[CityEntry]:
    return sorted(checked.parts.setting.table.cities, key=lambda city: city.place)


def _all_swapped(cities: list[CityEntry]) -> str:
    """Return why all cities seem swapped; nothing if they don't."""
    if any(abs(city.longitude) > 90.0 for city in cities):  # no latitude
        return ""
    return _foreign_to_cyrillic(cities) or _south_of_north(cities)


def _foreign_to_cyrillic(cities: list[CityEntry]) -> str:
    """Return why cities named in Cyrillic seem swapped; nothing if they don't."""
    named = [city for city in cities if _WRITE_CYRILLIC.fullmatch(city.iso)]  # elsewhere it is a translation
    cyrillic = [city for city in named if _CYRILLIC.search(city.name_local + city.name + city.region)]
    outside = [city for city in cyrillic if not _writes_cyrillic(city.latitude, city.longitude)]
    if cyrillic and outside == cyrillic and all(_writes_cyrillic(c.longitude, c.latitude) for c in cyrillic):
        where = some([f"{c.name} at {c.latitude:g}, {c.longitude:g}" for c in cyrillic], 2)
        return f"Cities named in Cyrillic lie where few write it ({where}), and would not if swapped"
    return ""


def _south_of_north(cities: list[CityEntry]) -> str:
    """Return why regions named after north and south seem swapped; nothing if they don't."""
    signs = np.array([_compass(city) for city in cities])
    if _contradicts(signs, [c.latitude for c in cities]) and not _contradicts(signs, [c.longitude for c in cities]):
        return "Regions called south lie north of those called north"
    return ""


def _writes_cyrillic(latitude: float, longitude: float) -> bool:
    south, north, west, east = _WHERE_CYRILLIC
    return south <= latitude <= north and west <= longitude <= east


def _compass(city: CityEntry) -> int:
    """Return 1 for a city of a northern region, -1 for one of a southern, else 0."""
    words = re.findall(r"\w+", f"{city.region} {city.district}".casefold())
    signs = {_COMPASS[word] for word in words if word in _COMPASS}
    return signs.pop() if len(signs) == 1 else 0


def _contradicts(signs: NDArray[np.int64], latitude: list[float]) -> bool:
    north = [value for value, sign in zip(latitude, signs, strict=True) if sign > 0]
    south = [value for value, sign in zip(latitude, signs, strict=True) if sign < 0]
    return bool(north and south) and max(north) < min(south)


def _outliers(checked: Checked) -> Iterator[tuple[CityEntry, float, float]]:
    """Yield cities far from all others that would be near if swapped, with both distances [km]."""
    table = checked.parts.setting.table
    latitude, longitude = table.rows.latitude, table.rows.longitude
    if len(latitude) < 3:
        return
    for index in range(len(latitude)):
        others = np.arange(len(latitude)) != index
        nearest_km = float(checked.world.distances_km[index][others].min())
        if nearest_km > FAR_KM and abs(longitude[index]) <= 90.0:
            there = distances_from_km(longitude[index], latitude[index], latitude[others], longitude[others])
            if there.min() < NEAR_SHARE * nearest_km:
                yield table.cities[index], nearest_km, float(there.min())
