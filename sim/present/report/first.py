"""The first screen: the question, a sentence for each of the first arms, and one picture."""

from collections.abc import Sequence
from html import escape

from sim.experiments.store.reader import Results
from sim.present.charts.figures import N_FIRST
from sim.present.report import page
from sim.present.sentences import Answer, nothing_compared
from sim.present.words.language import words


def question(results: Results) -> str:
    """The title as a question."""
    title = results.title.strip()
    return title if title.endswith("?") else words().say("report.question", title=title)


def findings(results: Results, answers: Sequence[Answer]) -> str:
    """At most three sentences, in the scenario's order, and how many more there are."""
    if not answers:
        return page.paragraph(nothing_compared(results), "alone")
    parts = [_list(results, answers[:N_FIRST])]
    n_more = len(answers) - N_FIRST
    if n_more > 0:
        told, these = words().say("report.below", n=n_more), words().say("report.first", n=N_FIRST)
        parts.append(f'<p class="facts"><a href="#more">{told}</a>; {these}</p>')
    return "\n".join(parts)


def other_findings(results: Results, answers: Sequence[Answer]) -> str:
    """The sentences of the arms that the first screen has no room for."""
    rest = answers[N_FIRST:]
    if not rest:
        return ""
    return page.section("more", words().say("report.rest", n=len(rest)), _list(results, rest))


def _list(results: Results, answers: Sequence[Answer]) -> str:
    told = ((escape(results.called(one.policy)), escape(one.finding)) for one in answers)
    items = (f"<li><strong>{name}</strong> {finding}</li>" for name, finding in told)
    return f'<ul class="findings">{"".join(items)}</ul>'


def facts(results: Results) -> str:
    """What was compared, in one line, and where its limits are told."""
    first, last = results.window
    text = words().say(
        "report.facts", simulation=words().say("simulation"), runs=words().say("runs", n=results.n_seeds),
        baseline=results.called(results.baseline), first=first, last=last,
    )  # fmt: skip
    return f'<p class="facts">{escape(text)} <a href="#limits">{words().say("report.limits")}</a></p>'


def missing(results: Results) -> list[str]:
    """Say of each arm how many of the pairs of runs that were asked for are not there."""
    arms = results.record.arms
    texts = []
    for arm in list(arms)[1:]:
        asked = min(arms[arm]["seeds"], arms[results.baseline]["seeds"])
        there = max((row.n_pairs for (policy, _), row in results.comparison.items() if policy == arm), default=0)
        if there < asked:
            texts.append(words().say("report.missing", policy=results.called(arm), k=there, n=asked))
    return texts
