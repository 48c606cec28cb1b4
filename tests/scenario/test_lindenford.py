"""In the invented city something happens in every world, each rule acts, and one surprises."""

from pathlib import Path

import duckdb
import pytest

from sim.analysis.compare.acting import acting_policies
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from sim.scenario.shipped import resolve_scenario_path
from tests.experiments.folders import run_alone

N_SEEDS = 5
SINCE = "2024-01"
LEAST_STOPS = 20  # a world, so that differences can be seen

Totals = dict[str, list[float]]  # by policy, one number a seed


@pytest.fixture(scope="module")
def town() -> Scenario:
    return load_scenario(resolve_scenario_path("lindenford"))


@pytest.fixture(scope="module")
def folder(town: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lindenford") / "run"
    run_alone(path, town, n_seeds=N_SEEDS)
    return path


def totals(folder: Path, outcome: str) -> Totals:
    query = """
        SELECT policy, seed, sum(value) FROM read_parquet($file)
        WHERE place = 'country' AND outcome = $outcome AND month >= $since GROUP BY ALL ORDER BY policy, seed
    """
    about = {"file": str(folder / "outcomes.parquet"), "outcome": outcome, "since": SINCE}
    found: Totals = {}
    for policy, _, total in duckdb.execute(query, about).fetchall():
        found.setdefault(policy, []).append(total)
    return found


def moved(folder: Path, outcome: str, policy: str) -> float:
    """Return the largest difference of a pair, as a share of what is without the policy."""
    usual = totals(folder, outcome)["status-quo"]
    return max(abs(gap) / one for gap, one in zip(differences(folder, outcome, policy), usual, strict=True))


def differences(folder: Path, outcome: str, policy: str) -> list[float]:
    found = totals(folder, outcome)
    return [one - usual for one, usual in zip(found[policy], found["status-quo"], strict=True)]


def test_every_value_lies_in_its_published_range(town: Scenario) -> None:
    assert town.warnings == ()


def test_each_arm_has_a_plain_label_and_the_question_is_about_the_surprise(town: Scenario) -> None:
    assert set(town.labels) == set(town.arms)
    assert town.question is not None
    assert town.question == ("stops_wrongful", town.arms[1])


def test_every_rule_acts_in_every_pair(town: Scenario, folder: Path) -> None:
    acting = acting_policies(folder, town.baseline)
    assert {policy: one.n_acted for policy, one in acting.items()} == dict.fromkeys(town.arms[1:], N_SEEDS)


def test_people_are_stopped_found_looked_up_and_protest_in_every_world(folder: Path) -> None:
    assert min(totals(folder, "stops_wrongful")["status-quo"]) >= LEAST_STOPS
    for outcome in ("detections", "lookups_illicit", "protest_participants"):
        assert min(totals(folder, outcome)["status-quo"]) > 0, outcome


def test_fewer_names_on_the_list_lead_to_more_stops_by_mistake(folder: Path) -> None:
    assert min(differences(folder, "stops_wrongful", "wanted-only")) > 0


def test_the_surprise_hangs_on_staff_being_short(tmp_path: Path) -> None:
    ample = load_scenario(
        resolve_scenario_path("lindenford"), arms=["wanted-only"], settings={"alert_capacity_per_100k_day": "20"}
    )
    run_alone(tmp_path / "ample", ample, n_seeds=2)
    found = totals(tmp_path / "ample", "stops_wrongful")
    rise = sum(found["wanted-only"]) / sum(found["status-quo"]) - 1.0
    assert abs(rise) < 0.05


@pytest.mark.parametrize("policy", ["second-check", "ban"])
def test_a_second_look_and_a_ban_lower_the_stops(folder: Path, policy: str) -> None:
    assert max(differences(folder, "stops_wrongful", policy)) < 0


def test_fewer_cameras_leave_the_stops_nearly_as_they_are(folder: Path) -> None:
    assert moved(folder, "stops_wrongful", "fewer-cameras") < 0.1


def test_storage_and_audit_change_look_ups_and_hardly_a_stop(folder: Path) -> None:
    """Less reported success brings less money for staff."""
    for policy in ("storage-5", "audit"):
        assert moved(folder, "stops_wrongful", policy) < 0.05
        assert sum(differences(folder, "lookups_illicit", policy)) < 0
