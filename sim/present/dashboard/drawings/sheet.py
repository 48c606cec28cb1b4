"""What pictures share. They are plain dictionaries as Plotly's script takes them: its Python classes check each number.

Ink and lines take the page's colours, light or dark; what is drawn of a policy stands out from both.
"""

from collections.abc import Iterable
from math import isfinite
from typing import Any

Figure = dict[str, Any]
POLICY, BASELINE = "#1f83c6", "#7a8691"
AXIS_HEIGHT = 30  # px
_CLEAR = "rgba(0,0,0,0)"


def sheet(height: int, data: list[Figure], x: Figure, y: Figure, **layout: Any) -> Figure:
    """A picture without a background; it is no map to drag about, so that a finger scrolls the page."""
    shared: Figure = {"fixedrange": True, "automargin": True, "zeroline": False}
    shared |= {"separatethousands": True, "exponentformat": "none", "ticklabelstandoff": 4}
    return {
        "data": data,
        "layout": {
            "height": height, "showlegend": False, "dragmode": False, "paper_bgcolor": _CLEAR, "plot_bgcolor": _CLEAR,
            "margin": {"l": 8, "r": 12, "t": 8, "b": 8}, "font": {"family": "system-ui", "size": 14},
            "hoverlabel": {"bgcolor": "#1f2933", "font": {"color": "#ffffff"}},
            "xaxis": shared | x, "yaxis": shared | y, **layout,
        },
    }  # fmt: skip


def upright(x: float | str, dash: str) -> Figure:
    """A line across the picture, where nothing differs or policies begin."""
    line = {"color": BASELINE, "width": 1.5, "dash": dash}
    return {"type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1, "line": line}


def short(values: Iterable[float]) -> list[float | None]:
    """Numbers with the digits that a picture can show; nothing where one is undefined.

    Examples
    --------
    >>> short([123456.789, float("nan"), 0.0])
    [123460.0, None, 0.0]
    """
    return [float(f"{value:.5g}") if isfinite(value) else None for value in values]
