"""Pictures of a pair of policies, drawn with Plotly. Ink and lines take the page's colours, light or dark."""

from html import escape
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from sim.experiments.store.schema import ComparisonRow
from sim.model.outcomes import Outcome
from sim.present.changes import label
from sim.present.charts.amounts import amounts_of_differences, amounts_of_levels, axis_of, over, signed
from sim.present.charts.notes import capital
from sim.present.charts.paths import Course, band_of
from sim.present.dashboard.pair import Pair
from sim.present.sentences import HEADLINE_OUTCOMES
from sim.present.words.language import words

POLICY, BASELINE = "#1f83c6", "#7a8691"  # both stand out from white and from the dark page
_SHADE, _THIN = 0.16, 0.3  # how solid a band, and a single world
_WORLDS = 5  # single worlds that are drawn of each policy
_ROW, _AXIS = 66, 60  # px of a row, and of the axis with its title
_BINS = 36  # across the dots of pairs


class Forest(NamedTuple):
    """Differences in per cent of the baseline, and the outcomes that have none."""

    figure: go.Figure
    spoken: str
    left_out: tuple[Outcome, ...]


def forest(pair: Pair) -> Forest:
    """Draw the difference and the interval of each headline outcome, in per cent of the baseline."""
    rows = pair.results.rows_of(pair.policy, HEADLINE_OUTCOMES)
    drawn = [(outcome, row) for outcome, row in rows if row.interval and (row.baseline_mean or 0.0) > 0.0]
    figure = _blank(_ROW * len(drawn) + _AXIS, words().say("dashboard.axis.relative"))
    texts = [(capital(label(outcome)), _relative(row)) for outcome, row in drawn]
    for place, ((_, row), text) in enumerate(zip(drawn, texts, strict=True)):
        base, interval = row.baseline_mean, row.interval
        assert base is not None
        assert interval is not None
        low, high = (100.0 * end / base for end in interval)
        figure.add_trace(_bar(low, 100.0 * (row.difference or 0.0) / base, high, -place, row, ": ".join(text)))
        figure.add_annotation(
            x=0, xref="paper", xanchor="left", y=-place, yshift=10, yanchor="bottom", align="left", showarrow=False,
            text=f"<b>{escape(text[0])}</b><br>{escape(text[1])}",
        )  # fmt: skip
    figure.add_vline(x=0.0, line={"color": BASELINE, "width": 1.5, "dash": "dash"})
    figure.update_yaxes(visible=False, range=[0.75 - len(drawn), 0.75])
    return Forest(
        figure, "; ".join(map(": ".join, texts)), tuple(outcome for outcome, row in rows if (outcome, row) not in drawn)
    )


def _relative(row: ComparisonRow) -> str:
    """Return a difference in per cent of the baseline with its interval, and whether it is clear."""
    assert row.interval is not None
    base = (row.baseline_mean or 1.0) / 100.0
    low, high = (signed(end / base) for end in row.interval)
    reading = words().say(f"reading.{row.reading.replace(' ', '_')}")
    said = {"middle": signed((row.difference or 0.0) / base), "low": low, "high": high}
    told = words().say("dashboard.relative.clear", **said)
    return (
        told if row.reading in ("more", "less") else words().say("dashboard.relative.other", told=told, reading=reading)
    )


def _bar(low: float, middle: float, high: float, place: int, row: ComparisonRow, text: str) -> go.Scatter:
    symbol = "circle" if row.reading in ("more", "less") else "circle-open"
    symbols, edge = ["line-ns", symbol, "line-ns"], {"width": 2, "color": POLICY}
    return go.Scatter(
        x=[low, middle, high], y=[place] * 3, mode="lines+markers", line={"color": POLICY, "width": 3},
        marker={"size": [0, 13, 0], "color": POLICY, "symbol": symbols, "line": edge, "opacity": 1},
        hovertemplate=f"{escape(text)}<extra></extra>",
    )  # fmt: skip


class Dots(NamedTuple):
    """One dot a pair."""

    figure: go.Figure
    text: str  # how many pairs differ in which direction


def dots(pair: Pair, outcome: Outcome) -> Dots:
    """Draw the difference of each pair as a dot; dots that would hide each other are stacked."""
    differences = pair.differences(outcome)
    rows = [row for _, row in pair.results.rows_of(pair.policy, [outcome])]
    amounts = amounts_of_differences(outcome, rows)
    values = np.array(list(differences.values()), dtype=np.float64) * amounts.factor
    heights = _stacked(values)
    tallest = max(heights, default=1)
    axis = words().say("chart.axis.difference", unit=axis_of(outcome, amounts.scale))
    figure = _blank(110 + 14 * min(tallest, 14) + _AXIS, axis)
    said = [
        words().say("dashboard.pair", seed=seed, difference=amounts.signed(one)) for seed, one in differences.items()
    ]
    figure.add_trace(go.Scatter(
        x=values, y=heights, mode="markers", marker={"size": 11, "color": POLICY, "opacity": 0.85},
        text=[escape(one) for one in said], hovertemplate="%{text}<extra></extra>",
    ))  # fmt: skip
    figure.add_vline(x=0.0, line={"color": BASELINE, "width": 1.5, "dash": "dash"})
    figure.update_yaxes(visible=False, range=[0, max(tallest, 6) + 1])
    return Dots(figure, _counted(values))


