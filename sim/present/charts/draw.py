"""Draw a chart with matplotlib: the same bytes wherever it is drawn, without a display and without a browser."""

import warnings
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.present.charts.data import Chart, DifferenceChart, Dot, Line, PathChart
from sim.present.charts.layout import FONT, width_of, wrap

WIDTH = 360.0  # points: a telephone shows the text at about its size, a wide page enlarges it
_PAD, _TITLE, _TEXT, _SMALL, _TALL = 10.0, 13.0, 10.0, 8.5, 1.3
_INK, _SOFT, _GRID = "#1f2933", "#45525f", "#d9dee4"
_STYLE: Any = {  # matplotlib types its keys as literals
    "svg.fonttype": "none", "svg.hashsalt": "rollout", "font.family": FONT, "font.size": _SMALL,
    "text.parse_math": False, "axes.unicode_minus": True, "path.simplify": True, "pdf.fonttype": 42,
    "text.color": _INK, "axes.labelcolor": _INK, "xtick.color": _SOFT, "ytick.color": _SOFT,
}  # fmt: skip
_NO_DATE: dict[str, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
    "pdf": {"CreationDate": None},
    "png": {},
}
PNG_DPI = 200


def svg_text(chart: Chart) -> str:
    """The chart as SVG, its text as text."""
    return _bytes(chart, "svg").decode()


def write_chart(path: Path, chart: Chart) -> None:
    """Write the chart in the format that the file's suffix names: svg, png or pdf."""
    path.write_bytes(_bytes(chart, path.suffix[1:]))


def _bytes(chart: Chart, kind: str) -> bytes:
    with matplotlib.rc_context(_STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font")  # an SVG's reader may have the letter
        figure = _drawn(chart)
        buffer = BytesIO()
        figure.savefig(buffer, format=kind, metadata=_NO_DATE[kind], dpi=PNG_DPI if kind == "png" else 72)
    return buffer.getvalue()


class _Block(NamedTuple):
    """Lines of one size, one below the other."""

    lines: list[str]
    size: float
    bold: bool = False
    colour: str = _INK

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * _TALL


def _block(text: str, size: float, *, bold: bool = False, colour: str = _INK) -> _Block:
    return _Block(wrap(text, WIDTH - 2 * _PAD, size, bold), size, bold, colour)


class _Sheet:
    """A figure of a fixed width whose places are counted in points from the top left corner."""

    def __init__(self, height: float) -> None:
        self.height = height
        self.figure = Figure(figsize=(WIDTH / 72.0, height / 72.0), dpi=72, facecolor="white")

    def text(self, x: float, top: float, block: _Block) -> float:
        """Write lines from `top` down; return where they end."""
        for line in block.lines:
            top += block.size * _TALL
            where = x / WIDTH, 1.0 - (top - 0.3 * block.size) / self.height
            weight = "bold" if block.bold else "normal"
            self.figure.text(*where, line, fontsize=block.size, fontweight=weight, color=block.colour)
        return top

    def axes(self, left: float, top: float, right: float, bottom: float) -> Axes:
        """Axes between four places."""
        box = left / WIDTH, 1.0 - bottom / self.height, (right - left) / WIDTH, (bottom - top) / self.height
        axes = self.figure.add_axes(box)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.spines["bottom"].set_color(_GRID)
        axes.tick_params(length=0, labelsize=_SMALL)
        return axes

    def line(self, x: float, y: float, length: float, **look: Any) -> None:
        """A line of a legend."""
        ys = [1.0 - y / self.height] * 3
        xs = [x / WIDTH, (x + length / 2.0) / WIDTH, (x + length) / WIDTH]
        self.figure.add_artist(Line2D(xs, ys, markevery=[1], **look))


def _drawn(chart: Chart) -> Figure:
    head = [_block(chart.title, _TITLE, bold=True), _block(chart.subtitle, _TEXT, colour=_SOFT)]
    notes = [_block(note, _SMALL, colour=_SOFT) for note in chart.notes]
    plot = _rows_height(chart) if isinstance(chart, DifferenceChart) else _paths_height(chart)
    sheet = _Sheet(sum(block.height for block in (*head, *notes)) + plot + 3 * _PAD + 3.0 * len(notes))
    top = _PAD / 2.0
    for block in head:
        top = sheet.text(_PAD, top, block)
    if isinstance(chart, DifferenceChart):
        _draw_rows(sheet, top + _PAD, chart)
    else:
        _draw_paths(sheet, top + _PAD, chart)
    top += plot + 1.5 * _PAD
    for block in notes:
        top = sheet.text(_PAD, top, block) + 3.0
    return sheet.figure


_MARK, _AXIS = 16.0, 34.0  # points that a mark takes, and the axis with its title


def _row_blocks(dot: Dot) -> tuple[_Block, _Block]:
    return _block(f"{dot.arm}: {dot.text}", _TEXT, bold=True), _block(dot.span, _SMALL, colour=_SOFT)


def _row_height(dot: Dot) -> float:
    return sum(block.height for block in _row_blocks(dot)) + _MARK


def _rows_height(chart: DifferenceChart) -> float:
    return sum(map(_row_height, chart.dots)) + _AXIS


def _draw_rows(sheet: _Sheet, top: float, chart: DifferenceChart) -> None:
    """Draw one row an arm: its numbers in words, below them dot and interval."""
    height = _rows_height(chart) - _AXIS
    axes = sheet.axes(3 * _PAD, top, WIDTH - 3 * _PAD, top + height)
    ends = [0.0, *(end for dot in chart.dots for end in (dot.low, dot.value, dot.high))]
    room = 0.05 * (max(ends) - min(ends))
    axes.set_xlim(min(ends) - room, max(ends) + room)
    axes.set_ylim(height, 0.0)
    axes.set_yticks([])
    at = 0.0
    for dot in chart.dots:
        below = top + at
        for block in _row_blocks(dot):
            below = sheet.text(_PAD, below, block)
        at += _row_height(dot)
        _draw_dot(axes, at - 0.5 * _MARK - 1.0, dot)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _tick(value, signed=True)))
    axes.set_xlabel(chart.axis, fontsize=_SMALL)


