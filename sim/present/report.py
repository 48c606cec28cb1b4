"""The report: what an experiment says, on one page that can be mailed, printed and read offline.

Made again from the same folder it is the same to the byte: it holds no time, no machine and no path.
"""

import os
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from pathlib import Path

from sim import __version__
from sim.model.outcomes import OUTCOMES, Outcome
from sim.present import assumptions, charts, page, tables
from sim.present.folder import HEADLINE_OUTCOMES, Difference, Experiment, read_experiment
from sim.present.limits import limits_html, limits_text
from sim.present.paths import Band, bands
from sim.present.sentences import LIMITS, answers

N_SHOWN = 5  # arms drawn over time at first; the checkboxes show the others

_SECTIONS = (
    ("answer", "The answer"), ("differences", "Differences from the baseline"), ("paths", "Over time"),
    ("table", "All numbers"), ("assumptions", "What was assumed"), ("limits", "Limits and ethics"),
    ("cite", "How to cite and check"),
)  # fmt: skip


def write_report(folder: Path) -> Path:
    """Write report.html into an experiment folder and return its path."""
    from plotly.offline import get_plotlyjs

    experiment = read_experiment(folder)
    html = page.page(question(experiment), _body(experiment), get_plotlyjs())
    path, temporary = folder / "report.html", folder / ".report.html.tmp"
    temporary.write_text(html, encoding="utf-8", newline="\n")
    os.replace(temporary, path)
    return path


def question(experiment: Experiment) -> str:
    """The title as a question."""
    title = experiment.title.strip()
    return title if title.endswith("?") else f"{title}: what do the policies change?"


def _body(experiment: Experiment) -> str:
    look = charts.looks((experiment.baseline, *experiment.policies))
    main = (
        _answer(experiment), _differences(experiment, look), _paths(experiment, look),
        _numbers(experiment), _assumed(experiment), _limits(), _cite(experiment),
    )  # fmt: skip
    return f"{_header(experiment)}<main>{''.join(main)}</main>{_footer()}"


def _header(experiment: Experiment) -> str:
    first, last = experiment.months
    seeds = "1 seed" if experiment.n_seeds == 1 else f"{experiment.n_seeds} seeds"
    n_policies = len(experiment.policies)
    facts = (
        f"{n_policies} {'policy' if n_policies == 1 else 'policies'} against {experiment.baseline}; "
        f"{seeds} each; simulated {first} to {last}; "
        f"compared from {experiment.window[0]}, when the first policy begins."
    )
    links = "".join(f'<li><a href="#{ident}">{heading}</a></li>' for ident, heading in _SECTIONS)
    description = experiment.scenario.get("description")
    return (
        f"<header>{_heading(question(experiment))}{page.paragraph(str(description)) if description else ''}"
        f"{page.paragraph(facts, 'facts')}"
        f'<nav aria-label="Sections"><ul>{links}</ul></nav></header>'
    )


def _heading(text: str) -> str:
    return f"<h1>{escape(text)}</h1>"


def _section(ident: str, *parts: str) -> str:
    return page.section(ident, dict(_SECTIONS)[ident], *parts)


def _answer(experiment: Experiment) -> str:
    intro = (
        f"Each policy is compared with {experiment.baseline}, seed by seed. A difference is called "
        f"one only where its 95 % interval leaves out zero. {experiment.uncertainty}"
    )
    parts = [page.paragraph(intro, "note")]
    for answer in answers(experiment):
        parts.append(f"<h3>{escape(answer.policy)}</h3>{page.definitions(answer.lines)}")
    if experiment.warnings:
        parts.append(f"<h3>Warnings about this scenario</h3>{page.bullets(experiment.warnings, 'warnings')}")
    return _section("answer", *parts)


def _rows(experiment: Experiment, outcome: Outcome) -> tuple[Difference, ...]:
    found = experiment.differences
    return tuple(found[arm, outcome.name] for arm in experiment.policies if (arm, outcome.name) in found)


def _differences(experiment: Experiment, look: dict[str, charts.Look]) -> str:
    note = (
        "The dot is the mean difference from the baseline, the bar its 95 % interval; a bar across the line "
        "at zero is no clear difference. The number above a dot is the difference relative to the baseline."
    )
    found = [(outcome, _rows(experiment, outcome)) for outcome in HEADLINE_OUTCOMES]
    figures = [_forest(outcome, rows, look) for outcome, rows in found if rows]
    return _section("differences", page.paragraph(note, "note"), _grid(figures))


def _grid(figures: list[str]) -> str:
    return f'<div class="grid">{"".join(figures)}</div>'


def _forest(outcome: Outcome, rows: tuple[Difference, ...], look: dict[str, charts.Look]) -> str:
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


def _paths(experiment: Experiment, look: dict[str, charts.Look]) -> str:
    note = (
        "The line is the median over seeds; the shade holds the middle 90 % of them. "
        "Outcomes that add up are shown as totals since the start."
    )
    found = bands(experiment.folder, HEADLINE_OUTCOMES)
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


def _numbers(experiment: Experiment) -> str:
    rows = {outcome.name: _rows(experiment, outcome) for outcome in OUTCOMES}
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


def _assumed(experiment: Experiment) -> str:
    weak, n = assumptions.n_weak()
    note = (
        f"{weak} of {n} parameters are weakly founded: their confidence reads “low: weak”. Their ranges say "
        "how far they may be off; results that hang on them are not to be read as facts."
    )
    if experiment.varied:
        note += f" An ensemble sets these, run by run, in place of the value shown: {', '.join(experiment.varied)}."
    parameters = _wide(assumptions.parameters_table(experiment))
    return _section("assumptions", _wide(assumptions.policies_table(experiment)), page.paragraph(note),
                    page.folded("All parameters: value, range, confidence, source", parameters))  # fmt: skip


def _limits() -> str:
    return _section("limits", page.paragraph(LIMITS), limits_html(limits_text()))


def _cite(experiment: Experiment) -> str:
    files = ("scenario.resolved.yaml", "comparison.csv", "outcomes.parquet")
    version = experiment.scenario.get("model_version") or __version__
    about = (
        f"Rollout simulator, version {version}; scenario “{experiment.scenario.get('name', '')}”, "
        f"{experiment.n_seeds} seeds. The same scenario, seeds and version give the same numbers. "
        "Made from these files (SHA-256):"
    )
    return _section("cite", page.paragraph(about), page.bullets(_digests(experiment.folder, files)))


def _digests(folder: Path, names: Iterable[str]) -> list[str]:
    return [f"{name}: {sha256((folder / name).read_bytes()).hexdigest()}" for name in names]


def _footer() -> str:
    return "<footer><p>Works offline; nothing on this page is sent anywhere.</p></footer>"
