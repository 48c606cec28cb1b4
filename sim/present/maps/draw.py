"""Draw a map with matplotlib: circles on white, no borders, the same bytes wherever it is drawn."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.present.charts.layout import width_of
from sim.present.charts.sheet import PAD, SMALL, SOFT, WIDTH, Block, Sheet, block, framed, saved
from sim.present.maps.chart import MapChart, Panel
from sim.present.maps.positions import Numbers, Positions

_HIGHEST = 300.0  # [points] of one panel
_LARGEST, _SMALLEST = (
    16.0,
    0.9,
)  # radius in points: the largest is no larger, the smallest no smaller if that leaves room
_PALE, _FULL, _DIAMOND = "#e6ebf0", "#0b5394", "#b8430b"
_EDGE, _PAPER = 0.5, "paper"  # width of an outline, and what the sheet is called in an SVG
_KEY, _ROW = 5.0, 15.0  # radius of a circle of the key, height of its row


def svg_text(chart: MapChart) -> str:
    """The map as SVG, its text as text and its circles as circles: as paths they would take eight times the bytes."""
    discs: list[_Disc] = []
    svg = saved(partial(_drawn, chart, lambda axes, shown: discs.extend(shown)), "svg").decode()
    before, paper, after = svg.partition(f'<g id="{_PAPER}">')
    own, end, rest = after.partition("</g>")
    return "".join((before, paper, own, end, "\n", _as_svg(discs), rest))


def write_map(path: Path, chart: MapChart) -> None:
    """Write the map in the format that the file's suffix names: svg, png or pdf."""
    kind = path.suffix[1:]
    path.write_bytes(svg_text(chart).encode() if kind == "svg" else saved(partial(_drawn, chart, _scatter), kind))


class _Disc(NamedTuple):
    """A circle in points from the top left corner of the sheet."""

    x: float
    y: float
    radius: float
    fill: str
    stroke: str

    @property
    def look(self) -> dict[str, str]:
        """Its colours, as an SVG names them."""
        return {"fill": self.fill, "stroke": self.stroke}


def _as_svg(discs: Sequence[_Disc]) -> str:
    usual = {"fill": _PALE, "stroke": SOFT}
    drawn = (
        f'<circle cx="{one.x:.1f}" cy="{one.y:.1f}" r="{one.radius:.2f}"{_attributes(one.look, but=usual)}/>'
        for one in discs
    )
    return "\n".join((f'<g stroke-width="{_EDGE}"{_attributes(usual)}>', *drawn, "</g>"))


def _attributes(look: dict[str, str], but: Mapping[str, str] = MappingProxyType({})) -> str:
    return "".join(f' {name}="{value}"' for name, value in look.items() if but.get(name) != value)


def _scatter(axes: Axes, discs: Sequence[_Disc]) -> None:
    x, y, radius, fill, stroke = zip(*discs, strict=True)
    sizes = (2.0 * np.array(radius)) ** 2
    axes.scatter(x, y, s=sizes, c=fill, edgecolors=stroke, linewidths=_EDGE, clip_on=False)


_Put = Callable[[Axes, Sequence[_Disc]], None]  # puts the circles of a panel somewhere


class _Circles(NamedTuple):
    """Circles of one panel in points."""

    x: Numbers
    y: Numbers
    radius: Numbers
    height: float

    def moved(self, left: float, top: float) -> "_Circles":
        """The same circles elsewhere on the sheet."""
        return self._replace(x=self.x + left, y=self.y + top)


def _placed(at: Positions, width: float) -> _Circles:
    """Place the circles in a panel; they grow until the smallest can be seen, areas in proportion all the same."""
    largest = min(_LARGEST, max(width / at.width, _SMALLEST / float(at.radius.min())) * float(at.radius.max()))
    across, down = float(np.ptp(at.x)), float(np.ptp(at.y))
    scale = min((width - 2 * largest) / max(across, 1.0), (_HIGHEST - 2 * largest) / max(down, 1.0))
    left = (width - across * scale) / 2.0
    radius = at.radius * (largest / float(at.radius.max()))
    x, y = left + (at.x - at.x.min()) * scale, largest + (at.y - at.y.min()) * scale
    return _Circles(x, y, radius, down * scale + 2 * largest)


