"""Every scenario that comes with the program is complete, listed in the README, and does something."""

import re
from pathlib import Path
from typing import Any

import pytest

from sim.analysis.compare.comparison import compare
from sim.experiments.design.experiment import design_experiment
from sim.experiments.simulate import Options, run_experiment
from sim.model.levers import LEVER_NAMES
from sim.model.policies import ADAPTIVE_POLICIES
from sim.present.folder import update_folder
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from sim.scenario.shipped import list_scenarios, resolve_scenario_path, shipped_files
from sim.scenario.text.files import shipped_root
from sim.scenario.text.problems import Problems, ScenarioError
from sim.scenario.text.tree import read_tree

ROOT = Path(__file__).parents[2]
FILES = {path.stem: path for path in shipped_files()}
WITHOUT = re.compile(r"^# Without the (?:other )?arms of russia\.yaml: --arms (\S+)$", re.MULTILINE)

# Each policy that must be there: the file about it, and a lever's value or an adaptive policy in an arm of it.
POLICIES = [
    ("subsidy", "subsidy_formula", "per_head"),
    ("subsidy", "subsidy_formula", "need"),
    ("subsidy", "subsidy_formula", "contest"),
    ("bundles", "camera_mandate_per_1000", None),
    ("moratorium", "new_fr_permitted", False),
    ("moratorium", "adaptive", "moratorium"),
    ("moratorium", "adaptive", "until-statute"),
    ("ban", "existing_fr_permitted", False),
    ("ban", "ban_compliance_share", 0.5),
    ("warrant-audit", "warrant_share", 1.0),
    ("warrant-audit", "audit_share", 1.0),
    *(("retention", "retention_days", days) for days in (1.0, 5.0, 14.0, 90.0)),
    ("consent", "consent_mode", "opt_in"),
    ("consent", "consent_mode", "opt_out"),
    ("accuracy", "worst_group_fpir_cap", None),
    ("accuracy", "contract_fpir", None),
    ("accuracy", "operator_review_share", 1.0),
    ("transparency", "publication_share", 1.0),
    ("procurement", "competitive_tender_share", 1.0),
    ("procurement", "interoperability_share", 1.0),
    ("watchlist", "watchlist_scope", "wanted"),
    ("watchlist", "watchlist_cap", None),
    ("watchlist", "whitelist_share", 1.0),
    ("assembly", "assembly_fr_permitted", False),
    ("liability", "leak_liability_rub_per_person", None),
]


@pytest.fixture(scope="module")
def scenarios() -> dict[str, Scenario]:
    return {name: load_scenario(path) for name, path in FILES.items()}


def settings(scenario: Scenario, arms: set[str] | None = None) -> list[tuple[str, Any]]:
    """Return what arms set: pairs of a lever and a value, or of `adaptive` and a policy."""
    entries = [entry for arm, found in scenario.resolved_arms.items() if arms is None or arm in arms for entry in found]
    return [("adaptive", entry["adaptive"]) if "adaptive" in entry else (entry["lever"], entry["value"])
            for entry in entries]  # fmt: skip


def own_arms(path: Path) -> set[str]:
    """Return the arms that a file itself gives, without those of the file it extends."""
    tree = read_tree(path.read_text(encoding="utf-8"), str(path), Problems())
    arms = tree.child("arms")
    return set(arms.entries()) if arms is not None else set()


@pytest.mark.parametrize("name", FILES)
def test_a_shipped_scenario_asks_a_question_and_says_what_to_look_for(
    name: str, scenarios: dict[str, Scenario]
) -> None:
    scenario = scenarios[name]
    assert scenario.name == name
    assert scenario.title.endswith("?")
    assert 2 <= len(re.findall(r"[.?](?= [A-Z]|$)", scenario.description)) <= 4, "describe it in two to four sentences"
    assert scenario.look_for.endswith((".", "?"))
    assert "What to look for" not in FILES[name].read_text(encoding="utf-8")
    assert len(scenario.arms) > 1
    assert all(scenario.resolved_arms[arm] for arm in scenario.arms if arm != scenario.baseline)


