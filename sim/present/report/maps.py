"""The maps of the report, folded, each with its numbers as a table."""

from sim.present.charts.inlined import inline
from sim.present.maps.chart import MapChart, Panel
from sim.present.maps.pictures import Maps
from sim.present.report import page, tables
from sim.present.report.details import grid
from sim.present.words.language import words


def section(drawn: Maps) -> str:
    """The maps; where an experiment has none for want of places, the reason in words."""
    if drawn.why_none:
        return page.folded_section("maps", words().say("report.no_map"), page.paragraph(drawn.why_none))
    if not drawn.charts:
        return ""
    heading = words().say("report.maps", n=len(drawn.charts))
    return page.folded_section("maps", heading, grid(_figure(drawn, chart) for chart in drawn.charts))


def _figure(drawn: Maps, chart: MapChart) -> str:
    said = ". ".join([chart.title, chart.subtitle, *(one.spoken for one in chart.panels), *chart.notes])
    numbers = page.folded(words().say("report.picture"), _table(drawn, chart))
    return page.picture(chart.name, inline(drawn.svg[chart.name], chart.name, said), numbers)


def _table(drawn: Maps, chart: MapChart) -> str:
    """The cities by the alphabet, with the worlds in which each recognises."""
    assert drawn.found is not None
    rows = [
        [city.name, *(_worlds(one, number) for one in chart.panels)] for number, city in enumerate(drawn.found.cities)
    ]
    header = [words().say("page.places.city"), *(one.heading for one in chart.panels)]
    return page.wide(tables.table(words().say("page.places.table"), header, rows))


def _worlds(shown: Panel, number: int) -> str:
    return words().say("page.places.worlds", k=int(shown.worlds[number]), n=shown.n_worlds)
