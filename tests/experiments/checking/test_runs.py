"""Stored runs are made once more and compared bit for bit."""

import json
from pathlib import Path

import duckdb
import pytest

from sim.cli import main
from sim.cli.exit_codes import CHECK_FAILED, OK
from sim.experiments.checking.runs import choose, find_run, replay, runs_of
from sim.experiments.design.experiment import Experiment
from sim.experiments.problems import UsageError
from sim.experiments.store.again import experiment_of
from sim.experiments.store.datapackage import PACKAGE
from sim.present.folder import update_folder
from tests.experiments.folders import run_alone
from tests.experiments.sweeps import run_sweep


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("replay") / "experiment"
    run_alone(made, conclude=update_folder, n_seeds=2)
    return made


@pytest.fixture(scope="module")
def experiment(folder: Path) -> Experiment:
    return experiment_of(folder)


def test_every_stored_run_comes_out_the_same(folder: Path, experiment: Experiment) -> None:
    stored = runs_of(experiment, folder)
    assert [(one.run.policy, one.run.seed) for one in stored] == [
        (arm, seed) for arm in ("status-quo", "ban", "retention-5") for seed in (0, 1)
    ]
    assert all(replay(experiment, one).is_same for one in stored)


def test_one_changed_value_is_found(folder: Path, experiment: Experiment, tmp_path: Path) -> None:
    stored = find_run(runs_of(experiment, folder), "ban:1")
    path = tmp_path / "changed.parquet"
    with duckdb.connect() as connection:
        rows = f"SELECT * REPLACE (nextafter(support_mean, 1.0) AS support_mean) FROM read_parquet('{stored.part}')"
        connection.execute(f"COPY ({rows}) TO '{path}' (FORMAT parquet)")
    found = replay(experiment, stored._replace(part=path))
    assert (found.is_same, found.differing) == (False, ("support_mean",))


def test_a_share_of_runs_is_the_same_each_time_and_never_none(folder: Path, experiment: Experiment) -> None:
    stored = runs_of(experiment, folder)
    assert len(choose(stored, 0.01)) == 1
    assert choose(stored, 0.5) == choose(stored[::-1], 0.5)
    assert sorted(choose(stored, 1.0)) == sorted(stored)


@pytest.mark.parametrize("text", ["ban:9", "nothing", "ban", ""])
def test_a_run_that_is_not_there_is_told_with_how_runs_are_named(
    text: str, folder: Path, experiment: Experiment
) -> None:
    with pytest.raises(UsageError, match=r"is not a stored run; write POLICY:SEED, for example status-quo:0"):
        find_run(runs_of(experiment, folder), text)


def test_the_commands_say_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(folder), "--share", "0.4", "--json"]) == OK
    told = json.loads(capsys.readouterr().out)
    assert (told["runs"], told["runs_made_again"], told["runs_the_same"], told["faults"]) == (6, 2, 2, [])
    assert main(["replay", str(folder), "--run", "retention-5:0"]) == OK
    assert "made again, the same to the last bit" in capsys.readouterr().out


def test_another_result_fails_the_check(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.experiments.checking.runs._same", lambda one, other: False)
    assert main(["replay", str(folder), "--run", "ban:0"]) == CHECK_FAILED
    assert main(["verify", str(folder)]) == CHECK_FAILED
    assert "another result: policy " in capsys.readouterr().err
    assert (folder / PACKAGE).exists()


def test_runs_of_a_sweep_are_made_again_at_their_points(tmp_path: Path) -> None:
    run_sweep(tmp_path / "sweep", n_seeds=1)
    swept = experiment_of(tmp_path / "sweep")
    stored = runs_of(swept, tmp_path / "sweep")
    assert [(one.point, one.run.policy) for one in stored] == [
        (point, arm) for point in range(3) for arm in ("status-quo", "ban")
    ]
    assert all(replay(swept, one).is_same for one in stored)
    assert find_run(stored, "ban:2:0").point == 2
    assert not replay(swept, find_run(stored, "ban:2:0")._replace(point=0)).is_same


def test_a_folder_without_runs_is_told(folder: Path, experiment: Experiment, tmp_path: Path) -> None:
    (tmp_path / "runs").mkdir()
    (tmp_path / "experiment.json").write_bytes((folder / "experiment.json").read_bytes())
    with pytest.raises(UsageError, match="holds no run that could be made again"):
        runs_of(experiment, tmp_path)
