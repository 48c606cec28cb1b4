"""What is made from the runs of a folder: valid, and made again only where something changed."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.experiments.store import datapackage
from sim.experiments.store.datapackage import is_current
from sim.present.folder import update_folder
from tests.experiments.folders import (
    MAY_DIFFER,
    contents,
    run,
    run_alone,
)


def finish(folder):
    """Make what is made from the runs, as simulate does."""
    read = update_folder(folder)
    assert is_current(folder)
    return read


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = tmp_path_factory.mktemp("finished") / "experiment"
    run(folder)
    finish(folder)
    return folder


def test_nothing_is_written_again_where_nothing_changed(finished):
    before = {path: path.stat().st_mtime_ns for path in finished.rglob("*") if path.name not in MAY_DIFFER}
    assert run_alone(finished).n_made == 0
    finish(finished)
    after = {path: path.stat().st_mtime_ns for path in before}
    kept = {path.name for path in before if before[path] == after[path]}
    assert {path.name for path in before} - kept <= {"experiment.json", "SHA256SUMS", "runs", ".tmp"}


@pytest.mark.parametrize("name", [
    "outcomes.parquet", "comparison.csv", "summary.csv", "outcomes.csv", "cities.csv", "scenario.resolved.yaml",
    "report.html", "datapackage.json",
])  # fmt: skip
@pytest.mark.parametrize("harm", ["gone", "edited"])
def test_a_file_that_someone_removed_or_edited_is_made_anew(finished, tmp_path, name, harm):
    folder = Path(shutil.copytree(finished, tmp_path / "copy"))
    if harm == "gone":
        (folder / name).unlink()
    else:
        (folder / name).write_bytes((folder / name).read_bytes()[:-2])
    assert not is_current(folder)
    assert run_alone(folder).n_made == 0
    finish(folder)
    assert contents(folder) == contents(finished)


def test_new_seeds_and_another_choice_of_months_make_tables_anew(finished, tmp_path):
    folder = Path(shutil.copytree(finished, tmp_path / "copy"))
    run_alone(folder, city_months="all")
    assert not is_current(folder)
    finish(folder)
    run_alone(folder, n_seeds=4)
    assert not is_current(folder)
    assert finish(folder).n_seeds == 4


def test_another_program_makes_tables_anew(finished, monkeypatch):
    monkeypatch.setattr(datapackage, "program_digest", lambda: "another")
    assert not is_current(finished)


def test_the_standard_validator_calls_the_data_package_valid(finished):
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    answer = subprocess.run(command, cwd=finished, capture_output=True, text=True)
    report = json.loads(answer.stdout)
    assert (answer.returncode, report["valid"], report["stats"]["tasks"]) == (
        0,
        True,
        9 + len(list((finished / "figures").iterdir())),
    )
    types = {task["name"]: task["type"] for task in report["tasks"]}
    assert (types["outcomes-parquet"], types["comparison-csv"], types["cities-csv"]) == ("file", "table", "table")
