"""An export explains itself: its policies in words, where it comes from, where its cities stand."""

import math
from pathlib import Path

import numpy as np
import pytest

from sim.present.export.about import facts
from sim.present.maps.shares import city_map
from sim.present.sentences import answers
from tests.present.export.opened import Exported

EARTH_KM = 6371.0


def rows_of(exported: Exported, name: str) -> list[dict[str, str]]:
    header, rows = exported.csv(f"csv/{name}.csv")
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_policies_say_what_they_set_since_when_and_what_they_do(exported: Exported) -> None:
    base, short, pause = rows_of(exported, "policies")
    assert (base["first_month"], base["finding"]) == ("", "")
    assert "nothing beyond the baseline" in base["sets"]
    assert (short["first_month"], pause["first_month"]) == ("2021-01", "2021-01")
    assert "(5 instead of 30 days), from January 2021 on" in short["sets"]
    told = {answer.policy: answer.finding.replace("\N{NO-BREAK SPACE}", " ") for answer in answers(exported.results)}
    assert {"short": short["finding"], "pause": pause["finding"]} == told
    assert all(told.values())


def test_answers_are_the_sentences_of_the_report(exported: Exported) -> None:
    told = [(answer.policy, *line) for answer in answers(exported.results) for line in answer.lines]
    found = [(row["policy"], row["heading"], row["sentence"]) for row in rows_of(exported, "answers")]
    assert [tuple(text.replace("\N{NO-BREAK SPACE}", " ") for text in line) for line in told] == found
    assert {policy for policy, _, _ in found} == {"short", "pause"}


def test_about_tells_agents_warnings_left_out_cities_and_whence_places_are(exported: Exported) -> None:
    told = {row["about"]: row["text"] for row in rows_of(exported, "about")}
    assert told["residents an agent stands for"] == "10,000"
    assert told["cities left out"] == "1, since the list of cities flags it (disputed): Delta"
    warnings = [text for about, text in told.items() if about.startswith("warning ")]
    assert warnings == exported.results.record.warnings
    assert any("status_note flags them (disputed): Delta" in warning for warning in warnings)
    assert told["source of residents"]
    assert not any("report.html" in text for about, text in told.items() if about.startswith("source"))


def test_each_source_of_coordinates_is_credited(exported: Exported, tmp_path: Path) -> None:
    rows = "name_en,coord_source\nAlpha,GeoNames\nBeta,ru-cities(OSM/DaData)\n"
    for name in ("cities.csv", "scenario.cities.csv"):
        (tmp_path / name).write_bytes((exported.results.folder / name).read_bytes())
    assert "sources of coordinates" not in facts(exported.results)
    (tmp_path / "scenario.cities.csv").write_text(rows, encoding="utf-8")
    told = facts(exported.results._replace(folder=tmp_path))["sources of coordinates"]
    assert told == ("GeoNames, ru-cities(OSM/DaData); GeoNames: CC BY 4.0; OSM: OpenStreetMap contributors, ODbL")


def test_cities_stand_on_the_plane_of_the_map(exported: Exported) -> None:
    found = city_map(exported.results)
    told = {row["city"].removeprefix("'"): (float(row["x_km"]), float(row["y_km"]))
            for row in rows_of(exported, "cities_by_year")}  # fmt: skip
    x, y = np.array([told[city.name] for city in found.cities]).T
    (fit_x, _), (fit_y, _) = np.polyfit(x, found.at.x, 1), np.polyfit(y, -found.at.y, 1)
    assert fit_x == pytest.approx(fit_y, rel=1e-4)
    assert np.ptp(x) * fit_x == pytest.approx(np.ptp(found.at.x), rel=1e-4)
    assert told == {row["name"].removeprefix("'"): (float(row["x_km"]), float(row["y_km"]))
                    for row in rows_of(exported, "cities")}  # fmt: skip
    alpha, beta = np.array(told["=1+1"]), np.array(told['O\'Beta, "x"; y'])
    assert math.dist(alpha, beta) == pytest.approx(great_circle((50.0, 30.0), (51.0, 31.0)), rel=0.01)


def great_circle(one: tuple[float, float], other: tuple[float, float]) -> float:
    (south, west), (north, east) = np.radians(one), np.radians(other)
    cosine = np.sin(south) * np.sin(north) + np.cos(south) * np.cos(north) * np.cos(east - west)
    return float(EARTH_KM * np.arccos(cosine))
