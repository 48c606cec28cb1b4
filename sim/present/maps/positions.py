"""Where the cities of a country stand in a picture: an equal-area conic projection that fits them, and no borders."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_WIDTH, _HIGHEST, _LARGEST = 1000.0, 700.0, 34.0  # of the picture, and the radius of its largest city
_APART = 1e-9  # [radii of the Earth] a single city has a picture, too
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


class Positions(NamedTuple):
    """Where the circles of cities lie in a picture, north up; y grows downwards."""

    width: float
    height: float
    x: Numbers  # (n_cities,)
    y: Numbers
    radius: Numbers  # its square is in proportion to residents
    conic: Conic


def positions(latitude: Numbers, longitude: Numbers, population: Numbers) -> Positions | None:
    """Return where each city's circle lies, its area by residents; None where a place is unknown.

    Examples
    --------
    >>> found = positions(np.array([50.0, 51.0]), np.array([30.0, 31.0]), np.array([400_000, 100_000]))
    >>> found.radius.tolist(), bool(found.x[1] > found.x[0]), bool(found.y[1] < found.y[0])
    ([34.0, 17.0], True, True)
    """
    if not len(latitude) or not np.isfinite(latitude + longitude).all():
        return None
    conic = fitting(latitude, longitude)
    x, y = conic.project(latitude, longitude)
    scale = min((_WIDTH - 2 * _LARGEST) / max(np.ptp(x), _APART), (_HIGHEST - 2 * _LARGEST) / max(np.ptp(y), _APART))
    width, height = (float(np.ptp(along) * scale + 2 * _LARGEST) for along in (x, y))
    radius = _LARGEST * np.sqrt(population / population.max())
    return Positions(width, height, (x - x.min()) * scale + _LARGEST, (y.max() - y) * scale + _LARGEST, radius, conic)


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
