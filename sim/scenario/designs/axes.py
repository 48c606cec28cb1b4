"""One number that a design varies: from where to where, or through which values."""

from typing import Any, NamedTuple

import numpy as np

from sim.scenario.designs.carriers import Carrier, Value
from sim.scenario.designs.forms import OWN_RANGE, LevelsForm, RangeForm
from sim.scenario.designs.space import Space, Vectors, space_between
from sim.scenario.parts.sections import read_section
from sim.scenario.text.problems import Problems
from sim.scenario.text.scalars import describe
from sim.scenario.text.tree import Node, join

_DIGITS = 12  # of a value between the ends, so that every machine writes the same


class Axis(NamedTuple):
    """A number that is varied within its range."""

    carrier: Carrier
    low: float
    high: float

    @property
    def about(self) -> dict[str, Any]:
        """The range as the record keeps it."""
        return {"low": self.low, "high": self.high, "scale": "log" if bool(self.space.log[0]) else "linear"}

    @property
    def space(self) -> Space:
        """The range alone, as a space of one number."""
        own = float(self.carrier.own)
        return space_between([self.carrier.name], [self.low], [self.high], [own])


def read_axis(carrier: Carrier, node: Node, path: str, problems: Problems) -> Axis | None:
    """Return a range, or note what is wrong and return nothing."""
    if not carrier.is_number:
        problems.add(node.place, path, "has no range, since it is not a number; vary it in a list or a grid")
        return None
    if node.value == OWN_RANGE:
        return _between(carrier, RangeForm(), node, path, problems)
    if not isinstance(node.value, dict):
        message = f"must be '{OWN_RANGE}' or a mapping such as {{low: 0.1, high: 0.5}}; got {describe(node.plain())}"
        problems.add(node.place, path, message)
        return None
    form = read_section(node, RangeForm, path, problems, carrier.carries.unit)
    return None if form is None else _between(carrier, form, node, path, problems)


def read_values(carrier: Carrier, node: Node, path: str, problems: Problems) -> list[Value]:
    """Return the values of a grid's axis, listed or in steps; those that are wrong are noted and left out."""
    if isinstance(node.value, dict) and carrier.is_number:
        return _steps(carrier, node, path, problems)
    if not isinstance(node.value, list) or not node.value:
        steps = ", or steps such as {low: 0.1, high: 0.5, levels: 3}" if carrier.is_number else ""
        problems.add(node.place, path, f"must be a list of values{steps}; got {describe(node.plain())}")
        return []
    found: list[Value] = []
    for key, child in node.entries().items():
        value = carrier.read(child, join(path, key), problems)
        if value is not None and value in found:
            problems.add(child.place, join(path, key), f"is {describe(child.plain())} a second time; leave one out")
        elif value is not None:
            found.append(value)
    return found


def at_shares(axes: list[Axis], shares: Vectors) -> list[dict[str, Value]]:
    """Return the values at points of the unit cube, (n_points, n_axes)."""
    names, lows, highs, owns = zip(*((a.carrier.name, a.low, a.high, float(a.carrier.own)) for a in axes), strict=True)
    space = space_between(names, lows, highs, owns)
    ends = dict(zip(names, zip(lows, highs, strict=True), strict=True))
    return [{name: _plain(value, *ends[name]) for name, value in space.values(row).items()} for row in shares]


def _steps(carrier: Carrier, node: Node, path: str, problems: Problems) -> list[Value]:
    form = read_section(node, LevelsForm, path, problems, carrier.carries.unit)
    axis = None if form is None else _between(carrier, form, node, path, problems)
    if form is None or axis is None:
        return []
    shares = np.linspace(0.0, 1.0, form.levels)[:, np.newaxis]
    return [point[carrier.name] for point in at_shares([axis], shares)]


def _between(carrier: Carrier, form: RangeForm, node: Node, path: str, problems: Problems) -> Axis | None:
    """Return the range with its ends, each within the limits, the lower one first."""
    plausible = carrier.plausible
    if plausible is None and (form.low is None or form.high is None):
        problems.add(node.place, path, "carries no range of its own; give low and high")
        return None
    ends = []
    for number, key in enumerate(("low", "high")):
        given = node.child(key)
        end = (
            plausible[number]
            if given is None and plausible
            else carrier.read(node.deepest(key), join(path, key), problems)
        )
        ends.append(end)
    low, high = ends
    if low is None or high is None:
        return None
    if not float(low) < float(high):
        problems.add(node.place, path, f"has low {low:g} and high {high:g}; low must be below high")
        return None
    return Axis(carrier, float(low), float(high))


def _plain(value: float, low: float, high: float) -> float:
    """Return a number with as many digits as every machine agrees on, within its range.

    Examples
    --------
    >>> _plain(0.12345678901234567, 0.0, 1.0), _plain(1 / 3, 1 / 3, 1.0) == 1 / 3
    (0.123456789012, True)
    """
    return value if value in (low, high) else min(max(float(f"{value:.{_DIGITS}g}"), low), high)
