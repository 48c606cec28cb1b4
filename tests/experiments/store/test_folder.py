"""What an experiment folder holds, and what may be done with it."""

import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys

import duckdb
import pytest

from sim.engines.problems import EngineError
from sim.experiments.design.experiment import design_experiment
from sim.experiments.problems import UsageError
from sim.experiments.simulate import Options, run_experiment
from sim.experiments.store import tables
from sim.experiments.store.files import only_writer
from sim.experiments.store.record import read_record
from sim.model.outcomes import CITY_OUTCOMES, OUTCOME_NAMES
from tests.experiments.folders import (
    InWorker,
    contents,
    divide_by_zero,
    experiment,
    kill,
    run,
    small,
    with_policy,
)

EDITED = "[{lever: new_fr_permitted, value: false, from: 2021-02}]"


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    folder = tmp_path_factory.mktemp("done") / "experiment"
    run(folder)
    return folder


def rows(folder, query):
    with duckdb.connect() as connection:
        return connection.execute(query.replace("{}", f"'{folder / 'outcomes.parquet'}'")).fetchall()


def test_outcomes_are_tidy_and_sorted(done):
    table = rows(done, "SELECT policy, seed, month, place, outcome FROM {}")
    assert table == sorted(table)
    assert len(set(table)) == len(table) == 3 * 3 * (72 * len(OUTCOME_NAMES) + 6 * len(CITY_OUTCOMES))
    described = rows(done, "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {})")
    assert described == [
        *(("scenario", "VARCHAR"), ("policy", "VARCHAR"), ("point", "BIGINT"), ("seed", "BIGINT")),
        *(("month", "VARCHAR"), ("date", "DATE"), ("place", "VARCHAR"), ("outcome", "VARCHAR"), ("value", "DOUBLE")),
    ]
    assert rows(done, "SELECT DISTINCT point, strftime(date, '%Y-%m') = month, day(date) FROM {}") == [(0, True, 1)]
    assert rows(done, "SELECT DISTINCT month FROM {} WHERE place <> 'country' ORDER BY 1")[0] == ("2016-12",)


def test_outcomes_are_the_same_where_runs_do_not_lie_in_their_order(done, tmp_path, monkeypatch):
    folder = shutil.copytree(done, tmp_path / "x")
    monkeypatch.setattr(tables, "_in_order", lambda wanted: None)
    (folder / "runs" / ".tmp").mkdir()
    tables.write_outcomes(folder, read_record(folder))
    assert rows(folder, "SELECT * FROM {}") == rows(done, "SELECT * FROM {}")


def test_cities_report_what_maps_and_targets_need(done):
    found = {name for (name,) in rows(done, "SELECT DISTINCT outcome FROM {} WHERE place <> 'country'")}
    assert {"offences", "offences_registered", "clearances_reported", "clearances_total", "detained"} <= found
    pairs = "FROM {} AS one JOIN {} AS whole USING (policy, seed, month, outcome) WHERE whole.place = 'country'"
    apart = f"SELECT count(*) {pairs} AND one.place <> 'country' AND one.value <> whole.value"
    assert rows(done, apart) == [(0,)]  # one city is the country


def test_cities_are_listed_where_they_lie(done):
    with (done / "cities.csv").open(newline="") as file:
        (line,) = csv.DictReader(file)
    assert [line["name"]] == [name for (name,) in rows(done, "SELECT DISTINCT place FROM {} WHERE place <> 'country'")]
    (identity,) = small().world.cities
    assert (
        (int(line["code"]), int(line["population"])) == (identity.code, identity.population) == (identity.code, 10_000)
    )
    assert (float(line["latitude"]), float(line["longitude"])) == (identity.latitude, identity.longitude)
    assert line["region"] == small().world.region_names[0]


def test_running_again_makes_nothing_and_changes_nothing(done):
    before = contents(done)
    assert run(done).n_made == 0
    assert contents(done) == before


def test_two_jobs_write_the_same_bytes(done, tmp_path):
    run(tmp_path / "two", n_workers=2)
    assert contents(tmp_path / "two") == contents(done)


def test_the_data_package_tells_the_truth(done):
    package = json.loads((done / "datapackage.json").read_text())
    for resource in package["resources"]:
        content = (done / resource["path"]).read_bytes()
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        if resource["format"] == "csv" and resource["path"] != "scenario.cities.csv":
            header = next(csv.reader(content.decode().splitlines()))
            assert header == [field["name"] for field in resource["schema"]["fields"]]
        assert resource["bytes"] == len(content)
    names = ["comparison.csv", "summary.csv", "outcomes.parquet", "outcomes.csv", "cities.csv"]
    others = ["scenario.resolved.yaml", "experiment.json", "scenario.cities.csv"]
    assert [resource["path"] for resource in package["resources"]] == [*names, *others]
    described = rows(done, "SELECT column_name FROM (DESCRIBE SELECT * FROM {})")
    parquet = package["resources"][2]
    assert [(field["name"],) for field in parquet["columns"]] == described
    assert "schema" not in parquet
    assert "profile" not in parquet


def test_digests_can_be_checked_by_anyone(done):
    for line in (done / "runs" / "SHA256SUMS").read_text().splitlines():
        sha256, name = line.split("  ")
        assert hashlib.sha256((done / "runs" / name).read_bytes()).hexdigest() == sha256


