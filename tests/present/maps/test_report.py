"""Maps in the report: folded, with their numbers, files beside the others, and nothing that breaks a rule."""

from html import unescape
from pathlib import Path
from shutil import copytree

import pytest

from sim.experiments.store.reader import Results
from sim.present.maps.pictures import maps, write_maps
from sim.present.report.report import report_html, write_report
from tests.present.accessibility import violations
from tests.present.browsing import visit
from tests.present.maps.conftest import HOSTILE
from tests.present.maps.test_shares import changed

NAMES = ("map-beside-ban", "map-beside-pause", "map-beside-short", "map-status-quo")


@pytest.fixture(scope="module")
def html(results: Results) -> str:
    return (results.folder / "report.html").read_text(encoding="utf-8")


def test_maps_lie_beside_the_other_figures(results: Results) -> None:
    folder = results.folder / "figures"
    wanted = [f"{name}.{kind}" for name in NAMES for kind in ("png", "svg")]
    assert sorted(path.name for path in folder.glob("map-*")) == wanted


def test_maps_that_are_no_longer_true_are_taken_away(results: Results, tmp_path: Path) -> None:
    for name in ("map-old.svg", "map-old.png", "mine.svg"):
        (tmp_path / name).write_text("old", encoding="utf-8")
    write_maps(tmp_path, maps(results))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*(f"{name}.svg" for name in NAMES), "mine.svg"])


def test_the_numbers_of_a_map_stand_below_it_by_the_alphabet(html: str, results: Results) -> None:
    figure = html.split('<figure id="map-status-quo">')[1].split("</figure>")[0]
    rows = figure.split('<th scope="row">')[1:]
    names = [unescape(row.split("</th>")[0]) for row in rows]
    assert names == sorted(names)
    assert len(names) == 6
    assert "4 of 4 worlds" in figure


@pytest.mark.parametrize("width", ["browser", "phone"])
def test_maps_break_no_rule_of_accessibility(
    width: str, html: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    page = request.getfixturevalue(width)
    urls, console = visit(page, html, tmp_path / "report.html")
    page.execute_script("document.querySelectorAll('#maps details').forEach(one => one.open = true)")
    page.execute_script("document.querySelectorAll('section:not(#maps)').forEach(one => one.remove())")
    assert (len(urls), console) == (1, [])
    assert violations(page) == []
    drawn = page.find_elements("css selector", "#maps figure > svg[role=img] circle")
    assert len(drawn) > 4 * 6
    assert page.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    assert page.execute_script("return document.querySelectorAll('img, script').length") == 0
    assert HOSTILE in page.find_element("css selector", "#maps").get_attribute("textContent")


def test_a_map_is_told_to_those_who_do_not_see_it(html: str) -> None:
    image = html.split('<figure id="map-status-quo"><svg role="img" aria-label="')[1].split('"')[0]
    for words in ("Cities that recognise faces under", "Filled part of a circle", "in every simulated world: "):
        assert words in image


def test_a_report_without_places_says_why_it_has_no_map(results: Results, tmp_path: Path) -> None:
    copy = changed(results, tmp_path / "copy", "46.0,-175.0", ",")
    page = report_html(copy)
    assert "There is no map: the scenario does not say where Zeta is." in page
    assert "No map of the cities" in page
    assert "map-status-quo" not in page


def test_a_few_cities_need_no_map(real: Results) -> None:
    drawn = maps(real)
    assert (drawn.charts, drawn.svg, drawn.why_none) == ((), {}, "")
    assert 'id="maps"' not in report_html(real)


def test_the_same_folder_gives_the_same_maps(results: Results, tmp_path: Path) -> None:
    copy = results._replace(folder=Path(copytree(results.folder, tmp_path / "copy")))
    path = write_report(copy)
    assert path.read_bytes() == (results.folder / "report.html").read_bytes()
    assert not list((copy.folder / "figures").glob("*.png"))
