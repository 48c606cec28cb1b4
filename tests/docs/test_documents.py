"""The documents say what the program does."""

import csv
import re
import subprocess
from pathlib import Path

from conftest import FAST
from sim.analysis.fit.targets import all_targets
from sim.cli.parser import command_names, parse
from sim.experiments.store.readme import READINGS
from sim.model.levers import LEVER_NAMES, LEVERS
from sim.model.outcomes import HEADLINES, OUTCOMES
from sim.model.schedule import SCHEDULE
from sim.model.state import Levers

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TEST_COMMAND = "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e '.[test]' && .venv/bin/pytest"

ODD = [
    "1 Purpose and patterns",
    "2 Entities, state variables, and scales",
    "3 Process overview and scheduling",
    "4 Design concepts",
    "5 Initialization",
    "6 Input data",
    "7 Submodels",
]
DESIGN_CONCEPTS = [
    "Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction", "Sensing",
    "Interaction", "Stochasticity", "Collectives", "Observation",
]  # fmt: skip


def test_model_md_has_a_section_for_every_step_and_names_every_rule_and_its_module() -> None:
    model = (ROOT / "MODEL.md").read_text(encoding="utf-8")
    for step in SCHEDULE:
        assert f"\n### {step.name}\n" in model, f"describe the step in a section of MODEL.md: ### {step.name}"
    for path in (ROOT / "sim" / "model" / "rules").glob("[!_]*.py"):
        assert f"[{path.name}](sim/model/rules/{path.name})" in model, f"name the module of rules: {path.name}"
        for name in re.findall(r"^@rule\ndef (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE):
            block = f"<!-- generated: rules {path.stem} -->"
            assert f"`{path.stem}.{name}`" in model, f"add to the section of its step: {block}"


def test_model_md_follows_the_odd_protocol() -> None:
    model = (ROOT / "MODEL.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)", model, re.MULTILINE) == ODD
    concepts = model.split("## 4 Design concepts")[1].split("\n## ")[0]
    assert re.findall(r"^### (.*)", concepts, re.MULTILINE) == DESIGN_CONCEPTS


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert TEST_COMMAND in "\n".join(README.splitlines()[:25])
    assert TEST_COMMAND in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_readme_names_every_command_and_no_other() -> None:
    named = set(re.findall(r"`run\.py ([\w-]+)", README))
    assert named == set(command_names())


def test_the_main_job_of_the_readme_is_a_valid_command() -> None:
    line = next(line for line in README.splitlines() if "run.py simulate scenarios/russia.yaml" in line)
    words = line.split("run.py ")[1].split()
    options = parse("run.py", words)
    assert (ROOT / options.scenario).is_file()
    assert options.seeds == 20


def test_the_readme_says_of_readings_what_a_result_says() -> None:
    text = " ".join(README.replace("`", "").split())
    assert [reading for reading in READINGS if reading not in text] == []


def test_links_of_the_documents_lead_somewhere() -> None:
    folders = (".", "docs/decisions", "docs/guides", "benchmarks")
    pages = [page for folder in folders for page in (ROOT / folder).glob("*.md")]
    assert len(pages) > 10
    for name in (page.relative_to(ROOT) for page in pages):
        for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text(encoding="utf-8")):
            assert ((ROOT / name).parent / target).exists(), f"{name} links to {target}"


def test_every_decision_is_in_the_list_and_fits_on_a_page() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"^\| \[.*?\]\((.*?)\)", (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(page.name for page in folder.glob("*.md") if page.name != "README.md")
    assert all(len((folder / name).read_text(encoding="utf-8").splitlines()) < 40 for name in listed)


def test_every_place_of_the_fast_lane_is_there() -> None:
    assert all((ROOT / place).exists() for place in FAST)


def test_every_lever_has_limits_a_cost_and_a_column() -> None:
    assert Levers._fields == LEVER_NAMES
    for lever in LEVERS:
        assert lever.low <= float(lever.default) <= lever.high
        assert len(lever.cost) > 5, lever.name
        assert lever.kind != "choice" or len(lever.choices) == lever.high + 1


def test_every_ratio_is_made_of_outcomes() -> None:
    names = {outcome.name for outcome in OUTCOMES}
    for outcome in OUTCOMES:
        assert outcome.definition
        assert (outcome.over_time == "ratio") == bool(outcome.numerator and outcome.denominator)
        assert set(outcome.numerator) | set(outcome.denominator) <= names


def test_expectations_cover_every_headline_of_every_arm() -> None:
    with (ROOT / "docs" / "expectations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    arms = {row["arm"] for row in rows}
    expected = {(row["arm"], row["outcome"]) for row in rows}
    assert expected >= {(arm, name) for arm in arms for name in HEADLINES}
    assert {outcome for _, outcome in expected} <= {outcome.name for outcome in OUTCOMES}
    assert all(row["expected"] in ("more", "less", "none", "either") and row["reason"] for row in rows)


def test_every_missed_target_has_a_reason_and_no_other_has() -> None:
    text = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(T\w+)` \|.*\| (\S.*) \|$", text.split("## Input")[0], re.MULTILINE)
    counted = [target.id for target in all_targets() if target.use != "input"]
    assert sorted(name for name, _ in rows) == counted, "run validate-model --out docs/validation.md again"
    with (ROOT / "docs" / "misses.csv").open(encoding="utf-8", newline="") as file:
        reasons = {row["id"]: row["reason"] for row in csv.DictReader(file)}
    assert set(reasons) == {name for name, result in rows if result == "**missed**"}
    assert all(len(reason) > 40 for reason in reasons.values())
    assert "No reason written down yet" not in text


def test_no_document_names_a_package_index_or_a_path_of_one_machine() -> None:
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split()
    words = re.compile(r"--(extra-)?index|(^|\s)/(home|root|tmp|work)/")
    texts = [name for name in names if name.endswith((".md", ".yaml", ".toml", ".txt", ".cff"))]
    assert len(texts) > 10
    for name in texts:
        found = words.search((ROOT / name).read_text(encoding="utf-8"))
        assert found is None, f"{name}: {found}"
