"""What the module can do, each with examples of its arguments: they say how an argument lies in memory."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engines.compilation import tiny_world
from sim.engines.compiled.aside import Aside, make_aside, survey
from sim.engines.compiled.month import live_months
from sim.engines.recording import Notes, Recorder, Recording
from sim.engines.web.policies import Entries, adapt, entries_of
from sim.model.initial import add_up_sought, begin, empty_state, start_citizens
from sim.model.state import Parameters, Rows, State
from sim.numbers.compiler import kernel
from sim.numbers.paired import adjusted, median_interval, student


@kernel
def set_up(
    state: State, given: Rows, p: Parameters, distances_km: NDArray[np.int32], start_month: int, seed: int
) -> None:
    """Fill the columns of a state as they are before the first month; `given` are the scenario's cities."""
    begin(state, given, p, distances_km, start_month, seed)
    start_citizens(state.citizens, state.cities, p, seed)
    add_up_sought(state)


@kernel
def live(
    state: State, suppliers: Rows, factors: Rows, levers: Rows, entries: Entries, aside: Aside, notes: Notes,
    seed: int, start: int, first: int,
) -> None:  # fmt: skip
    """Live and record months as `live_months` does; the levers of a month change where adaptive policies decide so."""
    for k in range(levers.shape[0]):
        adapt(levers[k], entries, first + k, state)
        live_months(state, suppliers, factors[k : k + 1], levers[k : k + 1], aside, notes, seed, start, first + k)


def exports() -> dict[str, tuple[Callable[..., None], tuple[Any, ...]]]:
    """Return every function of the module with arguments of the kinds that it takes."""
    world, policy = tiny_world()
    state = empty_state(world)
    notes = Recorder(world, state, Recording()).notes
    aside = make_aside(state, world.parameters, np.zeros((0, 0), np.uint8))
    entries = entries_of((), len(world.cities))
    column = np.zeros(1)
    return {
        "set_up": (set_up, (state, world.cities, world.parameters, world.distances_km, 0, 0)),
        "survey": (survey, (state, aside, 0)),
        "live": (live, (state, world.suppliers, world.factors, policy.levers, entries, aside, notes, 0, 0, 0)),
        "student": (student, (column, column, column)),
        "median_interval": (median_interval, (column, column)),
        "adjusted": (adjusted, (np.zeros((1, 1)), column)),
    }
