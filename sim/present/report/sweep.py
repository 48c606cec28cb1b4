"""What the report of a sweep has of its own: how far differences reach, and the points."""

from html import escape

from sim.experiments.store.reader import Results
from sim.experiments.store.sweeps import varied_names
from sim.present.charts.figures import Pictures
from sim.present.chosen import plain
from sim.present.report import details, page, tables
from sim.present.sweep import Told, about, header, swept, told_of, values_text
from sim.present.words.language import words


def first_screen(results: Results) -> str:
    """What was asked, what was swept, and how it is to be read."""
    said = "".join(page.paragraph(text) for text in about(results))
    answer = f'<h1 id="question">{escape(swept(results))}</h1>{said}'
    return f'<section id="answer" aria-labelledby="question">{answer}</section>'


def reaches(results: Results) -> str:
    """The lowest and the highest difference of each policy in each headline outcome, and where they are."""
    parts = []
    for told in told_of(results):
        caption = words().say(
            "sweep.table", policy=results.called(told.policy), baseline=results.called(results.baseline)
        )
        parts += [f"<h3>{escape(told.title)}</h3>", page.paragraph(told.pairs, "note"), page.definitions(told.lines)]
        parts.append(page.wide(tables.table(caption, header(), told.rows)))
        parts.append(page.bullets(_named(results, told), "note") if told.named else "")
    return page.section("reach", words().say("sweep.reach"), *parts)


def _named(results: Results, told: Told) -> list[str]:
    return [words().say("sweep.point", point=n, values=values_text(results, n)) for n in told.named]


def pictures(found: Pictures) -> str:
    """A picture for each headline outcome that a policy changes at any point."""
    drawn = [
        details.figure(found, chart, [f"{dot.arm} {dot.text}" for dot in chart.dots], "")
        for chart in found.differences.values()
    ]
    heading = words().say("report.differences", n=len(drawn))
    return page.folded_section("differences", heading, details.grid(drawn)) if drawn else ""


def points(results: Results) -> str:
    """Every point with its values."""
    names = varied_names(results.record)
    rows = [
        (str(n), *(plain(point["values"][name]) for name in names)) for n, point in enumerate(results.record.points)
    ]
    table = tables.table(words().say("sweep.points"), (words().say("sweep.number"), *names), rows)
    note = page.paragraph(words().say("sweep.rows"), "note")
    return page.folded_section("points", words().say("sweep.points"), note, page.wide(table))
