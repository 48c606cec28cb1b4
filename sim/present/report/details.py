"""What the report folds: pictures, all numbers, assumptions, limits, and how to cite."""

from collections.abc import Iterable
from html import escape

from sim.experiments.design.identity import file_digest
from sim.experiments.store.describe import SCENARIO
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import VALUES
from sim.experiments.store.sweeps import tables_of, varied_names
from sim.model.outcomes import OUTCOMES
from sim.present.changes import label, named
from sim.present.charts.data import Chart, rows_of
from sim.present.charts.figures import Pictures
from sim.present.charts.inlined import inline
from sim.present.citation import bibtex, citation
from sim.present.report import assumptions, page, tables
from sim.present.report.limits import limits_html, limits_text
from sim.present.sentences import HEADLINE_OUTCOMES, LIMITS, OUTCOME_OF
from sim.present.words.language import words


def pictures(results: Results, found: Pictures, first: Chart | None) -> str:
    """Every chart but the first, each with its numbers as a table."""
    differences = [difference(results, found, name) for name, chart in found.differences.items() if chart != first]
    paths = [path(results, found, name) for name, chart in found.paths.items() if chart != first]
    labels = ", ".join(named(outcome) for outcome in found.left_out)
    note = page.paragraph(words().say("report.left_out", labels=labels), "note") if labels else ""
    folded = []
    if differences or note:
        heading = words().say("report.differences", n=len(differences))
        folded.append(page.folded_section("differences", heading, note, grid(differences)))
    if paths:
        folded.append(page.folded_section("paths", words().say("report.paths", n=len(paths)), grid(paths)))
    return "".join(folded)


def grid(figures: Iterable[str]) -> str:
    """Pictures beside each other, where there is room."""
    return f'<div class="grid">{"".join(figures)}</div>'


def difference(results: Results, found: Pictures, name: str) -> str:
    """A chart of differences with its numbers."""
    outcome, chart = OUTCOME_OF[name], found.differences[name]
    wanted = words().say(f"report.wanted.{outcome.better or 'neither'}")
    numbers = tables.differences(results, [outcome], words().say("table.differences", label=label(outcome)))
    meaning = page.paragraph(words().say("report.meaning", definition=outcome.definition, wanted=wanted), "note")
    spoken = [words().say("report.dot", policy=dot.arm, text=dot.text, span=dot.span) for dot in chart.dots]
    return figure(found, chart, spoken, meaning + numbers)


def path(results: Results, found: Pictures, name: str) -> str:
    """A chart over time with its numbers."""
    arms = (results.baseline, *results.policies)
    own = {results.called(arm): found.bands[arm, name] for arm in arms if (arm, name) in found.bands}
    return figure(found, found.paths[name], [], tables.path(OUTCOME_OF[name], own))


def figure(found: Pictures, chart: Chart, spoken: list[str], numbers: str) -> str:
    """A chart with what a screen reader says of it and, to open on demand, its numbers."""
    said = ". ".join([chart.title, chart.subtitle, *spoken, *chart.notes])
    drawn = inline(found.svg[chart.name], chart.name, said)
    return page.picture(chart.name, drawn, page.folded(words().say("report.picture"), numbers) if numbers else "")


def numbers(results: Results) -> str:
    """Every outcome of every policy."""
    if not results.comparison:
        return ""
    other = [outcome for outcome in OUTCOMES if not outcome.headline and rows_of(results, outcome)]
    note = page.paragraph(words().say("report.about_numbers"), "note")
    headline = tables.differences(results, HEADLINE_OUTCOMES, words().say("report.headline"))
    rest = tables.differences(results, other, words().say("report.other")) if other else ""
    return page.folded_section("table", words().say("report.numbers"), note, page.wide(headline),
                               page.wide(rest) if rest else "")  # fmt: skip


def assumed(results: Results) -> str:
    """The policies, and every parameter."""
    weak, n = assumptions.n_weak()
    notes = [words().say("report.weak", weak=weak, n=n, mark=words().say("report.mark"))]
    if results.varied:
        notes.append(words().say("report.varied", names=", ".join(results.varied)))
    if results.is_sweep:
        notes.append(words().say("sweep.assumed", names=", ".join(varied_names(results.record))))
    parameters = page.wide(assumptions.parameters_table(results))
    policies = page.wide(assumptions.policies_table(results))
    return page.folded_section("assumptions", words().say("report.assumed"), policies,
                               page.paragraph(" ".join(notes)), parameters)  # fmt: skip


def limits() -> str:
    """The page on limits."""
    heading = words().say("report.limits")
    return page.folded_section("limits", heading, page.paragraph(LIMITS), limits_html(limits_text()))


def _cited(results: Results) -> tuple[str, ...]:
    """Return the files that an experiment is cited by: its scenario, its comparison, its values."""
    return SCENARIO, tables_of(results.record)[0].file, VALUES.file


def cite(results: Results) -> str:
    """How to cite, filled in, and what the report was made from."""
    digests = [f"{name}: {file_digest(results.folder / name)}" for name in _cited(results)]
    name = words().say("cite.entry")
    entry = f'<pre role="region" tabindex="0" aria-label="{name}">{escape(bibtex(results))}</pre>'
    return page.folded_section("cite", words().say("cite.heading"), page.paragraph(citation(results)), entry,
                               page.paragraph(words().say("cite.files")), page.bullets(digests))  # fmt: skip
