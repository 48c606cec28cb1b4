"""What a hint sees, and what it says."""

from typing import Any, NamedTuple

from numpy.typing import NDArray

from sim.model.state import World
from sim.scenario.parts.schedule import ScheduledArm
from sim.scenario.text.months import format_month
from sim.scenario.text.problems import Place
from sim.scenario.text.tree import Node
from sim.scenario.world import Parts


class Checked(NamedTuple):
    """A scenario without mistakes: as written, and as read."""

    tree: Node
    parts: Parts
    baseline: str
    world: World
    arms: dict[str, ScheduledArm]  # the baseline first

    def under(self, *steps: str) -> dict[str, Node]:
        """Return what is written under a key, by key or number; nothing where it is left out."""
        node: Node | None = self.tree
        for step in steps:
            node = None if node is None else node.child(step)
        return {} if node is None else node.entries()

    def values(self, arm: ScheduledArm, lever: str) -> NDArray[Any]:
        """Return what an arm sets a lever to, shape (n_months, n_cities)."""
        column = arm.columns.get(lever) or self.parts.setting.column(lever)
        return column.values

    def month(self, index: int) -> str:
        """Return a month of the period as YYYY-MM."""
        return format_month(self.parts.setting.period.start + index)


class Hint(NamedTuple):
    """A warning: where, about what, and what it says."""

    place: Place
    path: str
    message: str


def line_of(other: Place, place: Place) -> str:
    """Return how a message at one place names another.

    Examples
    --------
    >>> line_of(Place("a.yaml", 3, 1), Place("a.yaml", 9, 1)), line_of(Place("b.yaml", 3, 1), Place("a.yaml", 9, 1))
    ('line 3', 'b.yaml:3:1')
    """
    return f"line {other.line}" if other.file == place.file and other.line else str(other)


def some(words: list[str], at_most: int = 5) -> str:
    """Return a few words of a list, and that there are more.

    Examples
    --------
    >>> some(["a", "b", "c"], 2)
    'a, b, ...'
    """
    return ", ".join(words[:at_most]) + (", ..." if len(words) > at_most else "")
