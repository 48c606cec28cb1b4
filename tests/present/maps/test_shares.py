"""Shares of worlds are those of outcomes.parquet, and what has no map says so."""

from pathlib import Path
from shutil import copytree

import duckdb
import pytest

from sim.experiments.problems import UsageError
from sim.experiments.store.reader import Results
from sim.present.listed import listed
from sim.present.maps.shares import CityMap, NoMapError, city_map

BY_HAND = """
    SELECT policy, month, place, sum(CASE WHEN value > 0 THEN 1 ELSE 0 END), count(DISTINCT seed) FROM '{}'
    WHERE outcome = 'cameras_recognising' AND place <> 'country' GROUP BY policy, month, place
"""


def test_worlds_of_each_city_are_those_of_the_rows(results: Results, found: CityMap) -> None:
    rows = duckdb.sql(BY_HAND.format(results.folder / "outcomes.parquet")).fetchall()
    assert len(rows) == 4 * 2 * 6  # policies, Decembers, cities
    names = [city.name for city in found.cities]
    for policy, month, place, n_recognising, n_worlds in rows:
        in_worlds = found.in_month(policy, month)
        assert (int(in_worlds[:, names.index(place)].sum()), len(in_worlds)) == (n_recognising, n_worlds)
    assert {row[3] for row in rows} >= {0, 4}


def test_the_world_of_a_seed_is_that_seeds(results: Results, found: CityMap) -> None:
    query = f"SELECT seed, sum((value > 0)::INT) FROM '{results.folder / 'outcomes.parquet'}' " + (
        "WHERE outcome = 'cameras_recognising' AND place <> 'country' AND month = '2021-12' AND policy = 'status-quo' "
        "GROUP BY seed ORDER BY seed"
    )
    for seed, n_cities in duckdb.sql(query).fetchall():
        assert found.one_world(seed).in_month("status-quo", "2021-12").sum() == n_cities


def test_what_the_result_does_not_hold_is_told(found: CityMap) -> None:
    with pytest.raises(UsageError, match="no policy 'bann'; it has: status-quo, short, pause, ban"):
        found.in_month("bann", "2021-12")
    with pytest.raises(UsageError, match="no cities in '2021-06'; it has: 2020-12, 2021-12"):
        found.in_month("ban", "2021-06")
    with pytest.raises(UsageError, match="no policy has a simulated world of seed 9; seeds are: 0, 1, 2, 3"):
        found.one_world(9)


def changed(results: Results, folder: Path, old: str, new: str) -> Results:
    """Return the results with something in cities.csv changed."""
    folder = Path(copytree(results.folder, folder))
    path = folder / "cities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return results._replace(folder=folder)


def test_a_city_without_a_place_leaves_no_map(results: Results, tmp_path: Path) -> None:
    with pytest.raises(NoMapError, match="does not say where Zeta is. Give every city its lat and lon"):
        city_map(changed(results, tmp_path / "copy", "46.0,-175.0", ","))
    equator = changed(results, tmp_path / "equator", "55.8,37.6", "0.0,0.0")
    with pytest.raises(NoMapError, match="does not say where Zeta is"):
        city_map(changed(equator, tmp_path / "both", "46.0,-175.0", ","))


def test_a_result_without_cities_leaves_no_map(results: Results, tmp_path: Path) -> None:
    copy = changed(results, tmp_path / "copy", "", "")
    (copy.folder / "cities.csv").unlink()
    with pytest.raises(NoMapError, match=r"made by program 0\.1\.0"):
        city_map(copy)


def test_a_sweep_has_no_map(results: Results) -> None:
    points = ({"point": 0, "values": {}},)
    with pytest.raises(NoMapError, match="nothing puts its points together"):
        city_map(results._replace(record=results.record._replace(points=points)))


def test_a_result_without_december_has_no_map(results: Results, tmp_path: Path) -> None:
    copy = changed(results, tmp_path / "copy", "", "")
    path = copy.folder / "outcomes.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE kept AS SELECT * FROM '{path}' WHERE place = 'country'")
        connection.execute(f"COPY kept TO '{path}' (FORMAT parquet)")
    with pytest.raises(NoMapError, match="has no December"):
        city_map(copy)


def test_the_list_of_cities_says_who_measured_and_what_is_flagged(results: Results, tmp_path: Path) -> None:
    about = listed(results)
    assert about == (("<i>", "GeoNames"), {"Flagged": "disputed"})
    world = results.record.world | {"cities": {"include_flagged": True}}
    assert listed(results._replace(record=results.record._replace(world=world))).left_out == {}
    (tmp_path / "scenario.cities.csv").write_text("name_en\nAlpha\n", encoding="utf-8")
    assert listed(results._replace(folder=tmp_path)) == ((), {})
    assert listed(results._replace(folder=tmp_path / "nowhere")) == ((), {})
