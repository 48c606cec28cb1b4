"""The first screen: the question, a sentence for each of the first arms, and one picture."""

from collections.abc import Sequence
from html import escape

from sim.experiments.store.reader import Results
from sim.present.charts.figures import N_FIRST
from sim.present.report import page
from sim.present.sentences import Answer, nothing_compared


def question(results: Results) -> str:
    """The title as a question."""
    title = results.title.strip()
    return title if title.endswith("?") else f"{title}: what do the policies change?"


def findings(results: Results, answers: Sequence[Answer]) -> str:
    """At most three sentences, in the scenario's order, and how many more there are."""
    if not answers:
        return page.paragraph(nothing_compared(results), "alone")
    parts = [_list(answers[:N_FIRST])]
    n_more = len(answers) - N_FIRST
    if n_more > 0:
        told = f"{n_more} more {'policies are' if n_more > 1 else 'policy is'} told below the picture"
        parts.append(f'<p class="facts"><a href="#more">{told}</a>; these are the first {N_FIRST} of the scenario.</p>')
    return "\n".join(parts)


def other_findings(answers: Sequence[Answer]) -> str:
    """The sentences of the arms that the first screen has no room for."""
    rest = answers[N_FIRST:]
    if not rest:
        return ""
    heading = "One more policy" if len(rest) == 1 else f"{len(rest)} more policies"
    return page.section("more", heading, _list(rest))


def _list(answers: Sequence[Answer]) -> str:
    items = (f"<li><strong>{escape(one.policy)}</strong> {escape(one.finding)}</li>" for one in answers)
    return f'<ul class="findings">{"".join(items)}</ul>'


def facts(results: Results) -> str:
    """What was compared, in one line, and where its limits are told."""
    first, last = results.window
    runs = "1 run" if results.n_seeds == 1 else f"{results.n_seeds} runs"
    text = f"Simulation, not observation: {runs} an arm, baseline {results.baseline}, {first} to {last}."
    return f'<p class="facts">{escape(text)} <a href="#limits">Limits and ethics</a></p>'


def missing(results: Results) -> list[str]:
    """Say of each arm how many of the pairs of runs that were asked for are not there."""
    arms = results.record.arms
    texts = []
    for arm in list(arms)[1:]:
        asked = min(arms[arm]["seeds"], arms[results.baseline]["seeds"])
        there = max((row.n_pairs for (policy, _), row in results.comparison.items() if policy == arm), default=0)
        if there < asked:
            texts.append(f"{arm}: {there} of {asked} pairs of runs are there; in the others a run failed.")
    return texts
