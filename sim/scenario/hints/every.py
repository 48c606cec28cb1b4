"""Every hint there is, in the order in which warnings are told."""

from collections.abc import Callable, Iterator
from itertools import islice

from sim.scenario.hints.arms import equal_arms
from sim.scenario.hints.checked import Checked, Hint
from sim.scenario.hints.coordinates import shared_coordinates, swapped_coordinates
from sim.scenario.hints.entries import entries
from sim.scenario.hints.events import idle_events
from sim.scenario.hints.leaders import several_leaders
from sim.scenario.hints.residents import few_agents, in_thousands, stages_without_cameras
from sim.scenario.hints.targets import targets

HINTS: tuple[Callable[[Checked], Iterator[Hint]], ...] = (
    in_thousands,
    stages_without_cameras,
    few_agents,
    swapped_coordinates,
    shared_coordinates,
    several_leaders,
    idle_events,
    targets,
    entries,
    equal_arms,
)


MAX_ALIKE = 10  # warnings of one kind; more are only counted


def hints_about(checked: Checked) -> Iterator[Hint]:
    """Say what cannot have been meant; a new kind is one more function in `HINTS`."""
    for give in HINTS:
        hints = give(checked)
        shown = list(islice(hints, MAX_ALIKE))
        yield from shown
        if more := sum(1 for _ in hints):
            yield shown[-1]._replace(message=f"and {more} more warnings of this kind")