def test_arms_and_seeds_extend_the_folder_and_an_edited_arm_is_refused(tmp_path):
    folder = tmp_path / "grows"
    assert run(folder, small(arms=("ban",)), n_seeds=2).n_made == 4
    assert run(folder, small(arms=("retention-5",)), n_seeds=3).n_made == 1 + 3
    found = rows(folder, "SELECT policy, count(DISTINCT seed) FROM {} GROUP BY 1 ORDER BY 1")
    assert found == [("ban", 2), ("retention-5", 3), ("status-quo", 3)]
    before = contents(folder)
    with pytest.raises(UsageError, match="holds the results of other settings of ban, and they would be overwritten"):
        run(folder, small(arms=("ban",), arms__ban=EDITED), n_seeds=3)
    with pytest.raises(UsageError, match=r"other settings of baseline \(status-quo there, ban here\)"):
        run(folder, small(arms=("ban",), baseline="ban"))
    assert contents(folder) == before


def test_an_edited_arm_has_a_folder_of_its_own_and_is_made_alone(tmp_path):
    first, second = small(arms=("ban",)), small(arms=("ban",), arms__ban=EDITED)
    one, two = (tmp_path / experiment(scenario).default_folder for scenario in (first, second))
    assert one != two
    run(one, first, n_seeds=2, takes_over=True)
    before = contents(one)
    finished = run(two, second, n_seeds=3, takes_over=True)
    assert (finished.n_made, finished.n_kept) == (1 + 3, 2)
    assert contents(one) == before
    assert rows(two, "SELECT policy, count(DISTINCT seed) FROM {} GROUP BY 1 ORDER BY 1") == [
        ("ban", 3),
        ("status-quo", 3),
    ]
    alone = tmp_path / "alone"
    run(alone, second, n_seeds=3)
    assert (alone / "outcomes.parquet").read_bytes() == (two / "outcomes.parquet").read_bytes()


def test_what_is_damaged_is_not_taken_over(tmp_path):
    first, second = small(arms=("ban",)), small(arms=("ban",), arms__ban=EDITED)
    one, two = (tmp_path / experiment(scenario).default_folder for scenario in (first, second))
    run(one, first, n_seeds=1)
    for part in (one / "runs").glob("*.parquet"):
        content = bytearray(part.read_bytes())
        content[200] ^= 1
        part.write_bytes(content)
    finished = run(two, second, n_seeds=1, takes_over=True)
    assert (finished.n_made, finished.damaged) == (2, [])


def test_fewer_seeds_or_fewer_months_never_make_a_folder_poorer(tmp_path):
    folder = tmp_path / "x"
    run(folder, city_months="all")
    before = contents(folder)
    assert run(folder, n_seeds=1).n_made == 0
    assert contents(folder) == before


def test_cities_in_all_months_need_no_new_run(tmp_path, done):
    run(tmp_path / "all")
    finished = run(tmp_path / "all", city_months="all")
    assert finished.n_made == 0
    n_cities = "SELECT count(*) FROM {} WHERE place <> 'country'"
    assert rows(tmp_path / "all", n_cities)[0][0] == 12 * rows(done, n_cities)[0][0]


def test_another_world_is_refused_and_nothing_changes(done):
    before = contents(done)
    with pytest.raises(UsageError, match="another experiment: world"):
        run(done, small(parameters__findable_share="0.31"))
    assert contents(done) == before


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match="not an experiment folder"):
        run(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_second_writer_is_refused_by_name(tmp_path, done):
    code = f"""
from pathlib import Path
from sim.experiments.store import datapackage
from sim.experiments.store.datapackage import is_current
from sim.experiments.store import tables
from sim.experiments.store.files import only_writer
from sim.engines.problems import EngineError
from sim.experiments.design.experiment import design_experiment
from sim.experiments.problems import UsageError
from sim.experiments.simulate import Options, run_experiment
try:
    with only_writer(Path({str(done)!r})):
        print("in")
except UsageError as error:
    print(error)
"""
    with only_writer(done):
        answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert f"pid {os.getpid()}" in answer.stdout
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout == "in\n"


@pytest.mark.parametrize(("decide", "n_workers", "reason"), [
    (InWorker(kill), 2, "3 worker processes were lost with it; the last one was killed (SIGKILL)"),
    (divide_by_zero, 2, "ZeroDivisionError"),
    (divide_by_zero, 1, "ZeroDivisionError"),
])  # fmt: skip
def test_a_run_that_fails_is_named_and_the_rest_goes_on(tmp_path, decide, n_workers, reason):
    finished = run(tmp_path / "x", with_policy(small(), "ban", decide), n_seeds=1, n_workers=n_workers)
    assert [(failure.run.policy, failure.run.seed) for failure in finished.failures] == [("ban", 0)]
    assert reason in finished.failures[0].reason
    assert rows(tmp_path / "x", "SELECT DISTINCT policy FROM {} ORDER BY 1") == [("retention-5",), ("status-quo",)]
    again = run(tmp_path / "x", small(), n_seeds=1)
    assert (again.n_made, again.n_kept, again.left_out) == (0, 2, finished.failures)
    assert run(tmp_path / "x", small(), n_seeds=1, retries_failed=True).n_made == 1
    assert read_record(tmp_path / "x").first_difference == 60


def test_an_engine_that_cannot_run_here_leaves_no_folder_behind(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("sim.engines.web.module._compiled_sources", lambda: {"month.py": "another month"})
    with pytest.raises(EngineError, match="not made of these sources"):
        run_experiment(design_experiment(small(), "web"), tmp_path / "new", Options(n_seeds=1))
    assert not (tmp_path / "new").exists()
