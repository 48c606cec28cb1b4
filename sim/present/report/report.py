"""The report: what an experiment says, on one page that can be mailed, printed and read offline.

Made again from the same folder it is the same to the byte: it holds no time, no machine and no path.
"""

from html import escape
from pathlib import Path

from sim.experiments.design.identity import file_digest
from sim.experiments.store.datapackage import REPORT
from sim.experiments.store.describe import SCENARIO
from sim.experiments.store.files import write_text
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import COMPARISON, VALUES, ComparisonRow
from sim.model.outcomes import OUTCOMES, Outcome
from sim.present.report import assumptions, charts, page, tables
from sim.present.report.limits import limits_html, limits_text
from sim.present.report.paths import Band, bands
from sim.present.sentences import HEADLINE_OUTCOMES, LIMITS, answers, uncertainty

N_SHOWN = 5  # arms drawn over time at first; the checkboxes show the others

_SECTIONS = (
    ("answer", "The answer"), ("differences", "Differences from the baseline"), ("paths", "Over time"),
    ("table", "All numbers"), ("assumptions", "What was assumed"), ("limits", "Limits and ethics"),
    ("cite", "How to cite and check"),
)  # fmt: skip


def write_report(results: Results) -> Path:
    """Write report.html into the folder that was read and return its path."""
    path = results.folder / REPORT
    write_text(path, report_html(results))
    return path


def report_html(results: Results) -> str:
    """The report as a page that needs nothing else."""
    from plotly.offline import get_plotlyjs

    return page.page(question(results), _body(results), get_plotlyjs())


def question(results: Results) -> str:
    """The title as a question."""
    title = results.title.strip()
    return title if title.endswith("?") else f"{title}: what do the policies change?"


def _body(results: Results) -> str:
    look = charts.looks((results.baseline, *results.policies))
    main = (
        _answer(results), _differences(results, look), _paths(results, look),
        _numbers(results), _assumed(results), _limits(), _cite(results),
    )  # fmt: skip
    return f"{_header(results)}<main>{''.join(main)}</main>{_footer()}"


def _header(results: Results) -> str:
    first, last = results.record.months
    seeds = "1 seed" if results.n_seeds == 1 else f"{results.n_seeds} seeds"
    n_policies = len(results.policies)
    facts = (
        f"{n_policies} {'policy' if n_policies == 1 else 'policies'} against {results.baseline}; "
        f"{seeds} each; simulated {first} to {last}; "
        f"compared from {results.window[0]}, when the first policy begins."
    )
    links = "".join(f'<li><a href="#{ident}">{heading}</a></li>' for ident, heading in _SECTIONS)
    description = results.record.description
    return (
        f"<header>{_heading(question(results))}{page.paragraph(description) if description else ''}"
        f"{page.paragraph(facts, 'facts')}"
        f'<nav aria-label="Sections"><ul>{links}</ul></nav></header>'
    )


def _heading(text: str) -> str:
    return f"<h1>{escape(text)}</h1>"


def _section(ident: str, *parts: str) -> str:
    return page.section(ident, dict(_SECTIONS)[ident], *parts)


def _answer(results: Results) -> str:
    intro = (
        f"Each policy is compared with {results.baseline}, seed by seed. A difference is reported "
        f"only where its 95 % interval excludes zero. {uncertainty(results)}"
    )
    parts = [page.paragraph(intro, "note")]
    for answer in answers(results):
        parts.append(f"<h3>{escape(answer.policy)}</h3>{page.definitions(answer.lines)}")
    if results.record.warnings:
        parts.append(f"<h3>Warnings about this scenario</h3>{page.bullets(results.record.warnings, 'warnings')}")
    return _section("answer", *parts)


def _rows(results: Results, outcome: Outcome) -> tuple[ComparisonRow, ...]:
    found = results.comparison
    return tuple(found[arm, outcome.name] for arm in results.policies if (arm, outcome.name) in found)


def _differences(results: Results, look: dict[str, charts.Look]) -> str:
    note = (
        "The dot is the mean difference from the baseline, the bar its 95 % interval; a bar across the line "
        "at zero is no clear difference. The number above a dot is the difference relative to the baseline."
    )
    found = [(outcome, _rows(results, outcome)) for outcome in HEADLINE_OUTCOMES]
    figures = [_forest(outcome, rows, look) for outcome, rows in found if rows]
    return _section("differences", page.paragraph(note, "note"), _grid(figures))


