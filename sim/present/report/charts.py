"""Charts, as Plotly figures: the differences from the baseline, and the paths over time.

Colours are those of Okabe and Ito (2008), safe for colour-blind readers; symbols and dashes differ too.
"""

from math import isfinite
from typing import NamedTuple

import numpy as np
import plotly.graph_objects as go

from sim.experiments.store.schema import ComparisonRow
from sim.model.outcomes import Outcome
from sim.present.numbers import Scale, difference_scale, level_scale, percent_of
from sim.present.report.paths import Band, Numbers

_COLOURS = ("#000000", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross", "x")
_INK, _GRID = "#1f2933", "#e4e7eb"
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"


class Look(NamedTuple):
    """How one arm is drawn in every chart."""

    colour: str
    dash: str
    symbol: str


def looks(arms: tuple[str, ...]) -> dict[str, Look]:
    """Give each arm a colour, a dash and a symbol; no two of the first 42 look the same."""
    return {
        arm: Look(_COLOURS[i % len(_COLOURS)], _DASHES[i % len(_DASHES)], _SYMBOLS[i % len(_SYMBOLS)])
        for i, arm in enumerate(arms)
    }


def forest(outcome: Outcome, rows: tuple[ComparisonRow, ...], look: dict[str, Look]) -> go.Figure:
    """Dot and 95 % interval of each policy's difference from the baseline, with a line at zero."""
    shown = [row for row in rows if row.difference is not None]
    ends = [end for row in shown for end in (row.difference, row.lo95, row.hi95)]
    scale = difference_scale(outcome.unit, *ends)
    figure = go.Figure([_dot(row, scale, look[row.policy]) for row in shown])
    figure.add_vline(x=0, line={"color": _INK, "width": 1})
    names = [row.policy for row in shown]
    figure.update_yaxes(categoryorder="array", categoryarray=names[::-1], automargin=True)
    figure.update_yaxes(range=[-0.6, len(shown) - 0.3], ticklabelstandoff=6)
    figure.update_xaxes(title_text=_unit(outcome, scale), rangemode="tozero", nticks=4, tickangle=0)
    if not any(ends):
        figure.update_xaxes(range=[-1, 1])
    if not shown:
        _say(figure, "undefined in every run")
    return _calm(figure, 96 + 44 * max(len(shown), 1))


def _dot(row: ComparisonRow, scale: Scale, look: Look) -> go.Scatter:
    assert row.difference is not None
    value = row.difference * scale.factor
    low, high = (end * scale.factor for end in row.interval or (row.difference, row.difference))
    span = f"95 % interval {scale.span(row.interval)}" if row.interval else "no interval"
    return go.Scatter(
        x=[_short(value)], y=[row.policy], mode="markers+text",
        text=[_above(row)],
        textposition="top center", textfont={"size": 11}, cliponaxis=False, showlegend=False,
        marker={"color": look.colour, "symbol": look.symbol, "size": 10},
        error_x={
            "type": "data", "symmetric": False, "thickness": 2, "width": 5, "visible": row.interval is not None,
            "array": [_short(high - value)],
            "arrayminus": [_short(value - low)],
        },
        hovertemplate=f"%{{y}}: {scale.signed(row.difference)}<br>{span}<extra></extra>",
    )  # fmt: skip


def _above(row: ComparisonRow) -> str:
    """Text above a dot: the difference relative to the baseline."""
    if row.reading == "equal":
        return "equal"
    return percent_of(row.difference, row.baseline_mean).replace("-", "\N{MINUS SIGN}")


def _say(figure: go.Figure, text: str) -> None:
    """Write a text where a chart has nothing to draw."""
    figure.add_annotation(text=text, x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)


def over_time(outcome: Outcome, found: dict[str, Band], look: dict[str, Look]) -> go.Figure:
    """Median line and 5 to 95 % band of each arm; three traces an arm, named after it."""
    tops = [float(band.high[np.isfinite(band.high)].max(initial=0.0)) for band in found.values()]
    scale = level_scale(outcome.unit, *tops)
    figure = go.Figure()
    for arm, band in found.items():
        figure.add_traces(_path(arm, band, scale, look[arm]))
    figure.update_yaxes(title_text=_unit(outcome, scale), rangemode="tozero", nticks=6, automargin=True)
    figure.update_xaxes(type="date", nticks=5, tickangle=0, tickformat="%b<br>%Y", hoverformat="%b %Y")
    return _calm(figure, 270).update_layout(hovermode="x unified", margin_b=44)


def _path(arm: str, band: Band, scale: Scale, look: Look) -> list[go.Scatter]:
    low, median, high = (_scaled(numbers, scale) for numbers in (band.low, band.median, band.high))
    shared = {"x": band.months, "showlegend": False, "meta": arm}
    edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"} | shared
    red, green, blue = (int(look.colour[i : i + 2], 16) for i in (1, 3, 5))
    fill = f"rgba({red},{green},{blue},0.15)"
    return [
        go.Scatter(y=low, **edge),
        go.Scatter(y=high, fill="tonexty", fillcolor=fill, **edge),
        go.Scatter(
            y=median, mode="lines", line={"color": look.colour, "dash": look.dash, "width": 2}, name=arm,
            hovertemplate=f"%{{y:,.{scale.decimals}f}}{scale.suffix}", **shared,
        ),
    ]  # fmt: skip


def _scaled(numbers: Numbers, scale: Scale) -> list[float | None]:
    return [_short(float(number) * scale.factor) for number in numbers]


def _short(number: float) -> float | None:
    """Six figures are enough for a picture, and keep the file small."""
    return float(f"{number:.6g}") if isfinite(number) else None


def _unit(outcome: Outcome, scale: Scale) -> str:
    """Axis title: what one unit on the axis is."""
    suffix = scale.suffix.strip().replace("pp", "percentage points").replace("%", "per cent")
    if suffix in ("bn", "M"):
        return f"{'billion' if suffix == 'bn' else 'million'} {outcome.unit}"
    return suffix or outcome.unit


def _calm(figure: go.Figure, height: int) -> go.Figure:
    figure.update_layout(
        template="none", height=height, margin={"l": 16, "r": 24, "t": 16, "b": 56},
        font={"family": _FONT, "size": 13, "color": _INK}, paper_bgcolor="#ffffff", plot_bgcolor="#ffffff",
        dragmode=False, hoverlabel={"bgcolor": "#ffffff"},
    )  # fmt: skip
    figure.update_xaxes(gridcolor=_GRID, zeroline=False, fixedrange=True, automargin=True)
    figure.update_yaxes(gridcolor=_GRID, zeroline=False, fixedrange=True)
    return figure
