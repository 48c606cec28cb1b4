"""show tells where a result comes from, on one screen."""

import json
from pathlib import Path

import pytest

from sim.cli import main
from sim.cli.exit_codes import OK, USAGE
from sim.experiments.making.families import missing_families
from sim.experiments.store.datapackage import listed_hashes
from sim.experiments.store.quarantine import Failure, quarantine
from sim.present.folder import update_folder
from tests.experiments.folders import experiment, run_alone
from tests.experiments.sweeps import run_sweep


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A result of which one run failed."""
    made = tmp_path_factory.mktemp("show") / "experiment"
    run_alone(made, n_seeds=1)
    quarantine(made, [Failure(missing_families(experiment(), 2, ())[0].runs[-1], "it does not end")])
    run_alone(made, conclude=update_folder, n_seeds=2)
    return made


def shown(result: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert main(["show", str(result), *more]) == OK
    return capsys.readouterr().out


def test_it_fits_a_screen_and_tells_what_is_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(folder, capsys)
    assert len(text.splitlines()) <= 24
    assert text.startswith("What do three rules change for every resident of one city?\n")
    assert "arms        status-quo (2 seeds), ban (2 seeds), retention-5 (2 seeds); the first is the baseline" in text
    assert "runs        5 of 6 are here; 0 missing, 1 failed and left out" in text
    assert f"SHA-256 {listed_hashes(folder)['outcomes.parquet']}" in text
    assert "the command above with --retry-failed" in text
    assert f"rollout verify {folder}" in text
    assert str(Path.home()) not in text.replace(str(folder), "")


def test_programs_get_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(shown(folder, capsys, "--json"))
    assert told["runs"] == {"planned": 6, "held": 5, "failed": 1, "missing": 0}
    assert told["provenance"]["python"]
    assert told["outcomes_sha256"] == listed_hashes(folder)["outcomes.parquet"]


def test_a_sweep_tells_its_points(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_sweep(tmp_path / "sweep", n_seeds=1)
    told = json.loads(shown(tmp_path / "sweep", capsys, "--json"))
    assert told["points"] == 3
    assert told["runs"]["held"] == told["runs"]["planned"] == 3 * len(told["arms"])
    assert "points      3 of a design (list)" in shown(tmp_path / "sweep", capsys)


def test_lost_provenance_is_told_and_an_earlier_schema_read(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "9 of 9 are here" in shown(Path(__file__).parents[1] / "data" / "schema-1", capsys)
    provenance = (folder / "provenance.json").rename(tmp_path / "kept")
    try:
        assert "nobody knows: provenance.json is lost or damaged" in shown(folder, capsys)
    finally:
        provenance.rename(folder / "provenance.json")


def test_what_is_no_result_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(tmp_path)]) == USAGE
    assert "is not an experiment folder" in capsys.readouterr().err
