"""Cities as nobody means them: in thousands, at one point, with coordinates swapped, with two leaders."""

import csv
import io
from pathlib import Path

import pytest

from sim.scenario.load import load_scenario
from sim.scenario.text.files import shipped_root
from tests.scenario.files import CITIES, VALID, changed, load

NAMES = ["name_en", "name_ru", "region_en", "iso_3166_2", "federal_district", "lat", "lon", "population", "leader",
         "fr_stage_start"]  # fmt: skip
TOWNS = [
    ["Alfa", "Альфа", "North Region", "XX-NO", "Upper", "50.1", "30.1", "400000", "1", "operating"],
    ["Beta", "Бета", "North Region", "XX-NO", "Upper", "51.2", "31.5", "250000", "", "pilot"],
    ["Gamma", "Гамма", "South Region", "XX-SO", "Lower", "48.3", "33.4", "120000", "", ""],
]


def table(*rows: list[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([NAMES, *rows])
    return stream.getvalue()


def put(row: list[str], **fields: str) -> list[str]:
    return [fields.get(name, value) for name, value in zip(NAMES, row, strict=True)]


def told(folder: Path, cities: str, text: str = VALID) -> list[str]:
    return [w.rsplit("/", 1)[-1] for w in load(folder, text, cities).warnings if "include_flagged" not in w]


def swapped(row: list[str]) -> list[str]:
    return put(row, lat=row[6], lon=row[5])


def test_towns_as_they_should_be_give_no_hint(tmp_path: Path) -> None:
    assert told(tmp_path, table(*TOWNS)) == []
    assert told(tmp_path, CITIES) == []


def test_populations_in_thousands_are_asked_about(tmp_path: Path) -> None:
    all_small = told(tmp_path, table(*(put(row, population=row[7][:-3]) for row in TOWNS)))
    assert all_small[0].startswith("cities.csv:2:47: population: 3 of 3 cities are smaller than a town: Alfa (400)")
    assert "In thousands? Then write 400000 for 400 thousand" in all_small[0]
    one_small = told(tmp_path, table(*TOWNS[:2], put(TOWNS[2], population="120")))
    assert one_small[0].startswith("cities.csv:4:48: population: 1 of 3 cities")


def test_a_national_table_in_thousands_is_asked_about_though_its_capital_looks_like_a_town(tmp_path: Path) -> None:
    with (shipped_root() / "data" / "cities.csv").open(encoding="utf-8") as stream:
        rows = [[r[n] if n in r else r["pop_2020_rosstat"] for n in NAMES] for r in csv.DictReader(stream)]
    thousands = [put(row, population=str(int(row[7] or 100000) // 1000)) for row in rows]
    first = told(tmp_path, table(*thousands))[0]
    assert "cities are smaller than a town" in first


def test_the_largest_cities_in_thousands_are_asked_about_and_a_village_is_not_a_town(tmp_path: Path) -> None:
    millions = ("1625", "1495", "1257")
    (found,) = told(tmp_path, table(*(put(r, population=n) for r, n in zip(TOWNS, millions, strict=True))))
    assert "3 of 3 cities are smaller than a town: Alfa (1625)" in found
    assert told(tmp_path, table(put(TOWNS[0], population="5000", fr_stage_start=""))) == []


def test_a_stage_that_a_city_is_too_small_for_is_told(tmp_path: Path) -> None:
    stages = told(tmp_path, table(*(put(row, population=row[7][:-3]) for row in TOWNS)))[1:3]
    assert stages[0].startswith("cities.csv:2:53: fr_stage_start: 'operating' is impossible for Alfa: 400 residents")
    assert stages[1].startswith("cities.csv:3:51: fr_stage_start: 'pilot' is impossible for Beta")


@pytest.mark.parametrize(("per_agent", "said"), [(6000, 0), (6001, 1), (12500, 1), (20000, 2), (20001, 3)])
def test_more_people_an_agent_than_suit_a_city_are_told(tmp_path: Path, per_agent: int, said: int) -> None:
    text = changed("people_per_agent: 10", f"people_per_agent: {per_agent}")
    found = told(tmp_path, table(*TOWNS), text)
    assert len(found) == bool(said)
    for line in found:
        assert line.startswith(f"small.yaml:5:19: people_per_agent: is {per_agent}, too many for {said} of 3 cities")
        assert "results of these cities are coarse, fine for a trial, not for print; 6000 suits all" in line


def test_a_table_with_swapped_coordinates_is_asked_about_once(tmp_path: Path) -> None:
    (by_script,) = told(tmp_path, table(*map(swapped, TOWNS)))
    assert by_script.startswith("cities.csv:2:37: lat: are latitude and longitude swapped? Cities named in Cyrillic")
    (by_compass,) = told(tmp_path, table(*(put(swapped(row), name_ru="") for row in TOWNS)))
    assert "Regions called south lie north of those called north" in by_compass


def test_one_city_with_swapped_coordinates_is_asked_about(tmp_path: Path) -> None:
    for index in range(3):
        rows = [swapped(row) if place == index else row for place, row in enumerate(TOWNS)]
        (one,) = told(tmp_path, table(*rows))
        assert f"cities.csv:{index + 2}:" in one
        assert f"are latitude and longitude of {TOWNS[index][0]} swapped?" in one


def test_longitude_as_latitude_beyond_the_pole_asks_the_same_beside_the_error(tmp_path: Path) -> None:
    from tests.scenario.files import problems_of, write

    far = put(TOWNS[0], lat="131.9", lon="43.1")
    (problem,) = problems_of(write(tmp_path, VALID, table(far, *TOWNS[1:])))
    assert "from -90 to 90; got '131.9'. Are latitude and longitude swapped?" in problem.message


def test_equal_coordinates_and_none_are_told(tmp_path: Path) -> None:
    same = told(tmp_path, table(*TOWNS[:2], put(TOWNS[2], lat="50.1", lon="30.10")))
    assert same == ["cities.csv:4:38: lat: Gamma lies at the very point of Alfa (line 2), 50.1, 30.1; correct one"]
    zero = told(tmp_path, table(*TOWNS[:2], put(TOWNS[2], lat="0", lon="0.0")))
    assert "Gamma lies at 0,0" in zero[0]


def test_two_leaders_are_told_and_one_or_none_is_not(tmp_path: Path) -> None:
    (two,) = told(tmp_path, table(TOWNS[0], put(TOWNS[1], leader="1"), TOWNS[2]))
    assert two.startswith("cities.csv:3:")
    assert "2 cities lead (Alfa, Beta), first in line 2" in two
    assert told(tmp_path, table(put(TOWNS[0], leader=""), *TOWNS[1:])) == []


def test_other_countries_give_no_hint(tmp_path: Path) -> None:
    """Capitals of a few countries, none of them named in Cyrillic; and a Russian translation of names far away."""
    places = [("Tehran", "35.7", "51.4"), ("Quito", "-0.2", "-78.5"), ("Lima", "-12.0", "-77.0"),
              ("Delhi", "28.6", "77.2"), ("Cairo", "30.0", "31.2"), ("Oslo", "59.9", "10.8")]  # fmt: skip
    for chosen in (places[:1], places[1:3], places[3:4], places[4:], places):
        rows = [
            [name, "", f"{name} Region", "XX-YY", "Capital", lat, lon, "500000", "", ""] for name, lat, lon in chosen
        ]
        assert told(tmp_path, table(*rows)) == [], chosen
    delhi = ["Delhi", "Дели", "Delhi", "IN-DL", "North", "28.6", "77.2", "500000", "", ""]
    assert told(tmp_path, table(delhi)) == []


def test_the_towns_of_the_shipped_tables_give_no_hint() -> None:
    for name in ("russia", "template-country", "classroom/one-city"):
        scenario = load_scenario(shipped_root() / f"{name}.yaml")
        assert [w for w in scenario.warnings if "include_flagged" not in w] == []
