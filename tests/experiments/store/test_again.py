"""A folder gives its experiment once more, wherever it lies."""

from dataclasses import replace
from pathlib import Path

import pytest

from sim.experiments.design.experiment import Experiment
from sim.experiments.problems import DamageError, UsageError
from sim.experiments.store import again
from sim.experiments.store.again import experiment_of
from sim.scenario.ensemble import read_ensemble, with_ensemble
from sim.scenario.scenario import Scenario
from tests.experiments.folders import experiment, run, small


def made(folder: Path, scenario: Scenario) -> Experiment:
    """Run a scenario, move its folder away, and return what it tells."""
    run(folder / "made", scenario, n_seeds=1)
    (folder / "made").rename(folder / "elsewhere")
    return experiment_of(folder / "elsewhere")


def test_a_moved_folder_gives_the_same_experiment(tmp_path: Path) -> None:
    scenario = small(parameters__corruptible_share="0.02", levers__retention_days="12")
    found, before = made(tmp_path, scenario), experiment(scenario)
    assert (found.identity, found.arms, found.engine) == (before.identity, before.arms, before.engine)
    assert found.scenario.settings == scenario.settings
    assert found.scenario.world.parameters.tobytes() == scenario.world.parameters.tobytes()


def test_parameters_of_an_ensemble_come_along(tmp_path: Path) -> None:
    path = tmp_path / "sets.csv"
    path.write_text("set,corruptible_share\n1,0.02\n2,0.03\n")
    scenario = with_ensemble(small(), read_ensemble(path, small()))
    found = made(tmp_path, scenario)
    assert found.identity == experiment(scenario).identity
    sets = [[one.tobytes() for one in every.parameter_sets] for every in (found.scenario, scenario)]
    assert sets[0] == sets[1]


@pytest.mark.parametrize("name", ["scenario.resolved.yaml", "scenario.cities.csv"])
def test_an_edited_file_is_damage(name: str, tmp_path: Path) -> None:
    run(tmp_path / "made", n_seeds=1)
    path = tmp_path / "made" / name
    path.write_text(path.read_text(encoding="utf-8").replace("0", "1", 1), encoding="utf-8")
    with pytest.raises(DamageError, match=name):
        experiment_of(tmp_path / "made")


def test_another_model_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path / "made", n_seeds=1)
    monkeypatch.setattr(again, "model_version", lambda: "9.9.9")
    with pytest.raises(UsageError, match=r"this is 9\.9\.9: its runs cannot be made again here"):
        experiment_of(tmp_path / "made")


def test_a_scenario_that_gives_another_world_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path / "made", n_seeds=1)
    read = again.load_scenario
    monkeypatch.setattr(again, "load_scenario", lambda path, **given: replace(read(path, **given), resolved_world={}))
    with pytest.raises(UsageError, match="does not give the same experiment again: .* would be others"):
        experiment_of(tmp_path / "made")
