"""What arms set, by month and city: only the levers that each one touches, until all are asked for."""

from collections.abc import Iterator, Mapping
from copy import copy
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.levers import LEVER_DTYPE
from sim.model.state import Adaptive, Policy
from sim.scenario.parts.cities import CityTable
from sim.scenario.parts.forms import Period
from sim.scenario.parts.steps import Column, Step
from sim.scenario.text.tree import Node

Shape = tuple[int, int]  # (n_months, n_cities)


class Setting(NamedTuple):
    """What all arms share: the period, the cities, the levers at the start, and the other arms."""

    period: Period
    table: CityTable
    start: dict[str, float | bool]
    arms: dict[str, Node]

    @property
    def shape(self) -> Shape:
        """Months and cities."""
        return self.period.end - self.period.start + 1, len(self.table.cities)

    def column(self, lever: str) -> Column:
        """Return a lever as it is at the start, in every month and city."""
        values = np.full(self.shape, self.start[lever], LEVER_DTYPE[lever])
        return Column(values, np.zeros(self.shape, np.bool_))


class ScheduledArm(NamedTuple):
    """What an arm sets, and its canonical form; levers without a column stay as at the start."""

    columns: dict[str, Column]
    adaptive: list[Adaptive]
    resolved: list[dict[str, Any]]
    steps: list[Step]  # in the order of the file


class Policies(Mapping[str, Policy]):
    """The policies of a scenario by arm; a table of all levers is made when its policy is asked for.

    Tables of many arms, cities and months do not fit into memory together, and few are used at a time.
    """

    def __init__(self, setting: Setting, arms: Mapping[str, ScheduledArm]) -> None:
        self.setting = setting
        self._values = {
            name: {lever: column.values for lever, column in arm.columns.items()} for name, arm in arms.items()
        }
        self._adaptive = {name: tuple(arm.adaptive) for name, arm in arms.items()}

    @property
    def start(self) -> dict[str, float | bool]:
        """The levers in force at the start."""
        return self.setting.start

    def __getitem__(self, name: str) -> Policy:
        """Return the policy of an arm.

        Raises
        ------
        KeyError: there is no such arm.
        """
        levers = np.zeros(self.setting.shape, LEVER_DTYPE).view(np.recarray)
        for lever, value in {**self.start, **self.columns(name)}.items():
            levers[lever] = value
        return Policy(name, levers, self.adaptive(name))

    @property
    def n_months(self) -> int:
        """Months of the period."""
        return self.setting.shape[0]

    def columns(self, name: str) -> Mapping[str, NDArray[Any]]:
        """Return the levers that an arm sets, each of shape (n_months, n_cities)."""
        return self._values[name]

    def adaptive(self, name: str) -> tuple[Adaptive, ...]:
        """Return what adapts the levers of an arm."""
        return self._adaptive[name]

    def with_adaptive(self, name: str, entries: tuple[Adaptive, ...]) -> "Policies":
        """Return the policies with other entries that adapt an arm; its scheduled levers stay."""
        made = copy(self)
        made._adaptive = self._adaptive | {name: entries}
        return made

    def rescheduled(self, setting: Setting, arms: Mapping[str, ScheduledArm]) -> "Policies":
        """Return the policies with other levers at the start; what adapts them stays."""
        made = Policies(setting, arms)
        made._adaptive = self._adaptive
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)
