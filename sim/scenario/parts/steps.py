"""What an arm does to the levers, step by step: its own entries, and the arms that it uses."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.levers import Lever
from sim.scenario.parts.period import MonthSpan
from sim.scenario.text.problems import Place


class Column(NamedTuple):
    """One lever of one arm."""

    values: NDArray[Any]  # (n_months, n_cities)
    touched: NDArray[np.bool_]  # (n_months, n_cities) where the arm sets it


class LeverStep(NamedTuple):
    """An entry that sets one lever."""

    place: Place
    path: str
    lever: Lever
    value: float | bool
    span: MonthSpan
    target: NDArray[np.bool_]  # (n_cities,)
    ramp_months: int | None
    ends: bool  # whether the entry has a `to:`

    def sets(self, name: str) -> bool:
        """Return whether the step sets a lever at all."""
        return name == self.lever.name

    def covers(self, name: str, month: int) -> bool:
        """Return whether the step sets a lever in a month."""
        return self.sets(name) and self.span.first <= month <= self.span.last

    def apply(self, values: NDArray[Any], name: str) -> None:
        """Set a lever's values, shape (n_months, n_cities)."""
        if self.sets(name):
            values[self.span.months, self.target] = self._ramp(values[max(self.span.first - 1, 0), self.target])

    def _ramp(self, before: Any) -> Any:
        """Return the values of the span's months, shape (n_months, n_target), given those of the month before.

        The first month goes 1/ramp_months of the way from the month before; the last one arrives.
        """
        if self.ramp_months is None:
            return self.value
        month = np.arange(self.span.months.start, self.span.months.stop)
        done = np.minimum((month - self.span.first + 1) / self.ramp_months, 1.0)[:, np.newaxis]
        return np.where(done == 1.0, self.value, before + (self.value - before) * done)


class UseStep(NamedTuple):
    """Everything that another arm sets."""

    place: Place
    path: str
    columns: Mapping[str, Column]  # the other arm's, by lever

    def sets(self, name: str) -> bool:
        """Return whether the step sets a lever at all."""
        return name in self.columns and bool(self.columns[name].touched.any())

    def covers(self, name: str, month: int) -> bool:
        """Return whether the step sets a lever in a month."""
        return name in self.columns and bool(self.columns[name].touched[month].any())

    def apply(self, values: NDArray[Any], name: str) -> None:
        """Set a lever's values, shape (n_months, n_cities)."""
        if name in self.columns:
            theirs, touched = self.columns[name]
            values[touched] = theirs[touched]


Step = LeverStep | UseStep
