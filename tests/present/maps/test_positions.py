"""Where cities stand: areas stay as they are, wherever a country lies, and the page has the same numbers."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.present.explorer.page import page
from sim.present.maps.positions import Conic, fitting, positions
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from tests.experiments.folders import ONE_CITY

SCENARIOS = Path(__file__).parents[3] / "scenarios"
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


def test_circles_are_residents_and_north_is_up() -> None:
    found = positions(np.array([50.0, 60.0, 55.0]), np.array([30.0, 30.0, 60.0]), np.array([900, 100, 400]))
    assert found is not None
    assert (found.radius**2 / found.radius[0] ** 2).tolist() == pytest.approx([1.0, 1 / 9, 4 / 9])
    assert found.y[1] < found.y[2] < found.y[0]
    assert found.x[2] > found.x[0]
    for low, high, room in ((found.x - found.radius, found.x + found.radius, found.width),
                            (found.y - found.radius, found.y + found.radius, found.height)):  # fmt: skip
        assert low.min() >= 0.0
        assert high.max() <= room


def test_one_city_stands_in_the_middle() -> None:
    found = positions(np.array([55.0]), np.array([40.0]), np.array([10_000]))
    assert found is not None
    assert (found.x[0], found.y[0]) == (found.width / 2, found.height / 2)


def test_an_unknown_place_has_no_map() -> None:
    assert positions(np.array([50.0, np.nan]), np.array([30.0, 31.0]), np.array([1, 2])) is None
    assert positions(np.array([]), np.array([]), np.array([])) is None


def data_of(scenario: Scenario) -> dict[str, Any]:
    text = page(scenario).partition('<script type="application/json" id="data">')[2].partition("</script>")[0]
    found: dict[str, Any] = json.loads(text)["map"]
    return found


def test_the_page_has_the_same_numbers() -> None:
    scenario = load_scenario(SCENARIOS / "template-country.yaml", people_per_agent=50_000)
    cities = scenario.world.cities
    found = positions(*(np.asarray(column) for column in (cities.latitude, cities.longitude, cities.population)))
    assert found is not None
    shown = data_of(scenario)
    assert shown["circles"] == np.column_stack([found.x, found.y, found.radius]).round(1).tolist()
    assert shown["size"] == [round(found.width, 1), round(found.height, 1)]


def test_the_page_of_one_city_has_no_map() -> None:
    assert data_of(load_scenario(ONE_CITY, people_per_agent=500)) is None
