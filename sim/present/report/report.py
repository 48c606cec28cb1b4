"""The report: what an experiment says, on one page that can be mailed, printed and read offline.

Made again from the same folder it is the same to the byte: it holds no time, no machine and no path.
"""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from sim.experiments.store.datapackage import FIGURES, REPORT
from sim.experiments.store.files import write_text
from sim.experiments.store.reader import Results
from sim.present.arms import titled
from sim.present.charts.data import Chart, DifferenceChart
from sim.present.charts.figures import Pictures, first_picture, pictures, write_figures
from sim.present.chosen import levers_sentence, settings_sentence
from sim.present.citation import citation
from sim.present.maps.pictures import Maps, maps, write_maps
from sim.present.report import details, first, page, sweep
from sim.present.report import maps as mapped
from sim.present.sentences import LIMITS, Answer, answers, uncertainty
from sim.present.words.language import words


def write_report(results: Results, kinds: Sequence[str] = ()) -> Path:
    """Write report.html, and its pictures as SVG and in more `kinds` (png, pdf); return the report's path."""
    path = results.folder / REPORT
    found, drawn = pictures(results), maps(results)
    write_figures(results.folder / FIGURES, found, kinds)
    write_maps(results.folder / FIGURES, drawn, kinds)
    write_text(path, _html(results, found, drawn))
    return path


def report_html(results: Results) -> str:
    """The report as a page that needs nothing else."""
    return _html(results, pictures(results), maps(results))


def _html(results: Results, found: Pictures, drawn: Maps) -> str:
    body = _sweep_body(results, found) if results.is_sweep else _body(results, found, drawn)
    return page.page(first.question(results), body)


def _body(results: Results, found: Pictures, drawn: Maps) -> str:
    told, chart = answers(results), first_picture(results, found)
    parts = (
        _first_screen(results, found, told, chart), first.other_findings(results, told), _who(results, told),
        _warnings(results), details.pictures(results, found, chart), mapped.section(drawn), details.numbers(results),
        details.assumed(results), details.limits(), _about(results), details.cite(results),
    )  # fmt: skip
    return f"<main>{''.join(parts)}</main>{_footer(results)}"


def _sweep_body(results: Results, found: Pictures) -> str:
    parts = (
        sweep.first_screen(results), sweep.reaches(results), _warnings(results),
        sweep.pictures(found), sweep.points(results), details.assumed(results), details.limits(), _about(results),
        details.cite(results),
    )  # fmt: skip
    return f"<main>{''.join(parts)}</main>{_footer(results)}"


def _first_screen(results: Results, found: Pictures, told: Sequence[Answer], chart: Chart | None) -> str:
    question, chosen, lost = first.question(results), settings_sentence(results), first.missing(results)
    text = (
        f'<h1 id="question">{escape(question)}</h1>', page.paragraph(chosen, "facts") if chosen else "",
        first.findings(results, told), page.bullets(lost, "warnings") if lost else "",
    )  # fmt: skip
    answer = f'<section id="answer" aria-labelledby="question">{"".join(text)}</section>'
    picture = _picture(results, found, chart) if chart else ""
    return f'<div class="first">{answer}{picture}{first.facts(results)}</div>'


def _picture(results: Results, found: Pictures, chart: Chart) -> str:
    show = details.difference if isinstance(chart, DifferenceChart) else details.path
    return show(results, found, chart.name.partition("-")[2])


def _who(results: Results, told: Sequence[Answer]) -> str:
    if not told:
        return ""
    intro = words().say("report.compared", baseline=results.called(results.baseline), uncertainty=uncertainty(results))
    told_html = f'<div class="arms">{"".join(_arm(results, answer) for answer in told)}</div>'
    return page.section("who", words().say("report.who"), page.paragraph(intro, "note"), told_html)


def _arm(results: Results, answer: Answer) -> str:
    name = escape(titled(answer.policy, results.record.labels))
    return f"<h3>{name}</h3>{page.paragraph(answer.sets, 'note')}{page.definitions(answer.lines)}"


def _warnings(results: Results) -> str:
    if not results.record.warnings:
        return ""
    return page.section("warnings", words().say("report.warnings"), page.bullets(results.record.warnings, "warnings"))


def _about(results: Results) -> str:
    """The description, what to look for, and what the file says at its top."""
    record = results.record
    look_for = words().say("look_for", text=record.look_for) if record.look_for else ""
    texts = [record.description, look_for, levers_sentence(results), *record.preface.split("\n\n")]
    parts = [page.paragraph(" ".join(text.split())) for text in texts if text.strip()]
    return page.folded_section("scenario", words().say("report.scenario"), *parts) if parts else ""


def _footer(results: Results) -> str:
    cited, offline = words().say("cite.footer", citation=citation(results)), words().say("report.offline")
    parts = (page.paragraph(LIMITS, "print"), page.paragraph(cited), page.paragraph(offline))
    return f"<footer>{''.join(parts)}</footer>"
