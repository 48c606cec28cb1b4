"""One outcome over months under two policies: the middle run, the middle 90% of runs, and a few single worlds."""

from html import escape
from typing import NamedTuple

import numpy as np

from sim.model.outcomes import Outcome
from sim.present.changes import label
from sim.present.charts.amounts import amounts_of_levels, axis_of, over
from sim.present.charts.notes import capital
from sim.present.charts.paths import Course, band_of
from sim.present.dashboard.drawings.sheet import BASELINE, POLICY, Figure, sheet, short, upright
from sim.present.dashboard.pair import Pair
from sim.present.words.language import words

_SHADE, _THIN = 0.16, 0.3  # how solid a band, and a single world
_WORLDS = 5  # that are drawn of each policy
_HEIGHT, _LEGEND = 380, 30  # px


class _Look(NamedTuple):
    colour: str
    dash: str

    @property
    def shade(self) -> str:
        """The colour, seen through."""
        red, green, blue = (int(self.colour[i : i + 2], 16) for i in (1, 3, 5))
        return f"rgba({red},{green},{blue},{_SHADE})"


def paths(pair: Pair, outcome: Outcome) -> Figure:
    """Draw the two policies over months."""
    looks = {pair.baseline: _Look(BASELINE, "dash"), pair.policy: _Look(POLICY, "solid")}
    found = pair.courses(outcome)
    amounts = amounts_of_levels(outcome, max(float(np.nanmax(course.values, initial=0.0)) for course in found.values()))
    drawn = [
        one
        for arm, course in ((arm, found[arm]) for arm in looks)
        for one in _lines(escape(pair.results.called(arm)), course, amounts.factor, looks[arm])
    ]
    return sheet(
        _HEIGHT, drawn, {"type": "date", "hoverformat": "%b %Y"},
        {"title": {"text": escape(axis_of(outcome, amounts.scale))}, "rangemode": "tozero"},
        shapes=[upright(f"{pair.results.window[0]}-01", "dot")], showlegend=True, hovermode="x unified",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        margin={"l": 8, "r": 12, "t": _LEGEND, "b": 8},
    )  # fmt: skip


def title_of(outcome: Outcome) -> str:
    """What the picture shows."""
    return words().say("plot.title", label=capital(label(outcome)), over=over(outcome))


def n_worlds(pair: Pair, outcome: Outcome) -> int:
    """Return how many single worlds are drawn of each policy."""
    return min(_WORLDS, *(len(course.values) for course in pair.courses(outcome).values()))


def _lines(arm: str, course: Course, factor: float, look: _Look) -> list[Figure]:
    """Edges of the band, single worlds, and the middle run on top."""
    band = band_of(course)
    quiet = {
        "type": "scatter", "mode": "lines", "x": course.months, "legendgroup": arm, "hoverinfo": "skip",
        "showlegend": False,
    }  # fmt: skip
    edge, thin = quiet | {"line": {"width": 0}}, quiet | {"line": {"color": look.colour, "width": 1}, "opacity": _THIN}
    middle = {
        "name": arm, "line": {"color": look.colour, "width": 3, "dash": look.dash}, "showlegend": True,
        "hoverinfo": "all", "hovertemplate": "%{y:,.4~g}",
    }  # fmt: skip
    return [
        edge | {"y": short(band.low * factor)},
        edge | {"y": short(band.high * factor), "fill": "tonexty", "fillcolor": look.shade},
        *(thin | {"y": short(world * factor)} for world in course.values[:_WORLDS]),
        quiet | middle | {"y": short(band.median * factor)},
    ]
