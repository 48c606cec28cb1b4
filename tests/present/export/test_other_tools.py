"""Scripts and dashboards of other programs on the exported files."""

import csv
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copytree
from xml.etree import ElementTree

import duckdb
import numpy as np
import pytest

from benchmarks.tools.described import described
from benchmarks.tools.readers import Reader, differing, expected_numbers, numbers, readers
from tests.present.export.opened import Exported

DASHBOARDS = Path(__file__).parents[3] / "docs" / "dashboards"
# R is tried where it is installed; everywhere by python -m benchmarks.tools readers.
CASES = [(reader, source) for reader in readers() if reader.program is not None for source in reader.sources]
CHOSEN = {"$outcome": "stops_wrongful", "$policy": "short"}
SHOWN = ("guides/dashboards.md", "dashboards.md")  # pages with a query to copy, of policies and years of a country
OLDEST = 65  # number of the layout that DuckDB 1.2 reads


@pytest.mark.parametrize(("reader", "source"), CASES, ids=lambda one: getattr(one, "script", one))
def test_other_programs_read_the_same_numbers(reader: Reader, source: str, exported: Exported) -> None:
    expected = expected_numbers(exported.folder)
    assert differing(expected, numbers(reader, exported.folder, source)) == {}
    assert len(expected) == 5


def test_a_number_that_differs_or_is_missing_is_told() -> None:
    assert differing({"a": 1.0, "b": 2.0, "c": 3.0}, {"a": 1.0, "b": 2.1}) == {"b": 2.1, "c": None}