@pytest.mark.parametrize("name", FILES)
def test_the_arms_without_those_of_the_parent_are_named_rightly(name: str, scenarios: dict[str, Scenario]) -> None:
    own = own_arms(FILES[name])
    found = WITHOUT.search(FILES[name].read_text(encoding="utf-8"))
    if found is None:
        assert name in ("levers", "russia", "one-city", "history", "template-country", "lindenford")
        return
    listed = found[1].split(",")
    assert 2 <= len(own) <= 5
    assert own <= set(listed)
    assert set(listed) <= set(scenarios[name].arms)


@pytest.mark.parametrize(("name", "key", "value"), POLICIES)
def test_each_policy_has_an_arm_in_the_file_about_it(
    name: str, key: str, value: object, scenarios: dict[str, Scenario]
) -> None:
    arms = own_arms(FILES[name]) | ({"retention-5"} if name == "retention" else set())
    found = {given for setting, given in settings(scenarios[name], arms) if setting == key}
    assert found if value is None else value in found


def test_no_lever_and_no_adaptive_policy_lacks_a_ready_comparison(scenarios: dict[str, Scenario]) -> None:
    found = [pair for name, scenario in scenarios.items() if name != "levers" for pair in settings(scenario)]
    assert set(LEVER_NAMES) <= {key for key, _ in found}
    assert set(ADAPTIVE_POLICIES) <= {value for key, value in found if key == "adaptive"}


def test_bundles_join_what_they_say(scenarios: dict[str, Scenario]) -> None:
    bundles = scenarios["bundles"]
    parts = {arm: set(settings(bundles, {arm})) for arm in bundles.arms}
    assert parts["subsidy"] < parts["expand"]
    assert parts["subsidy-and-safeguards"] == parts["subsidy"] | parts["safeguards"]
    assert parts["both"] == parts["expand"] | parts["safeguards"]


def test_the_history_ends_with_2020(scenarios: dict[str, Scenario]) -> None:
    assert scenarios["history"].resolved_world["period"] == {"start": "2016-01", "end": "2020-12"}


def test_the_readme_lists_every_shipped_scenario_with_its_question() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[`[\w/.-]+`\]\((scenarios/[\w/.-]+)\) \| (.*) \|$", readme, re.MULTILINE)
    listed = {f"scenarios/{path.relative_to(shipped_root())}": path.stem for path in FILES.values()}
    titles = {entry.name: entry.title for entry in list_scenarios()}
    assert sorted(rows) == sorted((path, titles[stem]) for path, stem in listed.items())


def test_the_template_says_at_once_that_it_is_invented(scenarios: dict[str, Scenario]) -> None:
    scenario = scenarios["template-country"]
    assert FILES["template-country"].read_text(encoding="utf-8").splitlines()[1].startswith("# INVENTED: ")
    assert scenario.description.startswith("Invented: ")
    assert len(scenario.world.city_names) == 8
    assert all(name.startswith("Example ") for name in scenario.world.city_names)
    assert all("invented" in name for name in scenario.world.supplier_names)
    assert FILES["template-country"] == scenario.files[0]
    assert not any(path.name == "russia.yaml" for path in scenario.files)
    assert scenario.warnings == ()
    assert "template-cities.csv" in (shipped_root() / "data" / "README.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_template_runs_and_every_policy_of_it_does_something(tmp_path: Path) -> None:
    end = {"period.end": "2026-12"}
    scenario = load_scenario(FILES["template-country"], people_per_agent=20_000, settings=end)
    run_experiment(design_experiment(scenario, "compiled"), tmp_path / "run", Options(n_seeds=2), update_folder)
    rows = compare(tmp_path / "run")
    differing = {row.policy for row in rows if row.difference}
    assert differing == set(scenario.arms) - {scenario.baseline}
    by_name = {(row.policy, row.outcome): row for row in rows}
    assert by_name["audit", "lookups_illicit"].difference < 0
    assert by_name["ban", "detections"].difference < 0
    recognising = by_name["ban", "cities_with_fr"].baseline_mean
    assert 1 <= recognising <= 8
    paused, audited = (by_name[arm, "cameras_recognising"].difference for arm in ("audit-and-pause", "audit"))
    assert paused < audited


def test_list_names_every_shipped_scenario_by_the_name_that_opens_it() -> None:
    assert {entry.name for entry in list_scenarios()} == {path.stem for path in shipped_files()}
    assert resolve_scenario_path("russia") == shipped_root() / "russia.yaml"
    with pytest.raises(ScenarioError, match="Did you mean russia"):
        resolve_scenario_path("rusia")
