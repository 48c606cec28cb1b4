"""What an arm does to the levers, step by step: its own entries, and the arms that it uses."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.levers import Lever
from sim.model.state import Rows
from sim.scenario.parts.period import MonthSpan
from sim.scenario.text.problems import Place


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

    def apply(self, values: Rows, name: str) -> None:
        """Set a lever's values, shape (n_months, n_cities)."""
        if self.sets(name):
            values[self.span.months, self.target] = self._ramp(values[:, self.target])

    def _ramp(self, before: Any) -> Any:
        """Return the values of the span's months, shape (n_months, n_target).

        The first month goes 1/ramp_months of the way from the month before; the last one arrives.
        """
        if self.ramp_months is None:
            return self.value
        month = np.arange(self.span.months.start, self.span.months.stop)
        done = np.minimum((month - self.span.first + 1) / self.ramp_months, 1.0)[:, np.newaxis]
        base = before[max(self.span.first - 1, 0)]
        return np.where(done == 1.0, self.value, base + (self.value - base) * done)


class UseStep(NamedTuple):
    """Everything that another arm sets."""

    place: Place
    path: str
    levers: Rows  # (n_months, n_cities) of LEVER_DTYPE, the other arm's
    touched: Rows  # (n_months, n_cities) of TOUCHED_DTYPE

    def sets(self, name: str) -> bool:
        """Return whether the step sets a lever at all."""
        return bool(self.touched[name].any())

    def covers(self, name: str, month: int) -> bool:
        """Return whether the step sets a lever in a month."""
        return bool(self.touched[name][month].any())

    def apply(self, values: Rows, name: str) -> None:
        """Set a lever's values, shape (n_months, n_cities)."""
        mine = self.touched[name]
        values[mine] = self.levers[name][mine]


Step = LeverStep | UseStep
