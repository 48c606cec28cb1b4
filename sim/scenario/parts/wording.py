"""Words for readers that name other parts: the first question, and plain labels of arms."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sim.model.outcomes import OUTCOME_NAMES
from sim.scenario.parts.forms import LabelsForm, QuestionForm
from sim.scenario.parts.sections import read_section
from sim.scenario.text.problems import Place, Problems, did_you_mean
from sim.scenario.text.scalars import shorten
from sim.scenario.text.tree import Node, join


class Question(NamedTuple):
    """What a reader is asked first: an outcome, and the policy that may change it."""

    outcome: str
    policy: str


def read_question(tree: Node, arms: Mapping[str, Node], baseline: str, problems: Problems) -> Question | None:
    """Return the question of a scenario, or nothing where it asks none; note what it cannot be about."""
    node = tree.child("question")
    form = None if node is None else read_section(node, QuestionForm, "question", problems)
    if node is None or form is None:
        return None
    if form.outcome not in OUTCOME_NAMES:
        message = f"'{shorten(form.outcome)}' is not an outcome; {did_you_mean(form.outcome, OUTCOME_NAMES)}"
        problems.add(node.deepest("outcome").place, "question.outcome", message)
    others = [name for name in arms if name != baseline]
    if form.policy not in others:
        what = "is the baseline" if form.policy == baseline else "is not an arm"
        message = f"'{shorten(form.policy)}' {what}; {did_you_mean(form.policy, others)}"
        problems.add_absent(node.deepest("policy").place, "question.policy", message)
    return Question(form.outcome, form.policy)


def read_labels(tree: Node, arms: Mapping[str, Node], files: Sequence[str], problems: Problems) -> dict[str, str]:
    """Return the labels by arm; `files` are those of the scenario, child first.

    An inherited label falls away where its arm is left out or written anew: it may be true no longer. No two arms may
    have the same.
    """
    node = tree.child("labels")
    if node is None:
        return {}
    form = read_section(Node({"labels": node}, tree.place, tree.key_place), LabelsForm, "", problems)
    if form is None:
        return {}
    ages = {name: _age(label.key_place, files) for name, label in node.entries().items()}
    for name in ages:
        if name not in arms and ages[name] == 0:
            message = f"'{shorten(name)}' is not an arm; {did_you_mean(name, arms)}"
            problems.add_absent(node.deepest(name).key_place, join("labels", name), message)
    labels = {
        name: label for name, label in form.labels.items()
        if name in arms and ages[name] <= _age(arms[name].place, files)
    }  # fmt: skip
    _note_alike(labels, node, arms, problems)
    return labels


def _note_alike(labels: Mapping[str, str], node: Node, arms: Iterable[str], problems: Problems) -> None:
    """Note labels that another arm has, too, or is named: sentences would not tell the two apart."""
    taken = {arm: arm for arm in arms if arm not in labels}
    for name, label in labels.items():
        other = taken.setdefault(label, name)
        if other != name:
            message = f"'{shorten(label)}' is what readers know '{other}' by; give each arm a label of its own"
            problems.add(node.deepest(name).place, join("labels", name), message)


def _age(place: Place, files: Sequence[str]) -> int:
    """Return how many files a scenario inherits something through; 0 for its own, and for options."""
    return files.index(place.file) if place.file in files else 0
