"""Draw a chart with matplotlib: the same bytes wherever it is drawn, without a display and without a browser."""

from functools import partial
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.present.charts.data import Chart, DifferenceChart, Dot, Line, PathChart
from sim.present.charts.layout import width_of, wrap
from sim.present.charts.sheet import GRID, INK, PAD, SMALL, SOFT, TEXT, WIDTH, Block, Sheet, block, framed, saved


def svg_text(chart: Chart) -> str:
    """The chart as SVG, its text as text."""
    return saved(partial(_drawn, chart), "svg").decode()


def write_chart(path: Path, chart: Chart) -> None:
    """Write the chart in the format that the file's suffix names: svg, png or pdf."""
    path.write_bytes(saved(partial(_drawn, chart), path.suffix[1:]))


def _drawn(chart: Chart) -> Figure:
    if isinstance(chart, DifferenceChart):
        return framed(chart, _rows_height(chart), partial(_draw_rows, chart))
    return framed(chart, _paths_height(chart), partial(_draw_paths, chart))


_MARK, _AXIS = 16.0, 34.0  # points that a mark takes, and the axis with its title


def _row_blocks(dot: Dot) -> tuple[Block, Block]:
    return block(f"{dot.arm}: {dot.text}", TEXT, bold=True), block(dot.span, SMALL, colour=SOFT)


def _row_height(dot: Dot) -> float:
    return sum(lines.height for lines in _row_blocks(dot)) + _MARK


def _rows_height(chart: DifferenceChart) -> float:
    return sum(map(_row_height, chart.dots)) + _AXIS


def _draw_rows(chart: DifferenceChart, sheet: Sheet, top: float) -> None:
    """Draw one row an arm: its numbers in words, below them dot and interval."""
    height = _rows_height(chart) - _AXIS
    axes = sheet.axes(3 * PAD, top, WIDTH - 3 * PAD, top + height)
    ends = [0.0, *(end for dot in chart.dots for end in (dot.low, dot.value, dot.high))]
    room = 0.05 * (max(ends) - min(ends))
    axes.set_xlim(min(ends) - room, max(ends) + room)
    axes.set_ylim(height, 0.0)
    axes.set_yticks([])
    at = 0.0
    for dot in chart.dots:
        below = top + at
        for lines in _row_blocks(dot):
            below = sheet.text(PAD, below, lines)
        at += _row_height(dot)
        _draw_dot(axes, at - 0.5 * _MARK - 1.0, dot)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _tick(value, signed=True)))
    axes.set_xlabel(chart.axis, fontsize=SMALL)


def _draw_dot(axes: Axes, y: float, dot: Dot) -> None:
    colour = dot.look.colour
    axes.plot([0.0, 0.0], [y - 0.5 * _MARK, y + 0.5 * _MARK], color=INK, linewidth=0.9, zorder=1)
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
        if rows[-1] and at + wide > WIDTH - 2 * PAD:
            rows.append([])
            at = 0.0
        rows[-1].append(line)
        at += wide
    return rows


def _legend_name(line: Line) -> Block:
    return Block(wrap(line.arm, WIDTH - 2 * PAD - _SAMPLE - 6.0, TEXT), TEXT)


def _legend_width(line: Line) -> float:
    return _SAMPLE + 6.0 + max((width_of(text, TEXT) for text in _legend_name(line).lines), default=0.0) + 14.0


def _legend_height(row: list[Line]) -> float:
    return max(len(_legend_name(line).lines) for line in row) * _LEGEND


def _paths_height(chart: PathChart) -> float:
    return sum(map(_legend_height, _legend(chart))) + _PLOT + _YEARS


def _draw_paths(chart: PathChart, sheet: Sheet, top: float) -> None:
    """Draw the legend, then the median of each arm in its band."""
    for row in _legend(chart):
        at = PAD
        for line in row:
            sheet.line(at, top + 0.55 * _LEGEND, _SAMPLE, **_stroke(line))
            sheet.text(at + _SAMPLE + 6.0, top, _legend_name(line))
            at += _legend_width(line)
        top += _legend_height(row)
    axes = sheet.axes(4.6 * PAD, top + 0.9 * PAD + SMALL, WIDTH - 1.5 * PAD, top + _PLOT)
    sheet.text(PAD, top, block(chart.axis, SMALL, colour=SOFT))
    for line in chart.lines:
        axes.fill_between(chart.years, line.low, line.high, color=line.look.colour, alpha=0.13, linewidth=0)
        axes.plot(chart.years, line.median, markevery=_markevery(len(chart.years)), **_stroke(line))
    axes.axvline(chart.begins, color=SOFT, linewidth=0.8, dashes=(2, 2))
    axes.grid(axis="y", color=GRID, linewidth=0.6)
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