def _stacked(values: NDArray[np.float64]) -> list[int]:
    """Return at which height each dot lies: beside others of about the same value, one higher."""
    ends = [0.0, *values.tolist()]
    width = (max(ends) - min(ends)) / _BINS or 1.0
    heights: dict[int, int] = {}
    found = []
    for value in values:
        place = int((value - min(ends)) / width)
        heights[place] = heights.get(place, 0) + 1
        found.append(heights[place])
    return found


def _counted(differences: NDArray[np.float64]) -> str:
    """Say how many pairs are above, below and at zero."""
    n = differences.size
    counts = {"more": int((differences > 0.0).sum()), "less": int((differences < 0.0).sum())}
    counts["same"] = n - counts["more"] - counts["less"]
    parts = [words().say(f"dashboard.counted.{name}", k=k) for name, k in counts.items() if k]
    return words().say("dashboard.counted.pairs", parts=", ".join(parts), n=n)


def paths(pair: Pair, outcome: Outcome) -> go.Figure:
    """Draw the two policies over months: the middle run, the middle 90% of runs, and a few single worlds."""
    found = {arm: pair.courses[arm, outcome.name] for arm in (pair.baseline, pair.policy)}
    tops = [float(np.nanmax(course.values, initial=0.0)) for course in found.values()]
    amounts = amounts_of_levels(outcome, max(tops))
    figure = _blank(380, "")
    looks = {pair.baseline: (BASELINE, "dash"), pair.policy: (POLICY, "solid")}
    for arm, course in found.items():
        figure.add_traces(_lines(escape(pair.results.called(arm)), course, amounts.factor, *looks[arm]))
    figure.add_vline(x=f"{pair.results.window[0]}-01", line={"color": BASELINE, "width": 1, "dash": "dot"})
    figure.update_layout(showlegend=True, legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0})
    figure.update_layout(hovermode="x unified", margin={"l": 8, "r": 12, "t": 30, "b": 8})
    figure.update_yaxes(title_text=axis_of(outcome, amounts.scale), rangemode="tozero", automargin=True)
    figure.update_xaxes(type="date", hoverformat="%b %Y")
    return figure


def paths_title(pair: Pair, outcome: Outcome) -> str:
    """What the picture over months shows."""
    return words().say("plot.title", label=capital(label(outcome)), over=over(outcome))


def n_worlds(pair: Pair) -> int:
    """Return how many single worlds are drawn of each policy."""
    return min(_WORLDS, *(len(course.values) for course in pair.courses.values()))


def _lines(arm: str, course: Course, factor: float, colour: str, dash: str) -> list[go.Scatter]:
    band = band_of(course)
    months = [f"{month}-01" for month in course.months]
    shared: dict[str, Any] = {
        "x": months,
        "mode": "lines",
        "legendgroup": arm,
        "hoverinfo": "skip",
        "showlegend": False,
    }
    thin = {"line": {"color": colour, "width": 1}, "opacity": _THIN}
    edge = {"line": {"width": 0}}
    middle = {"line": {"color": colour, "width": 3, "dash": dash}, "hoverinfo": None, "showlegend": True}
    return [
        go.Scatter(y=band.low * factor, **shared, **edge),
        go.Scatter(y=band.high * factor, **shared, **edge, fill="tonexty", fillcolor=_see_through(colour)),
        *(go.Scatter(y=world * factor, **shared, **thin) for world in course.values[:_WORLDS]),
        go.Scatter(y=band.median * factor, name=arm, **(shared | middle), hovertemplate="%{y:,.4~g}"),
    ]


def _see_through(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{_SHADE})"


def _blank(height: int, axis: str) -> go.Figure:
    """A figure without a background; it is no map to drag about, so that a finger scrolls the page."""
    figure = go.Figure()
    figure.update_layout(
        template="none", height=height, showlegend=False, paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)",
        margin={"l": 8, "r": 12, "t": 8, "b": 8}, font={"family": "system-ui", "size": 14},
        hoverlabel={"bgcolor": "#1f2933", "font": {"color": "#ffffff"}}, dragmode=False,
    )  # fmt: skip
    figure.update_xaxes(title_text=axis, fixedrange=True, automargin=True, zeroline=False)
    figure.update_yaxes(fixedrange=True, zeroline=False)
    return figure
