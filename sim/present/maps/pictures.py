"""The maps of an experiment: which there are, and their files."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sim.experiments.store.reader import Results
from sim.present.charts.figures import N_FIRST, drawing, write_pictures
from sim.present.maps.chart import MapChart, month_chart, years_chart
from sim.present.maps.shares import CityMap, NoMapError, city_map

N_LEAST = 5  # cities of which a report shows a map
_OWN = ("map-*",)
_DRAW = "sim.present.maps.draw"


class Maps(NamedTuple):
    """The baseline over the years, and the first policies beside it."""

    found: CityMap | None
    charts: tuple[MapChart, ...]
    svg: dict[str, str]  # by the name of the chart
    why_none: str = ""  # there is no map, and this says why; empty also where a few cities need none


def maps(results: Results) -> Maps:
    """Draw the maps of an experiment; those of a sweep are left out, since nothing puts its points together."""
    if results.is_sweep:
        return Maps(None, (), {})
    try:
        found = city_map(results)
    except NoMapError as error:
        return Maps(None, (), {}, str(error))
    if len(found.cities) < N_LEAST:
        return Maps(found, (), {})
    shown = [policy for policy in results.policies[:N_FIRST] if policy in found.recognises]
    last, baseline = found.months[-1], results.baseline
    charts = (years_chart(found, baseline), *(month_chart(found, (baseline, policy), last) for policy in shown))
    return Maps(found, charts, {chart.name: drawing(_DRAW).svg_text(chart) for chart in charts})


def write_maps(folder: Path, drawn: Maps, more: Sequence[str] = ()) -> None:
    """Write every map as SVG and in `more` kinds (png, pdf); take away those that are no longer true."""
    charts = {chart.name: chart for chart in drawn.charts}
    write_pictures(folder, _OWN, drawn.svg, more, lambda path, name: drawing(_DRAW).write_map(path, charts[name]))
