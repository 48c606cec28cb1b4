"""The map's projection: areas stay as they are, wherever a country lies."""

import numpy as np
import pytest

from sim.present.explorer.map import Conic, fitting, map_data
from sim.scenario.load import load_scenario
from tests.experiments.folders import ONE_CITY

STEP = 0.01  # [degrees]


@pytest.mark.parametrize(
    ("latitudes", "longitudes"),
    [([42, 69], [20, -170]), ([-34, 5], [-74, -35]), ([-5, 5], [10, 20]), ([-47, -34], [166, -176])],
    ids=["across 180 degrees", "south", "at the equator", "far south"],
)
def test_areas_stay_as_they_are(latitudes: list[int], longitudes: list[int]) -> None:
    conic = fitting(np.array(latitudes, float), np.array(longitudes, float))
    for latitude in np.linspace(*latitudes, 5):
        for along in np.linspace(0, 1, 5):
            longitude = longitudes[0] + along * ((longitudes[1] - longitudes[0]) % 360)
            assert area(conic, latitude, longitude) == pytest.approx(true_area(latitude), rel=1e-3)


def area(conic: Conic, latitude: float, longitude: float) -> float:
    """Return the area of a small square of degrees on the map; north is up, east to the right."""
    x, y = conic.project(latitude + np.array([0, STEP, 0]), longitude + np.array([0, 0, STEP]))
    return float((x[2] - x[0]) * (y[1] - y[0]) - (x[1] - x[0]) * (y[2] - y[0]))


def true_area(latitude: float) -> float:
    low, high = np.radians([latitude, latitude + STEP])
    return float((np.sin(high) - np.sin(low)) * np.radians(STEP))


def test_one_city_has_no_map() -> None:
    assert map_data(load_scenario(ONE_CITY).world) is None
