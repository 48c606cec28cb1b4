"""What a design can vary: parameters, and levers at the start."""

from typing import NamedTuple

from sim.model.levers import Lever
from sim.scenario.parts.levers import LEVER_BY_NAME, lever_value, lever_word, number_value
from sim.scenario.registry import Parameter
from sim.scenario.scenario import Scenario
from sim.scenario.text.problems import Problems, did_you_mean
from sim.scenario.text.scalars import shorten
from sim.scenario.text.tree import Node, join

Value = float | bool | str  # as a scenario file writes it: a number, true or false, a word
_NOT_VARIED = ("people_per_agent", "period", "cities", "suppliers", "events", "arms", "baseline")


class Carrier(NamedTuple):
    """A parameter or a lever of a scenario, with the value that it has there."""

    carries: Parameter | Lever
    own: Value

    @property
    def name(self) -> str:
        """Name of the parameter or lever."""
        return self.carries.name

    @property
    def is_number(self) -> bool:
        """Whether it has a range at all; switches and choices have words."""
        return isinstance(self.carries, Parameter) or self.carries.kind == "number"

    @property
    def plausible(self) -> tuple[float, float] | None:
        """The range that it carries; levers have limits and none."""
        if isinstance(self.carries, Lever) or self.carries.low == self.carries.high:
            return None
        return self.carries.low, self.carries.high

    def read(self, node: Node, path: str, problems: Problems) -> Value | None:
        """Return a value that is written for it, or note what is wrong and return nothing."""
        one = self.carries
        if isinstance(one, Parameter):
            limits = one.hard_low, one.hard_high
            return number_value(one.name, one.unit, limits, node, path, problems)
        found = lever_value(one, node, path, problems)
        return None if found is None else lever_word(one, found)


def carriers_of(scenario: Scenario) -> dict[str, Carrier]:
    """Return everything that can be varied in a scenario, by name."""
    parameters = {one.name: Carrier(one, one.value) for one in scenario.parameters}
    start = scenario.policies.start
    levers = {name: Carrier(lever, lever_word(lever, start[name])) for name, lever in LEVER_BY_NAME.items()}
    return parameters | levers


def find_carrier(name: str, node: Node, path: str, known: dict[str, Carrier], problems: Problems) -> Carrier | None:
    """Return what a key names, or note that nothing of this name can be varied."""
    if name not in known:
        hint = did_you_mean(name, known)
        what = "cannot be varied" if name in _NOT_VARIED else "is neither a parameter nor a lever"
        problems.add(node.key_place, join(path, shorten(name)), f"{what}; {hint}")
    return known.get(name)
