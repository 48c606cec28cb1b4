"""Where the cities of a country stand in a picture: an equal-area conic projection that fits them, and no borders."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.state import World
from sim.present.explorer.frames import Json

Numbers = NDArray[np.float64]

_WIDTH, _HIGHEST, _LARGEST = 1000.0, 700.0, 34.0  # of the picture, and the radius of its largest city
_FLATTEST = 1e-6  # a cone that is open: near the equator


class Conic(NamedTuple):
    """Albers' equal-area conic projection: two parallels in true scale, and a meridian in the middle [degrees]."""

    south: float
    north: float
    middle: float

    def project(self, latitude: Numbers, longitude: Numbers) -> tuple[Numbers, Numbers]:
        """Return eastings and northings, in radii of the Earth.

        Source: Snyder 1987, Map Projections, US Geological Survey Professional Paper 1395, equations 14-1 to 14-6.

        Examples
        --------
        >>> x, y = Conic(29.5, 45.5, -96.0).project(np.array([35.0, 23.0]), np.array([-75.0, -96.0]))
        >>> print(x.round(4), (y[0] - y[1]).round(4))
        [0.2953 0.    ] 0.2417
        """
        south, north = np.radians([self.south, self.north])
        opening = (np.sin(south) + np.sin(north)) / 2.0
        opening = opening if abs(opening) > _FLATTEST else _FLATTEST
        turn = opening * np.radians((longitude - self.middle + 180.0) % 360.0 - 180.0)
        below = np.sin(south) - np.sin(np.radians(latitude))
        distance = np.sqrt(np.cos(south) ** 2 + 2.0 * opening * below) / opening
        return distance * np.sin(turn), -distance * np.cos(turn)


def map_data(world: World) -> Json | None:
    """Return place and radius of each city's circle, its area by residents; none for one city or unknown places."""
    latitude, longitude = np.asarray(world.cities.latitude), np.asarray(world.cities.longitude)
    if len(latitude) == 1 or np.isnan(latitude + longitude).any():
        return None
    conic = fitting(latitude, longitude)
    x, y = conic.project(latitude, longitude)
    scale = min((_WIDTH - 2 * _LARGEST) / max(np.ptp(x), 1e-9), (_HIGHEST - 2 * _LARGEST) / max(np.ptp(y), 1e-9))
    radius = _LARGEST * np.sqrt(world.cities.population / world.cities.population.max())
    circles = np.column_stack([(x - x.min()) * scale + _LARGEST, (y.max() - y) * scale + _LARGEST, radius])
    return {
        "size": [round(float(np.ptp(along) * scale + 2 * _LARGEST), 1) for along in (x, y)],
        "circles": circles.round(1).tolist(),
        "conic": {name: round(degrees) for name, degrees in conic._asdict().items()},
    }


def fitting(latitude: Numbers, longitude: Numbers) -> Conic:
    """Return the projection for some places: its parallels a sixth of their height from the ends.

    Examples
    --------
    >>> fitting(np.array([40.0, 70.0]), np.array([20.0, -170.0]))
    Conic(south=45.0, north=65.0, middle=105.0)
    """
    low, high = float(latitude.min()), float(latitude.max())
    east = np.sort(longitude % 360.0)
    gaps = np.diff(np.append(east, east[0] + 360.0))
    first = float(np.roll(east, -1)[gaps.argmax()])  # after the widest gap
    middle = first + (360.0 - float(gaps.max())) / 2.0
    sixth = (high - low) / 6.0
    return Conic(low + sixth, high - sixth, (middle + 180.0) % 360.0 - 180.0)
