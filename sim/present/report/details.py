"""What the report folds: pictures, all numbers, assumptions, limits, and how to cite."""

from collections.abc import Iterable
from html import escape

from sim.experiments.design.identity import file_digest
from sim.experiments.store.describe import SCENARIO
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import COMPARISON, VALUES
from sim.model.outcomes import OUTCOMES
from sim.present.charts.data import Chart, rows_of
from sim.present.charts.figures import Pictures, inline
from sim.present.citation import bibtex, citation
from sim.present.report import assumptions, page, tables
from sim.present.report.limits import limits_html, limits_text
from sim.present.sentences import HEADLINE_OUTCOMES, LIMITS, OUTCOME_OF


def pictures(results: Results, found: Pictures, first: Chart | None) -> str:
    """Every chart but the first, each with its numbers as a table."""
    differences = [difference(results, found, name) for name, chart in found.differences.items() if chart != first]
    paths = [path(results, found, name) for name, chart in found.paths.items() if chart != first]
    labels = ", ".join(outcome.label for outcome in found.left_out)
    note = page.paragraph(f"Left out, since no policy changes it in any run: {labels}.", "note") if labels else ""
    folded = []
    if differences or note:
        folded.append(page.folded_section("differences", f"Differences in {len(differences)} more pictures",
                                          note, grid(differences)))  # fmt: skip
    if paths:
        folded.append(page.folded_section("paths", f"Over time in {len(paths)} pictures", grid(paths)))
    return "".join(folded)


def grid(figures: Iterable[str]) -> str:
    """Pictures beside each other, where there is room."""
    return f'<div class="grid">{"".join(figures)}</div>'


def difference(results: Results, found: Pictures, name: str) -> str:
    """A chart of differences with its numbers."""
    outcome, chart = OUTCOME_OF[name], found.differences[name]
    wanted = {"more": "More is better.", "less": "Less is better.", None: "Neither direction is better in itself."}
    rows = rows_of(results, outcome)
    numbers = tables.differences([outcome], {name: rows}, f"{outcome.label}: difference from the baseline")
    meaning = page.paragraph(f"{outcome.definition}. {wanted[outcome.better]}", "note")
    spoken = [f"{dot.arm} {dot.text}, {dot.span}" for dot in chart.dots]
    return _figure(found, chart, spoken, meaning + numbers)


def path(results: Results, found: Pictures, name: str) -> str:
    """A chart over time with its numbers."""
    arms = (results.baseline, *results.policies)
    own = {arm: found.bands[arm, name] for arm in arms if (arm, name) in found.bands}
    return _figure(found, found.paths[name], [], tables.path(OUTCOME_OF[name], own))


def _figure(found: Pictures, chart: Chart, spoken: list[str], numbers: str) -> str:
    said = ". ".join([chart.title, chart.subtitle, *spoken, *chart.notes])
    drawn = inline(found.svg[chart.name], chart.name, said)
    return page.picture(chart.name, drawn, page.folded("The numbers of this picture", numbers))


def numbers(results: Results) -> str:
    """Every outcome of every policy."""
    rows = {outcome.name: rows_of(results, outcome) for outcome in OUTCOMES}
    if not any(rows.values()):
        return ""
    other = [outcome for outcome in OUTCOMES if not outcome.headline and rows[outcome.name]]
    note = (
        "runs better: the share of seeds in which the policy did better than the baseline (ties count half); "
        "empty where neither more nor less is better. bn: thousand million; M: million; "
        "pp: percentage points."
    )
    headline = tables.differences(HEADLINE_OUTCOMES, rows, "Headline outcomes")
    rest = tables.differences(other, rows, "All other outcomes") if other else ""
    return page.folded_section("table", "All numbers", page.paragraph(note, "note"), page.wide(headline),
                               page.wide(rest) if rest else "")  # fmt: skip


def assumed(results: Results) -> str:
    """The policies, and every parameter."""
    weak, n = assumptions.n_weak()
    note = (
        f"{weak} of {n} parameters are weakly founded: their confidence reads “low: weak”. Their ranges say "
        "how far they may be off; results that hang on them are not to be read as facts."
    )
    if results.varied:
        note += f" An ensemble sets these, run by run, in place of the value shown: {', '.join(results.varied)}."
    parameters = page.wide(assumptions.parameters_table(results))
    return page.folded_section("assumptions", "What was assumed", page.wide(assumptions.policies_table(results)),
                               page.paragraph(note), parameters)  # fmt: skip


def limits() -> str:
    """The page on limits."""
    return page.folded_section("limits", "Limits and ethics", page.paragraph(LIMITS), limits_html(limits_text()))


def cite(results: Results) -> str:
    """How to cite, filled in, and what the report was made from."""
    digests = [f"{name}: {file_digest(results.folder / name)}" for name in (SCENARIO, COMPARISON.file, VALUES.file)]
    about = "The same scenario, seeds and version give the same numbers. Made from these files (SHA-256):"
    entry = f'<pre role="region" tabindex="0" aria-label="BibTeX entry">{escape(bibtex(results))}</pre>'
    return page.folded_section("cite", "How to cite and check", page.paragraph(citation(results)), entry,
                               page.paragraph(about), page.bullets(digests))  # fmt: skip
