"""Maps for a screen, as Plotly figures: one month, or all months to play. Plain circles, so that nothing is fetched."""

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Any

import numpy as np

from sim.present.maps.chart import MapChart, Panel, month_chart
from sim.present.maps.positions import Positions
from sim.present.maps.shares import CityMap
from sim.present.plots import OfflineFigure
from sim.present.words.language import words

Json = dict[str, Any]

_LARGEST = 36.0  # [pixels] across
_PALE, _FULL, _EDGE, _DIAMOND = "#e6ebf0", "#0b5394", "#5f6b78", "#d9631e"
_PANEL, _KEY, _TITLE, _CONTROLS, _LINE = 300, 70, 75, 130, 15  # [pixels] heights; the last of a line of a note
_LETTERS = 100  # in a line
_PLAY = 700  # [milliseconds] a month


def map_drawing(chart: MapChart, *, is_alone: bool = False) -> Json:
    """Return a map as Plotly draws it in a page, in plain lists: what `chart` has, on axes of equal scale.

    A page that shows it writes the chart's title, subtitle, notes and what its panels say in words around it. With
    `is_alone` the figure has title and notes inside, as one that is handed on must.
    """
    return {"data": _data(chart), "layout": _layout(chart, is_alone, 0)}


def map_figure(chart: MapChart) -> OfflineFigure:
    """Return a map as a figure for a notebook, with title and notes inside."""
    return _figure(map_drawing(chart, is_alone=True))


def moving_map(found: CityMap, policies: Sequence[str]) -> OfflineFigure:
    """Return one or two policies month by month, with a button that plays them and a slider; it is still at first.

    Raises
    ------
    UsageError
        The result holds no such policy.
    """
    charts = {month: month_chart(found, policies, month) for month in found.months}
    last = charts[found.months[-1]]
    layout = _layout(last, True, _CONTROLS) | {"sliders": [_slider(found.months)], "updatemenus": [_buttons()]}
    frames = [
        {"name": month, "data": _data(chart), "layout": {"annotations": _annotations(chart, True, _CONTROLS)}}
        for month, chart in charts.items()
    ]
    return _figure({"data": _data(last), "layout": layout, "frames": frames})


def _figure(drawing: Json) -> OfflineFigure:
    figure = OfflineFigure(drawing)
    figure.update_layout(template="none")
    return figure


def _data(chart: MapChart) -> list[Json]:
    return [trace for number, one in enumerate(chart.panels) for trace in _traces(chart, one, number)]


def _layout(chart: MapChart, is_alone: bool, room: int) -> Json:
    """The frame of a map, with room [pixels] for what moves it."""
    n_rows = -(-len(chart.panels) // chart.n_columns)
    top, below = _KEY + _TITLE * is_alone, room + _LINE * (len(_lines(chart)) + 1) * is_alone
    clear = "rgba(0,0,0,0)"
    layout = {
        "paper_bgcolor": clear, "plot_bgcolor": clear, "dragmode": False, "height": top + n_rows * _PANEL + below,
        "margin": {"l": 8, "r": 8, "t": top, "b": below}, "annotations": _annotations(chart, is_alone, room),
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "itemclick": False,
                   "itemdoubleclick": False, "itemsizing": "constant"},
    }  # fmt: skip
    for number in range(len(chart.panels)):
        layout |= _axes(chart, number, n_rows)
    return layout | {"title": _title(chart)} if is_alone else layout


def _lines(chart: MapChart) -> list[str]:
    return [escape(line) for note in chart.notes for line in wrap(note, _LETTERS)]


def _axis(kind: str, number: int) -> str:
    """What Plotly calls an axis: x, x2, x3.

    >>> _axis("x", 0), _axis("yaxis", 1)
    ('x', 'yaxis2')
    """
    return f"{kind}{number + 1}" if number else kind


def _annotations(chart: MapChart, is_alone: bool, room: int) -> list[Json]:
    """A heading for each panel, and the notes below all of them."""
    shared = {"x": 0, "showarrow": False, "align": "left", "xanchor": "left"}
    heads = [
        {"text": f"<b>{escape(one.heading)}</b>", "xref": _axis("x", number) + " domain",
         "yref": _axis("y", number) + " domain", "y": 1, "yanchor": "bottom", **shared}
        for number, one in enumerate(chart.panels)
    ]  # fmt: skip
    notes = {"text": "<br>".join(_lines(chart)), "xref": "paper", "yref": "paper", "y": 0, "yanchor": "top"}
    return [*heads, {**notes, **shared, "yshift": -room, "font": {"size": 11}}] if is_alone else heads


