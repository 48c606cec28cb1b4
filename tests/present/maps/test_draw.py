"""Maps as files: circles are residents and shares, what is published has another shape, names are inert."""

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from sim.present.charts.sheet import SOFT, WIDTH
from sim.present.maps.chart import MapChart, month_chart, years_chart
from sim.present.maps.draw import svg_text, write_map
from sim.present.maps.shares import CityMap
from tests.present.maps.test_chart import filled

DIAMOND = "#b8430b"
SVG = "{http://www.w3.org/2000/svg}"


def circles(chart: MapChart) -> list[dict[str, str]]:
    """Circles of an SVG, each with what the group around it says."""
    groups = ElementTree.fromstring(svg_text(chart)).iter(f"{SVG}g")
    return [group.attrib | circle.attrib for group in groups for circle in group.findall(f"{SVG}circle")]


def areas(found: list[dict[str, str]]) -> list[float]:
    return [float(one["r"]) ** 2 for one in found]


def test_the_filled_part_of_the_area_is_the_share_of_worlds(found: CityMap) -> None:
    chart = month_chart(filled(found, ban=[1, 2, 2, 3]), ("ban",), "2021-12")
    shown = circles(chart)
    whole, parts = ([one for one in shown if (one["stroke"] == SOFT) is is_whole] for is_whole in (True, False))
    residents = sorted((city.population for city in found.cities), reverse=True)
    assert np.array(areas(whole)) / max(areas(whole)) == pytest.approx(np.array(residents) / 400_000, abs=0.01)
    by_place = {(one["cx"], one["cy"]): area for one, area in zip(whole, areas(whole), strict=True)}
    shares = [area / by_place[one["cx"], one["cy"]] for one, area in zip(parts, areas(parts), strict=True)]
    assert sorted(shares) == pytest.approx([0.25, 0.75], abs=0.02)
    full = [one for one in whole if one["fill"] == parts[0]["fill"]]
    assert len(full) == 1  # the city of every world


def test_a_smaller_circle_is_drawn_over_a_larger_one(found: CityMap) -> None:
    whole = [one for one in circles(years_chart(found, "status-quo")) if one["stroke"] == SOFT][: len(found.cities)]
    assert areas(whole) == sorted(areas(whole), reverse=True)


def test_panels_have_one_scale(found: CityMap) -> None:
    one, other = (
        [area for area, circle in zip(areas(shown), shown, strict=True) if circle["stroke"] == SOFT]
        for shown in (circles(month_chart(found, (policy,), "2021-12")) for policy in ("status-quo", "ban"))
    )
    assert one == other


def test_what_is_published_has_another_shape(found: CityMap) -> None:
    past, future = (month_chart(found, ("ban",), month) for month in ("2020-12", "2021-12"))
    named = "published, not simulated: recognition reported by then"
    assert (named in svg_text(past), named in svg_text(future)) == (True, False)
    edges = [path for path in ElementTree.fromstring(svg_text(past)).iter(f"{SVG}path") if DIAMOND in str(path.attrib)]
    assert len(edges) >= 2  # in the key and on the map
    assert not [path for path in edges if "C" in path.attrib["d"]]  # straight lines
    assert DIAMOND not in svg_text(future)


def test_a_map_is_the_same_each_time_and_fits_its_sheet(found: CityMap, tmp_path: Path) -> None:
    chart = years_chart(found, "status-quo")
    assert svg_text(chart) == svg_text(chart)
    for one in circles(chart):
        assert 0.0 <= float(one["cx"]) - float(one["r"]) <= float(one["cx"]) + float(one["r"]) <= WIDTH
    for kind, start in (("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")):
        write_map(tmp_path / f"map.{kind}", chart)
        assert (tmp_path / f"map.{kind}").read_bytes().startswith(start)


def test_hostile_names_are_text(found: CityMap) -> None:
    hostile = found.results.record._replace(labels={"ban": "</text><script>alert(1)</script>"})
    svg = svg_text(month_chart(found._replace(results=found.results._replace(record=hostile)), ("ban",), "2021-12"))
    assert "<script" not in svg
    assert "</text><script>alert(1)</script>" in "".join(ElementTree.fromstring(svg).itertext())


def test_the_smallest_circle_can_be_seen(found: CityMap) -> None:
    cities = np.array([10_000_000.0, *[100_000.0] * 5])
    at = found.at._replace(radius=34.0 * np.sqrt(cities / cities.max()))
    shown = circles(month_chart(found._replace(at=at), ("ban", "pause"), "2021-12")._replace(n_columns=2))
    assert min(float(one["r"]) for one in shown if one["stroke"] == SOFT) == pytest.approx(0.9)