def _drawn(chart: MapChart, put: _Put) -> Figure:
    width = (WIDTH - (chart.n_columns + 1) * PAD) / chart.n_columns
    circles = _placed(chart.at, width)
    rows = [chart.panels[start : start + chart.n_columns] for start in range(0, len(chart.panels), chart.n_columns)]
    heads = [[block(one.heading, SMALL, bold=True, width=width) for one in row] for row in rows]
    heights = [max(head.height for head in row) + circles.height + PAD for row in heads]

    def draw(sheet: Sheet, top: float) -> None:
        sheet.figure.patch.set_gid(_PAPER)
        top = _draw_key(sheet, top, chart)
        for row, head, height in zip(rows, heads, heights, strict=True):
            top += height
            for column, (one, words) in enumerate(zip(row, head, strict=True)):
                left = PAD + column * (width + PAD)
                sheet.text(left, top - height, words)
                _draw_panel(sheet, circles.moved(left, top - PAD - circles.height), one, put)

    return framed(chart, _key_height(chart) + sum(heights), draw)


def _draw_panel(sheet: Sheet, circles: _Circles, shown: Panel, put: _Put) -> None:
    axes = sheet.axes(0.0, 0.0, WIDTH, sheet.height)
    axes.set_axis_off()
    axes.set_xlim(0.0, WIDTH)
    axes.set_ylim(sheet.height, 0.0)
    put(axes, list(_stacked(circles, shown)))
    known = list(shown.published)
    axes.scatter(circles.x[known], circles.y[known], marker="D", s=52.0, c="none", edgecolors=_DIAMOND, linewidths=1.5)


def _stacked(circles: _Circles, shown: Panel) -> Iterator[_Disc]:
    """Each city's circle with its filled part on it, the largest first, so that none hides a smaller one."""
    for number in np.argsort(-circles.radius, kind="stable").tolist():
        x, y, radius, share = (float(column[number]) for column in (*circles[:3], shown.shares))
        yield _Disc(x, y, radius, _FULL if share == 1.0 else _PALE, SOFT)
        if 0.0 < share < 1.0:
            yield _Disc(x, y, radius * share**0.5, _FULL, "none")


def _rows_of_key(chart: MapChart) -> list[list[tuple[float | None, str]]]:
    """What the key shows, row by row; a diamond has no share."""
    rows: list[list[tuple[float | None, str]]] = [list(chart.key)]
    return [*rows, [(None, chart.diamond)]] if chart.diamond else rows


def _key_height(chart: MapChart) -> float:
    return len(_rows_of_key(chart)) * _ROW + 0.5 * PAD


def _draw_key(sheet: Sheet, top: float, chart: MapChart) -> float:
    for row in _rows_of_key(chart):
        left = PAD
        for share, text in row:
            _draw_sign(sheet, left, top + 0.4 * _ROW, share)
            sheet.text(left + 2.0 * _KEY + 4.0, top, Block([text], SMALL))
            left += 2.0 * _KEY + 4.0 + width_of(text, SMALL) + 12.0
        top += _ROW
    return top + 0.5 * PAD


def _draw_sign(sheet: Sheet, left: float, middle: float, share: float | None) -> None:
    plain = {"linestyle": "none", "markeredgewidth": 0.5}
    if share is None:
        diamond = {"marker": "D", "markersize": 7.2, "markerfacecolor": "none", "markeredgecolor": _DIAMOND}
        sheet.line(left, middle, 2.0 * _KEY, **plain | diamond | {"markeredgewidth": 1.5})
        return
    for part, colour, line in ((1.0, _PALE, SOFT), (share, _FULL, "none")):
        size = 2.0 * _KEY * float(np.sqrt(part))
        sheet.line(
            left, middle, 2.0 * _KEY, marker="o", markersize=size, markerfacecolor=colour, markeredgecolor=line, **plain
        )
