"""Figures to explore in a notebook: an outcome over time under each policy. They ask the network for nothing."""

from html import escape
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go

from sim.experiments.problems import UsageError
from sim.experiments.store.reader import Results
from sim.model.outcomes import OUTCOMES, Outcome
from sim.present.changes import label
from sim.present.charts.amounts import axis_of, over
from sim.present.charts.paths import Band, bands
from sim.present.numbers import Scale, level_scale
from sim.present.words.language import words
from sim.scenario.text.problems import did_you_mean

_COLOURS = ("#000000", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")  # Okabe and Ito (2008)
_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
_QUIET = {"showSendToCloud": False, "plotlyServerURL": "", "displaylogo": False}


class OfflineFigure(go.Figure):  # type: ignore[misc]
    """A Plotly figure that brings its library along: Plotly's own falls back to one from the network."""

    _ipython_display_ = None  # which would ask for what only some notebooks have

    def _repr_mimebundle_(self, *args: Any, **kwargs: Any) -> dict[str, str]:
        return {"text/html": self.to_html(full_html=False, include_plotlyjs=True, auto_play=False, config=_QUIET)}

    def show(self, *args: Any, **kwargs: Any) -> None:
        """Open the figure, without the button that uploads it."""
        super().show(*args, **{"config": _QUIET} | kwargs)


class _Look(NamedTuple):
    colour: str
    dash: str


def over_time(results: Results, name: str) -> OfflineFigure:
    """Return an outcome over time: the median of each policy's runs, and the middle 90% of them as a shade.

    Raises
    ------
    UsageError
        There is no such outcome.
    """
    outcome = _outcome(name)
    found = {policy: band for (policy, _), band in bands(results.folder, [outcome]).items()}
    tops = [float(np.nanmax(band.high, initial=0.0)) for band in found.values()]
    scale = level_scale(outcome.unit, *tops)
    figure = OfflineFigure()
    for number, policy in enumerate(policy for policy in results.arms if policy in found):
        look = _Look(_COLOURS[number % len(_COLOURS)], _DASHES[number % len(_DASHES)])
        figure.add_traces(_path(escape(results.called(policy)), found[policy], scale, look))
    title = words().say("plot.title", label=label(outcome), over=over(outcome))
    about = words().say("plot.about", n=results.n_seeds, simulation=words().say("simulation"))
    figure.update_layout(title={"text": title, "subtitle": {"text": about}}, template="none")
    figure.update_layout(hovermode="x unified", height=420, legend={"orientation": "h", "y": -0.15})
    figure.update_yaxes(title_text=axis_of(outcome, scale), rangemode="tozero", gridcolor="#e4e7eb")
    figure.update_xaxes(type="date", hoverformat="%b %Y", gridcolor="#e4e7eb")
    return figure


def _outcome(name: str) -> Outcome:
    by_name = {outcome.name: outcome for outcome in OUTCOMES}
    if name not in by_name:
        raise UsageError(f"{name!r} is not an outcome; {did_you_mean(name, by_name)}")
    return by_name[name]


def _path(policy: str, band: Band, scale: Scale, look: _Look) -> list[go.Scatter]:
    low, median, high = (numbers * scale.factor for numbers in (band.low, band.median, band.high))
    red, green, blue = (int(look.colour[i : i + 2], 16) for i in (1, 3, 5))
    shared = {"x": band.months, "legendgroup": policy, "hoverinfo": "skip", "showlegend": False}
    edge = {"mode": "lines", "line": {"width": 0}} | shared
    return [
        go.Scatter(y=low, **edge),
        go.Scatter(y=high, fill="tonexty", fillcolor=f"rgba({red},{green},{blue},0.15)", **edge),
        go.Scatter(
            x=band.months, y=median, name=policy, legendgroup=policy, mode="lines",
            line={"color": look.colour, "dash": look.dash, "width": 2},
            hovertemplate=f"%{{y:,.{scale.decimals}f}}{scale.suffix}",
        ),
    ]  # fmt: skip
