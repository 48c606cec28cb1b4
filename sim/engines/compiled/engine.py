"""The compiled engine: two nested loops over months and steps; citizens as columns on threads."""

import numba
import numpy as np
from numpy.typing import NDArray

from sim.engines.base import COUNTED, RunResult, run_cities, run_through, settle_counts
from sim.engines.compiled import citizens as columns
from sim.engines.compiled.breach import suffer_breach
from sim.engines.compiled.protest import protest
from sim.engines.course import Checkpoint, Course, beginning, copied
from sim.model.rules.network import CELL_SIZE
from sim.model.schedule import SCHEDULE, CitizenProcess
from sim.model.state import Now, Policy, Rows, State, World

CELL_DTYPE = np.dtype([("city", "i8"), ("first", "i8"), ("end", "i8")])


class CompiledEngine:
    """Runs months over columns, on as many threads as asked for; the number changes no result."""

    name = "compiled"

    def __init__(self, threads: int = 1) -> None:
        self.threads = threads

    def run(self, world: World, policy: Policy, seed: int) -> RunResult:
        """Return the outcomes of every month."""
        return run_through(self, world, policy, seed)

    def start(self, world: World, policy: Policy, seed: int) -> Course:
        """Return a run before its first month."""
        return Course(self._settle, world, policy, beginning(world, seed))

    def resume(self, world: World, policy: Policy, checkpoint: Checkpoint) -> Course:
        """Return a run that goes on from a checkpoint of any engine, which stays as it is."""
        return Course(self._settle, world, policy, copied(checkpoint))

    def _settle(self, world: World, policy: Policy, start: Checkpoint) -> "_Population":
        return _Population(start.state, self.threads)


class _Population:
    """All citizens of a run, by cells."""

    def __init__(self, state: State, threads: int) -> None:
        available: int = numba.config.NUMBA_NUM_THREADS  # type: ignore[attr-defined]
        self.threads = min(threads, available)
        self.state = state
        # Plain arrays: a recarray takes longer to look up a name in, and to hand to compiled code.
        self.cities, self.cells = state.cities.view(np.ndarray), _cells(state.cities)
        first_of_cell = self.cities["first_citizen"][self.cells["city"]]
        self.first_cells = np.flatnonzero(self.cells["first"] == first_of_cell)  # of each city
        self.parameters: NDArray[np.void] | None = None
        self.stopped = np.zeros(len(state.citizens.weight), np.int32)

    def live(self, now: Now) -> None:
        """Live through one month."""
        numba.set_num_threads(self.threads)
        for step in SCHEDULE:
            run_cities(step, self.state, now)
            if step.citizens is not None:
                self.step(step.citizens, now)

    def gather(self) -> None:
        """Do nothing: all that a later month reads is in columns already."""

    def step(self, process: CitizenProcess, now: Now) -> None:
        """Run one citizen process and add its counts up by city."""
        names = COUNTED[process]
        counts = np.zeros((len(self.cells), len(names)), np.int64)
        self._apply(process, counts, now)
        totals = np.add.reduceat(counts, self.first_cells, axis=0)
        for k, name in enumerate(names):
            self.cities[name] = totals[:, k]
        settle_counts(process, self.state)

    def _apply(self, process: CitizenProcess, counts: NDArray[np.int64], now: Now) -> None:
        if self.parameters is None:  # one row of a table instead of a record: numba's threads take arrays only
            self.parameters = np.array([now.world.parameters])
        c, cities, cells, parameters = self.state.citizens, self.cities, self.cells, self.parameters
        if process == "become_sought":
            columns.become_sought(
                c.weight, c.sought_findable, c.sought_hidden, cells, cities, counts, now.seed, now.month
            )
        elif process == "pass_cameras":
            columns.pass_cameras(
                c.weight, c.sought_findable, c.mobility, self.stopped, cells, cities, counts, parameters,
                now.seed, now.month,
            )  # fmt: skip
        elif process == "suffer_breach":
            suffer_breach(c.weight, c.mobility, cells, cities, counts, parameters, now.seed, now.month)
        elif process == "protest":
            protest(c.weight, c.support, c.shock, cells, cities, counts, parameters, now.seed, now.month)
        else:
            columns.form_opinion(
                c.weight,
                c.anchor,
                c.support,
                c.shock,
                self.stopped,
                cells,
                cities,
                counts,
                parameters,
                now.seed,
            )


def _cells(cities: Rows) -> NDArray[np.void]:
    rows = [
        (i, first, min(first + CELL_SIZE, city.first_citizen + city.n_citizens))
        for i, city in enumerate(cities)
        for first in range(city.first_citizen, city.first_citizen + city.n_citizens, CELL_SIZE)
    ]
    return np.array(rows, CELL_DTYPE)
