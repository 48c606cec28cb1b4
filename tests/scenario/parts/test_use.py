"""`use`: an arm made of other arms."""

from pathlib import Path

import numpy as np
import pytest

from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from sim.scenario.text.files import shipped_root
from sim.scenario.text.problems import ScenarioError


def load(tmp_path: Path, arms: str) -> Scenario:
    path = tmp_path / "made.yaml"
    path.write_text(f"format: 1\nname: made\ntitle: Made up\nextends: russia.yaml\narms:\n{arms}")
    return load_scenario(path)


def test_a_bundle_sets_what_its_parts_set() -> None:
    policies = load_scenario(shipped_root() / "levers.yaml").policies
    bundle = policies["safeguards"].levers
    parts = {"audit": "audit_share", "retention-5": "retention_days", "publication": "publication_share"}
    for part, lever in parts.items():
        np.testing.assert_array_equal(bundle[lever], policies[part].levers[lever])
    assert (bundle.audit_share[-1] == 1).all()


def test_adaptive_policies_are_taken_over(tmp_path: Path) -> None:
    scenario = load(tmp_path, "  both:\n    - {use: pause}\n    - {lever: audit_share, value: 1, from: 2021-01}\n")
    assert len(scenario.policies["both"].adaptive) == 1


def test_parts_that_set_a_lever_differently_at_one_time_are_an_error(tmp_path: Path) -> None:
    arms = """  short: [{lever: retention_days, value: 3, from: 2022-01}]
  both:
    - {use: retention-5}
    - {use: short}
"""
    with pytest.raises(ScenarioError, match=r"made.yaml:9:13: arms.both.1.use: sets retention_days otherwise"):
        load(tmp_path, arms)


def test_parts_that_set_a_lever_at_different_times_are_fine(tmp_path: Path) -> None:
    arms = """  early: [{lever: audit_share, value: 1, from: 2021-01, to: 2021-12}]
  late: [{lever: audit_share, value: 0.5, from: 2022-01}]
  both: [{use: early}, {use: late}]
"""
    levers = load(tmp_path, arms).policies["both"].levers.audit_share[:, 0]
    assert levers[[59, 60, 71, 72]].tolist() == [0.0, 1.0, 1.0, 0.5]


def test_an_entry_of_the_arm_itself_wins_over_its_parts(tmp_path: Path) -> None:
    arms = "  mine: [{use: retention-5}, {lever: retention_days, value: 3, from: 2022-01}]\n"
    assert load(tmp_path, arms).policies["mine"].levers.retention_days[-1, 0] == 3


@pytest.mark.parametrize(
    ("arms", "message"),
    [
        ("  one: [{use: retention}]\n", "Did you mean retention-5"),
        ("  one: [{use: two}]\n  two: [{use: one}]\n", "goes in a circle: one -> two -> one"),
        ("  one: [{use: retention-5, from: 2021-01}]\n", "from"),
    ],
)
def test_a_wrong_use_is_an_error_at_its_place(tmp_path: Path, arms: str, message: str) -> None:
    with pytest.raises(ScenarioError, match=message) as caught:
        load(tmp_path, arms)
    assert caught.value.problems[0].line == 6


def test_a_wrong_date_hides_neither_a_wrong_lever_nor_a_wrong_value(tmp_path: Path) -> None:
    arms = """  one: [{lever: retention_day, value: 5, from: 2021-13}]
  two: [{lever: audit_share, value: 7, from: 2021-13}]
"""
    with pytest.raises(ScenarioError) as caught:
        load(tmp_path, arms)
    found = [(problem.line, problem.path) for problem in caught.value.problems]
    assert found == [(6, "arms.one.0.lever"), (6, "arms.one.0.from"), (7, "arms.two.0.value"), (7, "arms.two.0.from")]