def _grid(figures: list[str]) -> str:
    return f'<div class="grid">{"".join(figures)}</div>'


def _forest(outcome: Outcome, rows: tuple[ComparisonRow, ...], look: dict[str, charts.Look]) -> str:
    wanted = {
        "more": "More is better",
        "less": "Less is better",
        None: "Neither direction is better in itself",
    }
    spoken = ", ".join(f"{row.policy} {row.reading}" for row in rows)
    return page.chart(
        f"difference-{outcome.name}", outcome.label, f"{outcome.definition}. {wanted[outcome.better]}.",
        f"Difference from the baseline in {outcome.label}: {spoken}",
        charts.forest(outcome, rows, look).to_json(),
        tables.differences([outcome], {outcome.name: rows}, f"{outcome.label}: difference from the baseline"),
    )  # fmt: skip


def _paths(results: Results, look: dict[str, charts.Look]) -> str:
    note = (
        "The line is the median over seeds; the shade holds the middle 90 % of them. "
        "Outcomes that add up are shown as totals since the start."
    )
    found = bands(results.folder, HEADLINE_OUTCOMES)
    shown = frozenset(list(look)[:N_SHOWN])
    figures = []
    for outcome in HEADLINE_OUTCOMES:
        mine = {arm: found[arm, outcome.name] for arm in look if (arm, outcome.name) in found}
        if mine:
            figures.append(_path(outcome, mine, look))
    return _section("paths", page.paragraph(note, "note"), page.chooser(look, shown), _grid(figures))


def _path(outcome: Outcome, found: dict[str, Band], look: dict[str, charts.Look]) -> str:
    total = "total since the start" if outcome.over_time == "sum" else "each month"
    return page.chart(
        f"path-{outcome.name}", outcome.label, total,
        f"{outcome.label} over time, {total}, for {', '.join(found)}; the numbers are in the table below",
        charts.over_time(outcome, found, look).to_json(), tables.path(outcome, found),
    )  # fmt: skip


def _numbers(results: Results) -> str:
    rows = {outcome.name: _rows(results, outcome) for outcome in OUTCOMES}
    other = [outcome for outcome in OUTCOMES if not outcome.headline and rows[outcome.name]]
    note = (
        "runs better: the share of seeds in which the policy did better than the baseline (ties count half); "
        "empty where neither more nor less is better. bn: thousand million; M: million; "
        "pp: percentage points."
    )
    headline = tables.differences(HEADLINE_OUTCOMES, rows, "Headline outcomes")
    rest = tables.differences(other, rows, "All other outcomes") if other else ""
    return _section("table", page.paragraph(note, "note"), _wide(headline),
                    page.folded("All other outcomes", _wide(rest)) if rest else "")  # fmt: skip


def _wide(html: str) -> str:
    return f'<div class="wide">{html}</div>'


def _assumed(results: Results) -> str:
    weak, n = assumptions.n_weak()
    note = (
        f"{weak} of {n} parameters are weakly founded: their confidence reads “low: weak”. Their ranges say "
        "how far they may be off; results that hang on them are not to be read as facts."
    )
    if results.varied:
        note += f" An ensemble sets these, run by run, in place of the value shown: {', '.join(results.varied)}."
    parameters = _wide(assumptions.parameters_table(results))
    return _section("assumptions", _wide(assumptions.policies_table(results)), page.paragraph(note),
                    page.folded("All parameters: value, range, confidence, source", parameters))  # fmt: skip


def _limits() -> str:
    return _section("limits", page.paragraph(LIMITS), limits_html(limits_text()))


def _cite(results: Results) -> str:
    about = (
        f"Rollout simulator, version {results.record.model_version}; scenario “{results.record.name}”, "
        f"{results.n_seeds} seeds. The same scenario, seeds and version give the same numbers. "
        "Made from these files (SHA-256):"
    )
    digests = [f"{name}: {file_digest(results.folder / name)}" for name in (SCENARIO, COMPARISON.file, VALUES.file)]
    return _section("cite", page.paragraph(about), page.bullets(digests))


def _footer() -> str:
    return "<footer><p>Works offline; nothing on this page is sent anywhere.</p></footer>"
