"""Arms made in Python: dated levers, and policies of one's own."""

from pathlib import Path

import numpy as np
import pytest

import sim
from sim.experiments.problems import UsageError
from sim.model.policies import Moratorium
from sim.model.state import Levers, Observation
from sim.scenario.text.problems import ScenarioError

RETENTION = [{"lever": "retention_days", "value": 5, "from": "2021-01"}]


def quiet(observed: Observation, levers: Levers) -> Levers:
    """Keep footage for five days."""
    return levers._replace(retention_days=5.0)


def broken(observed: Observation, levers: Levers) -> Levers:
    """Fail."""
    raise RuntimeError("a fault of mine")


def values(experiment: sim.Experiment, policy: str) -> np.ndarray:
    frame = experiment.outcomes
    return frame.loc[frame["policy"] == policy, "value"].to_numpy()


def test_an_arm_given_in_python_is_the_arm_of_the_file(scenario: sim.Scenario) -> None:
    added = scenario.with_arm("mine", RETENTION)
    assert added.arms["mine"] == scenario.arms["retention-5"]
    assert "mine" not in scenario.arms
    assert "mine" in repr(added)


def test_an_arm_is_called_by_its_label_and_the_others_keep_theirs(scenario: sim.Scenario) -> None:
    added = scenario.with_arm("mine", RETENTION, label="Five days")
    own = scenario.with_policy("own", quiet, since="2021-01", label="My rule")
    renamed = added.with_values(labels={"ban": "Off"})
    before = scenario.checked.labels
    assert added.checked.labels == before | {"mine": "Five days"}
    assert own.checked.labels == before | {"own": "My rule"}
    assert renamed.checked.labels == before | {"mine": "Five days", "ban": "Off"}
    assert added.read(["ban"]).labels["ban"] == before["ban"]
    assert added.with_arm("mine", []).checked.labels["mine"] == "mine"  # the label may be true no longer
    assert scenario.with_arm("ban", RETENTION).checked.labels["ban"] == "ban"  # nor that of the file
    with pytest.raises(ScenarioError, match="labels: must be a mapping; got 3"):
        scenario.with_values(labels=3)
    with pytest.raises(ScenarioError, match="is what readers know 'ban' by"):
        scenario.with_arm("mine", RETENTION, label=before["ban"])


def test_values_replace_those_of_the_file(scenario: sim.Scenario) -> None:
    changed = scenario.with_values(retention_days=7, corruptible_share=0.05)
    assert changed.checked.resolved_world["levers"]["retention_days"] == 7.0
    assert changed.checked.resolved_world["parameters"]["corruptible_share"] == 0.05


@pytest.mark.parametrize(
    ("policy", "entries"),
    [
        (quiet, RETENTION),
        (Moratorium(0.9), [{"adaptive": "moratorium", "from": "2021-01", "options": {"support_floor": 0.9}}]),
    ],
    ids=["function", "object"],
)
def test_a_policy_of_ones_own_does_what_the_same_arm_of_a_file_does(
    scenario: sim.Scenario, tmp_path: Path, policy: object, entries: list[dict[str, object]]
) -> None:
    both = scenario.with_arm("dated", entries).with_policy("mine", policy, since="2021-01")
    experiment = both.simulate(seeds=2, arms=["dated", "mine"], out=tmp_path / "own", jobs=1)
    np.testing.assert_array_equal(values(experiment, "mine"), values(experiment, "dated"))
    assert (values(experiment, "mine") != values(experiment, "status-quo")).any()


def test_a_policy_reaches_worker_processes_where_it_can_be_imported(scenario: sim.Scenario, tmp_path: Path) -> None:
    added = scenario.with_policy("mine", Moratorium(0.9), since="2021-01")
    one = added.simulate(seeds=12, arms=["mine"], out=tmp_path / "one", jobs=1)
    two = added.simulate(seeds=12, arms=["mine"], out=tmp_path / "two", jobs=2)
    np.testing.assert_array_equal(values(one, "mine"), values(two, "mine"))


def test_runs_under_a_policy_are_never_taken_from_before(scenario: sim.Scenario, tmp_path: Path) -> None:
    added = scenario.with_policy("mine", quiet, since="2021-01")
    experiment = added.simulate(seeds=1, arms=["mine"], jobs=1)
    folder = experiment.folder
    with pytest.raises(UsageError, match="made anew"):
        added.simulate(seeds=1, arms=["mine"], out=folder)
    definition = experiment.results.arms["mine"]
    assert "levers._replace(retention_days=5.0)" in definition[-1]["code"]
    assert folder.is_dir()
    del experiment
    assert not folder.exists()


def test_a_policy_that_fails_is_told_and_the_others_are_kept(scenario: sim.Scenario, tmp_path: Path) -> None:
    added = scenario.with_policy("mine", broken, since="2021-01")
    with pytest.warns(UserWarning, match="policy mine, seed 0.*a fault of mine"):
        experiment = added.simulate(seeds=1, arms=["mine", "ban"], out=tmp_path / "broken", jobs=1)
    assert values(experiment, "ban").size
    assert not values(experiment, "mine").size


@pytest.mark.parametrize("since", ["2021", "2040-01", "2000-01"])
def test_a_policy_begins_within_the_period(scenario: sim.Scenario, since: str) -> None:
    with pytest.raises(ScenarioError, match="since: .*month|since: .*period"):
        scenario.with_policy("mine", quiet, since=since)
