"""The policies in words: what each sets and since when, and the sentences that say what it does."""

from collections.abc import Callable, Sequence

from sim.experiments.store.reader import Results
from sim.experiments.store.schema import Field
from sim.present.chosen import policy_sentence
from sim.present.export.table import ExportTable, given
from sim.present.sentences import Answer
from sim.present.words.language import KEPT, words
from sim.scenario.text.months import format_month

Answers = Callable[[], Sequence[Answer]]  # worked out when a table is first asked for

_POLICY = (
    Field("policy", "string", "arm of the scenario"),
    Field("policy_label", "string", "what texts and pictures call it"),
    Field("is_baseline", "boolean", "whether the others are compared with it"),
    Field("n_seeds", "integer", "runs that were asked for"),
    Field("first_month", "yearmonth", "month from which it sets anything otherwise than the baseline; empty for that"),
    Field("sets", "string", "what it sets, in words"),
    Field("finding", "string", "what it does, in a sentence: the first of its answer; empty where none is told"),
)
_ANSWER = (
    Field("policy", "string", "arm of the scenario"),
    Field("heading", "string", "what the sentence is about: who gains, who pays, who is harmed"),
    Field("sentence", "string", "the sentence, as the report has it"),
)


def policies_table(results: Results, answers: Answers) -> ExportTable:
    """Return the table of policies; the baseline is the first."""

    def rows() -> list[tuple[object, ...]]:
        findings = {answer.policy: _plain(answer.finding) for answer in answers()}
        return [
            (name, results.called(name), name == results.baseline, int(arm["seeds"]), _since(results, name),
             _plain(policy_sentence(results, name)), findings.get(name))
            for name, arm in results.record.arms.items()
        ]  # fmt: skip

    return given("policies", words().say("export.table.policies"), _POLICY, rows)


def answers_table(answers: Answers) -> ExportTable:
    """Return the table of the sentences of each answer, the first one first."""

    def rows() -> list[tuple[str, str, str]]:
        return [(answer.policy, heading, _plain(sentence)) for answer in answers()
                for heading, sentence in answer.lines]  # fmt: skip

    return given("answers", words().say("export.table.answers"), _ANSWER, rows)


def _since(results: Results, policy: str) -> str | None:
    first = results.record.arms[policy]["first_difference"]
    return None if first is None else format_month(results.record.start_month + first)


def _plain(text: str) -> str:
    """Return a text without the spaces that keep a number and its unit on one line."""
    return text.replace(KEPT, " ")