def _draw_dot(axes: Axes, y: float, dot: Dot) -> None:
    colour = dot.look.colour
    axes.plot([0.0, 0.0], [y - 0.5 * _MARK, y + 0.5 * _MARK], color=_INK, linewidth=0.9, zorder=1)
    axes.plot([dot.low, dot.high], [y, y], color=colour, linewidth=2.0, marker="|", markersize=7, zorder=2)
    mark: dict[str, Any] = {
        "color": colour,
        "marker": dot.look.symbol,
        "markersize": 6.5,
        "markeredgecolor": "white",
        "zorder": 3,
    }
    axes.plot(dot.marks or [dot.value], [y] * (len(dot.marks) or 1), linestyle="none" if dot.marks else "-", **mark)


_PLOT, _YEARS, _LEGEND, _SAMPLE = 165.0, 14.0, 15.0, 26.0


def _legend(chart: PathChart) -> list[list[Line]]:
    """Rows of the legend: as many arms in each as fit."""
    rows: list[list[Line]] = [[]]
    at = 0.0
    for line in chart.lines:
        wide = _legend_width(line)
        if rows[-1] and at + wide > WIDTH - 2 * _PAD:
            rows.append([])
            at = 0.0
        rows[-1].append(line)
        at += wide
    return rows


def _legend_name(line: Line) -> _Block:
    return _Block(wrap(line.arm, WIDTH - 2 * _PAD - _SAMPLE - 6.0, _TEXT), _TEXT)


def _legend_width(line: Line) -> float:
    return _SAMPLE + 6.0 + max((width_of(text, _TEXT) for text in _legend_name(line).lines), default=0.0) + 14.0


def _legend_height(row: list[Line]) -> float:
    return max(len(_legend_name(line).lines) for line in row) * _LEGEND


def _paths_height(chart: PathChart) -> float:
    return sum(map(_legend_height, _legend(chart))) + _PLOT + _YEARS


def _draw_paths(sheet: _Sheet, top: float, chart: PathChart) -> None:
    """Draw the legend, then the median of each arm in its band."""
    for row in _legend(chart):
        at = _PAD
        for line in row:
            sheet.line(at, top + 0.55 * _LEGEND, _SAMPLE, **_stroke(line))
            sheet.text(at + _SAMPLE + 6.0, top, _legend_name(line))
            at += _legend_width(line)
        top += _legend_height(row)
    axes = sheet.axes(4.6 * _PAD, top + 0.9 * _PAD + _SMALL, WIDTH - 1.5 * _PAD, top + _PLOT)
    sheet.text(_PAD, top, _block(chart.axis, _SMALL, colour=_SOFT))
    for line in chart.lines:
        axes.fill_between(chart.years, line.low, line.high, color=line.look.colour, alpha=0.13, linewidth=0)
        axes.plot(chart.years, line.median, markevery=_markevery(len(chart.years)), **_stroke(line))
    axes.axvline(chart.begins, color=_SOFT, linewidth=0.8, dashes=(2, 2))
    axes.grid(axis="y", color=_GRID, linewidth=0.6)
    axes.set_xlim(float(chart.years[0]), float(chart.years[-1]))
    axes.set_ylim(bottom=0.0)
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f}"))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: _tick(value, signed=False)))


def _stroke(line: Line) -> dict[str, Any]:
    look = line.look
    dashes = {"dashes": look.dash} if look.dash else {}
    return {"color": look.colour, "linewidth": 1.8, "marker": look.symbol, "markersize": 4.5} | dashes


def _markevery(n_months: int) -> tuple[int, int]:
    step = max(n_months // 6, 1)
    return step // 2, step


def _tick(value: float, *, signed: bool) -> str:
    """Write a number at an axis.

    Examples
    --------
    >>> _tick(-2500.0, signed=True), _tick(0.25, signed=True), _tick(0.0, signed=True)
    ('\N{MINUS SIGN}2,500', '+0.25', '0')
    """
    text = f"{value:{'+' if signed and value else ''},.12g}"
    return text.replace("-", "\N{MINUS SIGN}")
