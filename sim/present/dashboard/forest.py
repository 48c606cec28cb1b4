"""How large the differences of all headline outcomes are, in per cent of the baseline.

It is drawn by the browser itself, so it stands with the sentences, before Plotly's script has come.
"""

from math import ceil, floor, log10
from typing import NamedTuple

from dash import html

from sim.experiments.store.schema import ComparisonRow
from sim.model.outcomes import Outcome
from sim.present.changes import label, relative
from sim.present.charts.amounts import signed
from sim.present.charts.notes import capital
from sim.present.dashboard import parts
from sim.present.dashboard.pair import Pair
from sim.present.report.tables import minus
from sim.present.sentences import HEADLINE_OUTCOMES
from sim.present.words.language import words

_STEPS = (1.0, 2.0, 5.0, 10.0)  # between marks of the axis, times a power of ten
_MARKS = 5  # on the axis, about
_MARGIN = 0.04  # of the width, beyond the outermost end


class Forest(NamedTuple):
    """Differences in per cent of the baseline, and the outcomes that have none."""

    drawn: html.Div
    left_out: tuple[Outcome, ...]


class _Bar(NamedTuple):
    """One row of the picture [% of the baseline]."""

    name: str
    text: str
    low: float
    middle: float
    high: float
    is_clear: bool


class _Axis(NamedTuple):
    """From where to where the picture reaches [% of the baseline]."""

    low: float
    high: float

    def at(self, value: float) -> str:
        """Return where a value lies, as a style says it."""
        return f"{100.0 * (value - self.low) / (self.high - self.low):.3f}%"

    def marks(self) -> list[float]:
        """Return round values within the picture, zero among them."""
        rough = (self.high - self.low) / _MARKS
        power = 10.0 ** floor(log10(rough))
        step = next(one for one in _STEPS if one * power >= rough * (1 - 1e-9)) * power
        return [k * step for k in range(ceil(self.low / step), floor(self.high / step) + 1)]


def forest(pair: Pair) -> Forest:
    """Draw difference and interval of each headline outcome whose baseline is more than zero."""
    found = [(outcome, _bar(outcome, row)) for outcome, row in pair.results.rows_of(pair.policy, HEADLINE_OUTCOMES)]
    bars = [bar for _, bar in found if bar is not None]
    axis = _axis(bars)
    rows, unit = html.Ul([_row(bar, axis) for bar in bars]), parts.unit(words().say("dashboard.axis.relative"))
    drawn = html.Div([_marks(axis), rows, unit] if bars else [], className="forest")
    return Forest(drawn, tuple(outcome for outcome, bar in found if bar is None))


def _bar(outcome: Outcome, row: ComparisonRow) -> _Bar | None:
    """Return the row of an outcome; None where there is no interval, or nothing to compare with."""
    middle, base = relative(row), row.baseline_mean
    if middle is None or base is None or row.interval is None:
        return None
    low, high = (100.0 * end / base for end in row.interval)
    is_clear = row.reading in ("more", "less")
    told = words().say("dashboard.relative.clear", middle=signed(middle), low=signed(low), high=signed(high))
    if not is_clear:
        reading = words().say(f"reading.{row.reading.replace(' ', '_')}")
        told = words().say("dashboard.relative.other", told=told, reading=reading)
    return _Bar(capital(label(outcome)), told, low, middle, high, is_clear)


def _axis(bars: list[_Bar]) -> _Axis:
    """Return an axis on which all bars and zero lie."""
    low, high = min((bar.low for bar in bars), default=0.0), max((bar.high for bar in bars), default=0.0)
    low, high = min(low, 0.0), max(high, 0.0)
    margin = _MARGIN * (high - low or 1.0)
    return _Axis(low - margin, high + margin)


def _row(bar: _Bar, axis: _Axis) -> html.Li:
    """A name, its numbers, and below them a bar with its dot; a hollow one where no direction stands."""
    span = html.Span(className="span", style={"left": axis.at(bar.low), "right": f"calc(100% - {axis.at(bar.high)})"})
    dot = html.Span(className=_kinds("dot", "" if bar.is_clear else "open"), style={"left": axis.at(bar.middle)})
    drawn = html.Div([span, dot], className="track", **parts.aria(hidden="true"))
    return html.Li([html.Div([html.B(bar.name), html.Br(), bar.text], className="said"), drawn])


def _kinds(*names: str) -> str:
    return " ".join(filter(None, names))


def _marks(axis: _Axis) -> html.Div:
    """Lines across the picture, each with its value at the foot."""
    lines = [
        html.Div(
            html.Span(minus(f"{mark:+,.6g}" if mark else "0")), className=_kinds("mark", "" if mark else "zero"),
            style={"left": axis.at(mark)},
        )
        for mark in axis.marks()
    ]  # fmt: skip
    return html.Div(lines, className="marks", **parts.aria(hidden="true"))
