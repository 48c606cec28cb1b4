"""What scenarios and experiments look like in a notebook: plain HTML tables, every text escaped."""

from collections.abc import Iterable, Sequence
from html import escape

from sim.experiments.store.reader import Results
from sim.present.arms import titled
from sim.present.changes import label
from sim.present.charts.amounts import reading_text
from sim.present.numbers import difference_scale, level
from sim.present.report.assumptions import settings_text
from sim.present.sentences import HEADLINE_OUTCOMES, LIMITS, answers
from sim.present.sweep import about, header, reach_sentence, told_of
from sim.present.words.language import words
from sim.scenario.scenario import Scenario


def scenario_html(scenario: Scenario) -> str:
    """Return a scenario's question and what each of its arms sets."""
    named = [titled(arm, scenario.labels, scenario.baseline) for arm in scenario.arms]
    arms = [(name, settings_text(scenario.resolved_arms[arm])) for name, arm in zip(named, scenario.arms, strict=True)]
    header = [words().say(f"table.{column}") for column in ("policy", "sets")]
    warnings = (words().say("table.warning", warning=text) for text in scenario.warnings)
    return (
        f"<h3>{escape(scenario.title or scenario.name)}</h3>{_paragraphs(_about(scenario))}"
        f"{_table(header, arms)}{_paragraphs(warnings)}"
    )


def _about(scenario: Scenario) -> list[str]:
    look_for = [words().say("look_for", text=scenario.look_for)] if scenario.look_for else []
    return [scenario.description, *look_for]


def experiment_html(results: Results) -> str:
    """Return an experiment's answer, its headline differences and its limits; of a sweep, how far they reach."""
    if results.is_sweep:
        return _sweep_html(results)
    first, last = results.window
    runs = words().say("runs", n=results.n_seeds)
    about = words().say("notebook.about", baseline=results.called(results.baseline), first=first, last=last, runs=runs)
    columns = ("policy", "outcome", "baseline", "difference", "span", "reading")
    header = [words().say(f"table.{column}") for column in columns]
    return (
        f"<h3>{escape(results.title)}</h3>{_paragraphs(answer_paragraphs(results))}"
        f"<p>{escape(about)}</p>{_table(header, list(_differences(results)))}<p><small>{escape(LIMITS)}</small></p>"
    )


def answer_paragraphs(results: Results) -> list[str]:
    """Return what each policy does, a paragraph each: its finding, and a line for each heading.

    Of a sweep, return what was swept and how far differences reach.
    """
    if results.is_sweep:
        return [*about(results), *(reach_sentence(results, told) for told in told_of(results))]
    labels = results.record.labels
    return [f"{titled(answer.policy, labels)}: {answer.finding}\n{answer.text()}" for answer in answers(results)]


def _sweep_html(results: Results) -> str:
    tables = "".join(f"<h4>{escape(told.title)}</h4>{_table(header(), told.rows)}" for told in told_of(results))
    said = _paragraphs(about(results))
    return f"<h3>{escape(results.title)}</h3>{said}{tables}<p><small>{escape(LIMITS)}</small></p>"


def _differences(results: Results) -> Iterable[tuple[str, ...]]:
    for policy in results.policies:
        for outcome, row in results.rows_of(policy, HEADLINE_OUTCOMES):
            if row.difference is None:
                yield policy, label(outcome), "-", "-", "-", reading_text(row)
                continue
            scale = difference_scale(outcome.unit, row.difference, row.lo95, row.hi95)
            sizes = level(outcome.unit, row.baseline_mean), scale.signed(row.difference), scale.span(row.interval)
            yield policy, label(outcome), *sizes, reading_text(row)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(text)}</th>" for text in header)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)
