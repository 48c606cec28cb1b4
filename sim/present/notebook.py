"""What scenarios and experiments look like in a notebook: plain HTML tables, every text escaped."""

from collections.abc import Iterable, Sequence
from html import escape

from sim.experiments.store.reader import Results
from sim.present.numbers import difference_scale, level
from sim.present.report.assumptions import settings_text
from sim.present.sentences import HEADLINE_OUTCOMES, LIMITS, answers
from sim.present.words.language import words
from sim.scenario.scenario import Scenario


def scenario_html(scenario: Scenario) -> str:
    """Return a scenario's question and what each of its arms sets."""
    arms = [
        (f"{name} (baseline)" if name == scenario.baseline else name, settings_text(scenario.resolved_arms[name]))
        for name in scenario.arms
    ]
    return (
        f"<h3>{escape(scenario.title or scenario.name)}</h3>{_paragraphs(_about(scenario))}"
        f"{_table(('arm', 'what it sets'), arms)}{_paragraphs(f'Warning: {text}' for text in scenario.warnings)}"
    )


def _about(scenario: Scenario) -> list[str]:
    look_for = [words().say("look_for", text=scenario.look_for)] if scenario.look_for else []
    return [scenario.description, *look_for]


def experiment_html(results: Results) -> str:
    """Return an experiment's answer, its headline differences and its limits."""
    first, last = results.window
    about = f"Difference from {results.baseline}, {first} to {last}, {results.n_seeds} runs of each policy."
    header = ("policy", "outcome", "baseline", "difference", "95 % interval", "reading")
    return (
        f"<h3>{escape(results.title)}</h3>{_paragraphs(answer_paragraphs(results))}"
        f"<p>{escape(about)}</p>{_table(header, list(_differences(results)))}<p><small>{escape(LIMITS)}</small></p>"
    )


def answer_paragraphs(results: Results) -> list[str]:
    """Return what each policy does, a paragraph each."""
    return [f"{answer.policy}: {answer.text()}" for answer in answers(results)]


def _differences(results: Results) -> Iterable[tuple[str, ...]]:
    for policy in results.policies:
        for outcome, row in results.rows_of(policy, HEADLINE_OUTCOMES):
            if row.difference is None:
                yield policy, outcome.label, "-", "-", "-", row.reading
                continue
            scale = difference_scale(outcome.unit, row.difference, row.lo95, row.hi95)
            baseline = level(outcome.unit, row.baseline_mean)
            yield (
                policy, outcome.label, baseline, scale.signed(row.difference), scale.span(row.interval), row.reading
            )  # fmt: skip


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(text)}</th>" for text in header)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)
