"""One outcome, pair by pair: a dot for each."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from sim.model.outcomes import Outcome
from sim.present.charts.amounts import amounts_of_differences, axis_of
from sim.present.dashboard.drawings.sheet import AXIS_HEIGHT, POLICY, Figure, sheet, short, upright
from sim.present.dashboard.pair import Pair
from sim.present.words.language import words

_BINS = 36  # across the picture: dots in one of them are stacked
_LEAST, _DOT, _MOST = 110, 14, 14  # px without dots and for each level, and levels that make it higher


class Dots(NamedTuple):
    """One dot a pair."""

    figure: Figure
    axis: str  # what it counts
    text: str  # in how many pairs there is more, less, the same


def dots(pair: Pair, outcome: Outcome) -> Dots:
    """Draw the difference of each pair as a dot; dots that would hide each other are stacked."""
    differences = pair.differences(outcome)
    amounts = amounts_of_differences(outcome, [row for _, row in pair.results.rows_of(pair.policy, [outcome])])
    values = [value * amounts.factor for value in differences.values()]
    heights = _stacked(values)
    tallest = max(heights, default=1)
    said = [
        words().say("dashboard.pair", seed=seed, difference=amounts.signed(one)) for seed, one in differences.items()
    ]
    drawn = {
        "type": "scatter", "mode": "markers", "x": short(values), "y": heights,
        "marker": {"size": 11, "color": POLICY, "opacity": 0.85},
        "text": [escape(one) for one in said], "hovertemplate": "%{text}<extra></extra>",
    }  # fmt: skip
    axis = words().say("chart.axis.difference", unit=axis_of(outcome, amounts.scale))
    figure = sheet(
        _LEAST + _DOT * min(tallest, _MOST) + AXIS_HEIGHT, [drawn], {},
        {"visible": False, "range": [0, max(tallest, 6) + 1]}, shapes=[upright(0.0, "dash")],
    )  # fmt: skip
    return Dots(figure, axis, _counted(values))


def _stacked(values: Sequence[float]) -> list[int]:
    """Return at which height each dot lies: beside others of about the same value, one higher."""
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    width = (high - low) / _BINS or 1.0
    taken: dict[int, int] = {}
    heights = []
    for value in values:
        place = int((value - low) / width)
        taken[place] = taken.get(place, 0) + 1
        heights.append(taken[place])
    return heights


def _counted(differences: Sequence[float]) -> str:
    """Say how many pairs are above, below and at zero."""
    counts = {"more": sum(one > 0.0 for one in differences), "less": sum(one < 0.0 for one in differences)}
    counts["same"] = len(differences) - sum(counts.values())
    parts = [words().say(f"dashboard.counted.{name}", k=k) for name, k in counts.items() if k]
    return words().say("dashboard.counted.pairs", parts=", ".join(parts), n=len(differences))
