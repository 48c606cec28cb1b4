"""How large the differences of all headline outcomes are, in per cent of the baseline."""

from html import escape
from typing import NamedTuple

from sim.experiments.store.schema import ComparisonRow
from sim.model.outcomes import Outcome
from sim.present.changes import label, relative
from sim.present.charts.amounts import signed
from sim.present.charts.notes import capital
from sim.present.dashboard.drawings.sheet import AXIS_HEIGHT, POLICY, Figure, sheet, short, upright
from sim.present.dashboard.pair import Pair
from sim.present.sentences import HEADLINE_OUTCOMES
from sim.present.words.language import words

_ROW = 66  # px: two lines of text, and the bar below them


class Forest(NamedTuple):
    """Differences in per cent of the baseline, and the outcomes that have none."""

    figure: Figure
    spoken: str
    left_out: tuple[Outcome, ...]


class _Bar(NamedTuple):
    """One row of the picture [% of the baseline]."""

    name: str
    text: str
    low: float
    middle: float
    high: float
    is_clear: bool


def forest(pair: Pair) -> Forest:
    """Draw difference and interval of each headline outcome whose baseline is more than zero."""
    found = [(outcome, _bar(outcome, row)) for outcome, row in pair.results.rows_of(pair.policy, HEADLINE_OUTCOMES)]
    bars = [bar for _, bar in found if bar is not None]
    figure = sheet(
        _ROW * len(bars) + AXIS_HEIGHT,
        [_drawn(bar, place) for place, bar in enumerate(bars)],
        {"title": {"text": words().say("dashboard.axis.relative")}},
        {"visible": False, "range": [0.75 - len(bars), 0.75]},
        annotations=[_written(bar, place) for place, bar in enumerate(bars)],
        shapes=[upright(0.0, "dash")],
    )
    spoken = "; ".join(f"{bar.name}: {bar.text}" for bar in bars)
    return Forest(figure, spoken, tuple(outcome for outcome, bar in found if bar is None))


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


def _drawn(bar: _Bar, place: int) -> Figure:
    """A bar with its dot; a hollow one where no direction stands."""
    symbols = ["line-ns", "circle" if bar.is_clear else "circle-open", "line-ns"]
    edge = {"width": 2, "color": POLICY}
    return {
        "type": "scatter", "mode": "lines+markers", "x": short((bar.low, bar.middle, bar.high)), "y": [-place] * 3,
        "line": {"color": POLICY, "width": 3}, "hovertemplate": f"{escape(f'{bar.name}: {bar.text}')}<extra></extra>",
        "marker": {"size": [0, 13, 0], "color": POLICY, "symbol": symbols, "line": edge, "opacity": 1},
    }  # fmt: skip


def _written(bar: _Bar, place: int) -> Figure:
    return {
        "x": 0, "xref": "paper", "xanchor": "left", "y": -place, "yshift": 10, "yanchor": "bottom", "align": "left",
        "showarrow": False, "text": f"<b>{escape(bar.name)}</b><br>{escape(bar.text)}",
    }  # fmt: skip
