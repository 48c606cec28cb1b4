"""Words for readers: what to look for, the first question, plain labels of arms."""

from pathlib import Path

import pytest

from sim.scenario.explain import explain
from sim.scenario.load import load_scenario
from sim.scenario.parts.wording import Question
from tests.scenario.files import VALID, load, problems_of, write

WORDS = """\
look_for: Look at the stops.
question: {outcome: stops_wrongful, policy: short}
labels: {short: Keep pictures for 5 days, status-quo: No new rule}
"""
CHILD = "format: 1\nname: child\ntitle: A child\nextends: small.yaml\n"

# what is written, line:column in the file, path, what the message says
BROKEN = [
    (f"look_for: {'x' * 2001}\n", "21:11", "look_for", "at most 2000 characters"),
    ("look_for: 5\n", "21:11", "look_for", "must be text; got 5"),
    ("look_for: [a]\n", "21:11", "look_for", "must be text"),
    ("question: {outcome: stops_wrongfull, policy: short}\n", "21:21", "question.outcome", "mean stops_wrongful?"),
    (
        "question: {outcome: detections, policy: shrot}\n",
        "21:41",
        "question.policy",
        "not an arm; allowed: pause, short",
    ),
    ("question: {outcome: detections, policy: status-quo}\n", "21:41", "question.policy", "is the baseline; allowed"),
    ("question: {outcome: detections}\n", "21:11", "question.policy", "is missing"),
    ("question: {outcom: detections, policy: short}\n", "21:12", "question.outcom", "Did you mean outcome?"),
    ("question: detections\n", "21:11", "question", "must be a mapping"),
    ("labels: {shrot: Short}\n", "21:10", "labels.shrot", "is not an arm; allowed: pause, short, status-quo. Did"),
    (f"labels: {{short: {'x' * 81}}}\n", "21:17", "labels.short", "at most 80 characters"),
    ("labels: {short: ''}\n", "21:17", "labels.short", "must not be empty"),
    ("labels: {short: 5}\n", "21:17", "labels.short", "must be text; got 5"),
    ("labels: [short]\n", "21:9", "labels", "must be a mapping"),
    ("labels: {short: Wait, pause: Wait}\n", "21:30", "labels.pause", "'Wait' is what readers know 'short' by; give"),
    ("labels: {short: pause}\n", "21:17", "labels.short", "'pause' is what readers know 'pause' by; give"),
]


def child(folder: Path, text: str) -> Path:
    write(folder, VALID + WORDS)
    path = folder / "child.yaml"
    path.write_text(CHILD + text)
    return path


def test_a_scenario_says_them(tmp_path: Path) -> None:
    scenario = load(tmp_path, VALID + WORDS)
    assert scenario.look_for == "Look at the stops."
    assert scenario.question == Question("stops_wrongful", "short")
    assert scenario.labels == {"short": "Keep pictures for 5 days", "status-quo": "No new rule"}


def test_a_scenario_need_not_say_them(tmp_path: Path) -> None:
    scenario = load(tmp_path)
    assert (scenario.look_for, scenario.question, scenario.labels) == ("", None, {})


@pytest.mark.parametrize(("text", "place", "path", "message"), BROKEN)
def test_a_mistake_is_told_where_it_stands(tmp_path: Path, text: str, place: str, path: str, message: str) -> None:
    file = write(tmp_path, VALID + text)
    (problem,) = problems_of(file)
    assert f"{problem.line}:{problem.column}" == place
    assert problem.path == path
    assert message in problem.message


def test_a_child_asks_and_tells_its_own_and_inherits_labels(tmp_path: Path) -> None:
    scenario = load_scenario(child(tmp_path, "labels: {pause: Wait a while}\n"))
    assert (scenario.look_for, scenario.question) == ("", None)
    assert scenario.labels["short"] == "Keep pictures for 5 days"
    assert scenario.labels["pause"] == "Wait a while"


def test_the_label_of_an_arm_that_a_child_leaves_out_falls_away(tmp_path: Path) -> None:
    assert set(load_scenario(child(tmp_path, "arms: {short: null}\n")).labels) == {"status-quo"}
    (problem,) = problems_of(child(tmp_path, "arms: {short: null}\nlabels: {short: Short}\n"))
    assert problem.path == "labels.short"


def test_an_arm_that_a_child_writes_anew_loses_the_label_of_its_parent(tmp_path: Path) -> None:
    anew = "arms:\n  short:\n    - {lever: retention_days, value: 7, from: 2021-01}\n"
    assert set(load_scenario(child(tmp_path, anew)).labels) == {"status-quo"}
    assert load_scenario(child(tmp_path, f"{anew}labels: {{short: 7 days}}\n")).labels["short"] == "7 days"


def test_options_set_and_explain_tells_them(tmp_path: Path) -> None:
    path = write(tmp_path, VALID + WORDS)
    settings = {"look_for": "Money.", "labels.pause": "Wait", "question.policy": "pause"}
    scenario = load_scenario(path, settings=settings, arms=["pause"])
    assert (scenario.look_for, scenario.labels["pause"]) == ("Money.", "Wait")
    assert scenario.question == Question("stops_wrongful", "pause")
    assert explain(path, "look_for").value == "Look at the stops."
    assert explain(path, "labels.short").place == f"{path}:23:17"
