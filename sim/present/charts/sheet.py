"""The sheet that every picture is drawn on: words above and below, places in points, the same bytes wherever drawn."""

import warnings
from collections.abc import Callable
from io import BytesIO
from typing import Any, NamedTuple, Protocol

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.present.charts.layout import FONT, wrap

WIDTH = 360.0  # points: a telephone shows the text at about its size, a wide page enlarges it
PAD, TEXT, SMALL, TALL = 10.0, 10.0, 8.5, 1.3
INK, SOFT, GRID = "#1f2933", "#45525f", "#d9dee4"
PNG_DPI = 200
_TITLE = 13.0
_STYLE: Any = {  # matplotlib types its keys as literals
    "svg.fonttype": "none", "svg.hashsalt": "rollout", "font.family": FONT, "font.size": SMALL,
    "text.parse_math": False, "axes.unicode_minus": True, "path.simplify": True, "pdf.fonttype": 42,
    "text.color": INK, "axes.labelcolor": INK, "xtick.color": SOFT, "ytick.color": SOFT,
}  # fmt: skip
_NO_DATE: dict[str, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
    "pdf": {"CreationDate": None},
    "png": {},
}


class Told(Protocol):
    """A picture that stands alone: the finding above it, what must travel with it below."""

    @property
    def title(self) -> str: ...  # noqa: D102

    @property
    def subtitle(self) -> str: ...  # noqa: D102

    @property
    def notes(self) -> tuple[str, ...]: ...  # noqa: D102


class Block(NamedTuple):
    """Lines of one size, one below the other."""

    lines: list[str]
    size: float
    bold: bool = False
    colour: str = INK

    @property
    def height(self) -> float:
        """How much room the lines take [points]."""
        return len(self.lines) * self.size * TALL


def block(text: str, size: float, *, bold: bool = False, colour: str = INK, width: float = WIDTH - 2 * PAD) -> Block:
    """Break a text into lines."""
    return Block(wrap(text, width, size, bold), size, bold, colour)


class Sheet:
    """A figure of a fixed width whose places are counted in points from the top left corner."""

    def __init__(self, height: float) -> None:
        self.height = height
        self.figure = Figure(figsize=(WIDTH / 72.0, height / 72.0), dpi=72, facecolor="white")

    def text(self, x: float, top: float, words: Block) -> float:
        """Write lines from `top` down; return where they end."""
        for line in words.lines:
            top += words.size * TALL
            where = x / WIDTH, 1.0 - (top - 0.3 * words.size) / self.height
            weight = "bold" if words.bold else "normal"
            self.figure.text(*where, line, fontsize=words.size, fontweight=weight, color=words.colour)
        return top

    def axes(self, left: float, top: float, right: float, bottom: float) -> Axes:
        """Axes between four places."""
        box = left / WIDTH, 1.0 - bottom / self.height, (right - left) / WIDTH, (bottom - top) / self.height
        axes = self.figure.add_axes(box)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.spines["bottom"].set_color(GRID)
        axes.tick_params(length=0, labelsize=SMALL)
        return axes

    def line(self, x: float, y: float, length: float, **look: Any) -> None:
        """A line of a legend."""
        ys = [1.0 - y / self.height] * 3
        xs = [x / WIDTH, (x + length / 2.0) / WIDTH, (x + length) / WIDTH]
        self.figure.add_artist(Line2D(xs, ys, markevery=[1], **look))


def framed(chart: Told, height: float, draw: Callable[[Sheet, float], None]) -> Figure:
    """Draw a plot of some height [points] from a place down, between the words of its chart."""
    head = [block(chart.title, _TITLE, bold=True), block(chart.subtitle, TEXT, colour=SOFT)]
    notes = [block(note, SMALL, colour=SOFT) for note in chart.notes]
    sheet = Sheet(sum(one.height for one in (*head, *notes)) + height + 3 * PAD + 3.0 * len(notes))
    top = PAD / 2.0
    for one in head:
        top = sheet.text(PAD, top, one)
    draw(sheet, top + PAD)
    top += height + 1.5 * PAD
    for one in notes:
        top = sheet.text(PAD, top, one) + 3.0
    return sheet.figure


def saved(draw: Callable[[], Figure], kind: str) -> bytes:
    """Return a figure as svg, png or pdf; text of an SVG stays text."""
    with matplotlib.rc_context(_STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font")  # an SVG's reader may have the letter
        buffer = BytesIO()
        draw().savefig(buffer, format=kind, metadata=_NO_DATE[kind], dpi=PNG_DPI if kind == "png" else 72)
    return buffer.getvalue()
