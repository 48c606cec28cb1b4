"""Where cities stand: kilometres on the plane of the report's map, and which plane that is."""

from functools import partial

import numpy as np

from sim.experiments.store.csvfiles import read_rows
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import CITIES, CityRow, Field, fields_of
from sim.present.export.table import ExportTable, given
from sim.present.maps.positions import Conic, Numbers, fitting
from sim.present.words.language import words

ON_THE_PLANE = (
    Field("x_km", "number", "kilometres to the east, on the plane that about names"),
    Field("y_km", "number", "kilometres to the north, on the same plane"),
)
_RADIUS = 6371.0072  # [kilometres] of the sphere that has the area of the Earth
_DEGREE_DIGITS, _KM_DIGITS = 4, 3  # degrees are rounded before use, so that the plane is the one that is told


def cities_table(results: Results) -> ExportTable:
    """Return the table of cities, with their places on the plane."""
    return given("cities", CITIES.about, (*fields_of(CityRow), *ON_THE_PLANE), partial(_rows, results))


def plane_sentence(results: Results) -> str:
    """Say which plane it is, in words and as PROJ reads it; empty where no city's place is known."""
    conic = _fitted(*_degrees(_cities(results)))
    if conic is None:
        return ""
    south, north, middle, origin = (f"{degrees:.15g}" for degrees in (*conic, _origin(conic)))
    proj = f"+proj=aea +lat_1={south} +lat_2={north} +lat_0={origin} +lon_0={middle} +R={1000 * _RADIUS:.15g} +units=km"
    return words().say("export.about.plane", south=south, north=north, middle=middle, origin=origin, proj=proj)


def _cities(results: Results) -> list[CityRow]:
    return read_rows(results.folder / CITIES.file, CityRow)


def _rows(results: Results) -> list[tuple[object, ...]]:
    cities = _cities(results)
    latitude, longitude = _degrees(cities)
    conic = _fitted(latitude, longitude)
    if conic is None:
        return [(*city, None, None) for city in cities]
    x, y = conic.project(latitude, longitude)
    _, (y_origin,) = conic.project(np.array([_origin(conic)]), np.array([conic.middle]))
    return [(*city, *map(_km, place)) for city, *place in zip(cities, x, y - y_origin, strict=True)]


def _degrees(cities: list[CityRow]) -> tuple[Numbers, Numbers]:
    latitude, longitude = (np.array([getattr(city, name) for city in cities], float)
                           for name in ("latitude", "longitude"))  # fmt: skip
    return latitude, longitude


def _fitted(latitude: Numbers, longitude: Numbers) -> Conic | None:
    """Return the projection of the maps for those cities whose place is known."""
    known = np.isfinite(latitude + longitude)
    if not known.any():
        return None
    return Conic(*(round(float(degrees), _DEGREE_DIGITS) for degrees in fitting(latitude[known], longitude[known])))


def _origin(conic: Conic) -> float:
    """Return the latitude at which y is 0, halfway between the parallels."""
    return round((conic.south + conic.north) / 2.0, _DEGREE_DIGITS)


def _km(radii: float) -> float | None:
    return round(float(radii) * _RADIUS, _KM_DIGITS) + 0.0 if np.isfinite(radii) else None