def map_of(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    script = DASHBOARDS.parent / "readers" / "map_by_year.py"
    command = [sys.executable, "-X", "utf8", str(script), str(folder), *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120)


def test_a_script_draws_maps_whose_caption_says_what_they_are(exported: Exported, tmp_path: Path) -> None:
    done = map_of(exported.folder, str(tmp_path / "map.svg"), "pause")
    assert done.returncode == 0, done.stderr
    caption = " ".join(done.stdout.split())
    assert caption.startswith("Simulation, not observation.")
    assert "share of 3 simulated runs" in caption
    assert "Cities left out: 1, since the list of cities flags it (disputed): Delta" in caption
    drawn, (header, rows) = (tmp_path / "map.svg").read_text(encoding="utf-8"), exported.csv("csv/cities_by_year.csv")
    for policy in ("status-quo", "pause"):
        there = [dict(zip(header, row, strict=True)) for row in rows if row[:2] == [policy, "2021"]]
        mean = sum(float(row["recognising_share"]) for row in there)
        assert f"<!-- {policy}, December 2021: {mean:.1f} of 3 cities -->" in drawn


def circles(picture: Path) -> Iterator[list[tuple[float, float, float]]]:
    """Yield the circles of each map, from left to right and down: the middle, and the area as that of a square."""
    svg = "{http://www.w3.org/2000/svg}"
    for group in ElementTree.parse(picture).iter(f"{svg}g"):
        if group.get("id", "").startswith("PathCollection_"):
            drawn = [np.array(re.findall(r"[\d.]+", one.get("d", "")), float) for one in group.iter(f"{svg}path")]
            ends = [(one.reshape(-1, 2).min(0), one.reshape(-1, 2).max(0)) for one in drawn]
            yield [(*((low + high) / 2), (high[0] - low[0]) ** 2) for low, high in ends]


def with_shares(exported: Exported, folder: Path) -> list[dict[str, str]]:
    """Copy an export whose shares this test invents, each another; return the cities of each year."""
    copytree(exported.folder / "csv", folder / "csv")
    header, rows = exported.csv("csv/cities_by_year.csv")
    cities = [dict(zip(header, row, strict=True)) for row in rows]
    for k, city in enumerate(cities):
        city["recognising_share"] = str(k / len(cities))
    with (folder / "csv" / "cities_by_year.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(cities)
    return cities


def test_the_circles_of_a_map_are_the_residents_and_shares_of_its_cities(exported: Exported, tmp_path: Path) -> None:
    cities = with_shares(exported, tmp_path)
    assert map_of(tmp_path, str(tmp_path / "map.svg"), "pause").returncode == 0
    maps = [(policy, year) for year in ("2020", "2021") for policy in ("status-quo", "pause")]
    for key, drawn in zip(maps, circles(tmp_path / "map.svg"), strict=True):
        there = [city for city in cities if (city["policy"], city["year"]) == key]
        there.sort(key=lambda city: -int(city["population"]))
        x, y, area = np.array(drawn).T
        residents, shares, x_km, y_km = (
            np.array([float(city[name]) for city in there])
            for name in ("population", "recognising_share", "x_km", "y_km")
        )
        assert area[::2] / area[0] == pytest.approx(residents / residents[0], rel=1e-3)
        assert area[1::2] / area[::2] == pytest.approx(shares, abs=1e-3)
        scale = np.ptp(x) / np.ptp(x_km)
        assert x - x[0] == pytest.approx(np.repeat(x_km - x_km[0], 2) * scale, abs=0.01)
        assert y - y[0] == pytest.approx(np.repeat(y_km - y_km[0], 2) * -scale, abs=0.01)


def test_a_map_of_an_unknown_policy_names_those_there_are(exported: Exported, tmp_path: Path) -> None:
    done = map_of(exported.folder, str(tmp_path / "map.svg"), "pauze")
    assert (done.returncode, done.stderr.strip()) == (
        1, "there is no policy 'pauze'; there are status-quo, short, pause"
    )  # fmt: skip
    assert not (tmp_path / "map.svg").exists()


def _queries() -> Iterator[str]:
    board = json.loads((DASHBOARDS / "grafana.json").read_text(encoding="utf-8"))
    found = [one["query"] for one in board["templating"]["list"] if one["type"] == "query"]
    for query in found + [target["queryText"] for panel in board["panels"] for target in panel["targets"]]:
        for name, value in CHOSEN.items():
            query = query.replace(name, value)
        yield query


@pytest.mark.parametrize("query", list(_queries()))
def test_every_query_of_the_grafana_dashboard_has_rows(query: str, exported: Exported) -> None:
    with closing(sqlite3.connect(exported.folder / "result.sqlite")) as database:
        rows = database.execute(query).fetchall()
    assert rows
    assert all(any(cell is not None for cell in row) for row in rows)


@pytest.mark.parametrize("page", SHOWN)
def test_the_query_of_a_page_can_be_copied(page: str, exported: Exported) -> None:
    text = (DASHBOARDS.parent / page).read_text(encoding="utf-8")
    (query,) = re.findall(r"^    (SELECT .*)$", text, re.MULTILINE)
    assert "'ban'" in query
    query = query.replace("'ban'", "'pause'").replace("2030", "2021")
    with closing(sqlite3.connect(exported.folder / "result.sqlite")) as database:
        rows = database.execute(query).fetchall()
    with duckdb.connect(str(exported.folder / "result.duckdb"), read_only=True) as opened:
        assert sorted(opened.execute(query).fetchall()) == sorted(rows)
    header, table = exported.csv("csv/cities_by_year.csv")
    years = {row[header.index("year")] for row in table}
    assert len(rows) == (len(years) if "GROUP BY year" in query else len({row[header.index("city")] for row in table}))


def test_differences_tell_in_words_first_and_every_column_is_described(exported: Exported) -> None:
    columns = described(exported.folder / "result.sqlite")["databases"]["result"]["tables"]["differences"]["columns"]
    assert list(columns)[:7] == ["policy_label", "label", "difference", "lo95", "hi95", "unit", "reading"]
    assert all(columns.values())
    with duckdb.connect(str(exported.folder / "result.duckdb"), read_only=True) as opened:
        assert opened.execute("FROM differences LIMIT 1").fetchone() is not None
        assert [one[0] for one in opened.execute("FROM differences LIMIT 0").description] == list(columns)


def test_an_older_duckdb_can_read_the_database(exported: Exported) -> None:
    """Its main header says the layout after 8 bytes of checksum and 4 of "DUCK"."""
    header = (exported.folder / "result.duckdb").read_bytes()[:20]
    assert header[8:12] == b"DUCK"
    assert int.from_bytes(header[12:20], "little") == OLDEST