def _traces(chart: MapChart, shown: Panel, number: int) -> list[Json]:
    """The circles of a panel, and the diamonds of what is published."""
    known = list(shown.published)
    order, marker = _circles(chart.at, shown)
    text = [_hover(chart, shown, city) for city in order]
    diamonds = {"symbol": "diamond-open", "size": 12, "color": _DIAMOND, "line": {"width": 2}}
    shared = {"type": "scatter", "mode": "markers", "xaxis": _axis("x", number), "yaxis": _axis("y", number)}
    return [
        {
            **shared, **_at(chart.at, order), "marker": marker, "hovertext": text, "hoverinfo": "text",
            "name": escape(words().say("map.legend.simulated")), "showlegend": number == 0,
        },
        {
            **shared, **_at(chart.at, known), "marker": diamonds, "hoverinfo": "skip",
            "name": escape(words().say("map.legend.published")), "showlegend": number == 0 and bool(known),
        },
    ]  # fmt: skip


def _at(at: Positions, cities: Sequence[int]) -> Json:
    return {"x": at.x[list(cities)].round(1).tolist(), "y": at.y[list(cities)].round(1).tolist()}


def _circles(at: Positions, shown: Panel) -> tuple[list[int], Json]:
    """Each city's circle and, on it, the part that is filled, the largest first; as many in every month."""
    order = np.repeat(np.argsort(-at.radius, kind="stable"), 2)
    part = np.tile([True, False], len(at.radius))  # the whole, then what is filled
    across = _LARGEST * at.radius[order] / at.radius.max() * np.where(part, 1.0, np.sqrt(shown.shares[order]))
    marker = {
        "size": across.round(2).tolist(), "opacity": 1, "color": np.where(part, _PALE, _FULL).tolist(),
        "line": {"color": _EDGE, "width": np.where(part, 1, 0).tolist()},
    }  # fmt: skip
    return order.tolist(), marker


def _hover(chart: MapChart, shown: Panel, city: int) -> str:
    said = words().say("page.places.worlds", k=int(shown.worlds[city]), n=shown.n_worlds)
    fact = shown.published.get(city)
    told = words().say("map.published.hover", says=fact.says, source=fact.source) if fact else ""
    return "<br>".join(escape(text) for text in (chart.cities[city], said, told) if text)


def _axes(chart: MapChart, number: int, n_rows: int) -> Json:
    """Where a panel lies in the figure; both of its axes have the same scale, and north is up."""
    row, column = divmod(number, chart.n_columns)
    across, down = 1.0 / chart.n_columns, 1.0 / n_rows
    shared = {"visible": False, "fixedrange": True, "constrain": "domain"}
    x, y = _axis("x", number), _axis("y", number)
    return {
        _axis("xaxis", number): {
            "domain": [column * across, (column + 0.97) * across], "range": [0, chart.at.width], "anchor": y, **shared,
        },
        _axis("yaxis", number): {
            "domain": [1.0 - (row + 1) * down, 1.0 - (row + 0.1) * down], "range": [chart.at.height, 0],
            "anchor": x, "scaleanchor": x, **shared,
        },
    }  # fmt: skip


def _title(chart: MapChart) -> Json:
    finding = "<br>".join(f"<b>{escape(line)}</b>" for line in wrap(chart.title, 80))
    text = f'{finding}<br><span style="font-size: 12px">{escape(chart.subtitle)}</span>'
    return {"text": text, "x": 0, "xref": "paper", "xanchor": "left", "yref": "container", "y": 1, "yanchor": "top",
            "pad": {"t": 12}, "font": {"size": 16}}  # fmt: skip


def _slider(months: Sequence[str]) -> Json:
    now = {"mode": "immediate", "frame": {"duration": 0, "redraw": True}, "transition": {"duration": 0}}
    steps = [{"label": month, "method": "animate", "args": [[month], now]} for month in months]
    return {"active": len(months) - 1, "steps": steps, "x": 0, "len": 1.0, "y": 0, "pad": {"t": 40}}


def _buttons() -> Json:
    play = {"fromcurrent": False, "frame": {"duration": _PLAY, "redraw": True}, "transition": {"duration": 0}}
    stop = {"mode": "immediate", "frame": {"duration": 0, "redraw": False}, "transition": {"duration": 0}}
    buttons = [
        {"label": words().say("page.places.play"), "method": "animate", "args": [None, play]},
        {"label": words().say("page.places.pause"), "method": "animate", "args": [[None], stop]},
    ]
    return {
        "type": "buttons",
        "direction": "left",
        "x": 0,
        "xanchor": "left",
        "y": 0,
        "yanchor": "top",
        "buttons": buttons,
    }
