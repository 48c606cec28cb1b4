"""The compiled engine: two nested loops over months and steps; citizens as columns on threads."""

import numba
import numpy as np
from numpy.typing import NDArray

from sim.engines.base import COUNTED, Recorder, RunResult, run_cities, settle_counts
from sim.engines.compiled import citizens as columns
from sim.engines.compiled.protest import protest
from sim.model.initial import initial_state
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
        available: int = numba.config.NUMBA_NUM_THREADS  # type: ignore[attr-defined]
        numba.set_num_threads(min(self.threads, available))
        state = initial_state(world, seed)
        population = _Population(state)
        recorder = Recorder(world)
        for index in range(world.n_months):
            now = Now(world, policy, seed, index)
            for step in SCHEDULE:
                run_cities(step, state, now)
                if step.citizens is not None:
                    population.step(step.citizens, now)
            recorder.record(state, index)
        return recorder.result()


class _Population:
    """All citizens of a run, by cells."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.cells = _cells(state.cities)
        self.stopped = np.zeros(len(state.citizens.weight), np.int32)

    def step(self, process: CitizenProcess, now: Now) -> None:
        """Run one citizen process and add its counts up by city."""
        names = COUNTED[process]
        counts = np.zeros((len(self.cells), len(names)), np.int64)
        self._apply(process, counts, now)
        first_cells = np.flatnonzero(self.cells.first == self.state.cities.first_citizen[self.cells.city])
        totals = np.add.reduceat(counts, first_cells, axis=0)
        for k, name in enumerate(names):
            self.state.cities[name] = totals[:, k]
        settle_counts(process, self.state)

    def _apply(self, process: CitizenProcess, counts: NDArray[np.int64], now: Now) -> None:
        c, cities, cells = self.state.citizens, self.state.cities, self.cells
        # One row of a table instead of a record: numba's threads take arrays only.
        parameters = np.array([now.world.parameters]).view(np.recarray)
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
            columns.suffer_breach(c.weight, c.mobility, cells, cities, counts, parameters, now.seed, now.month)
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


def _cells(cities: Rows) -> Rows:
    rows = [
        (i, first, min(first + CELL_SIZE, city.first_citizen + city.n_citizens))
        for i, city in enumerate(cities)
        for first in range(city.first_citizen, city.first_citizen + city.n_citizens, CELL_SIZE)
    ]
    return np.array(rows, CELL_DTYPE).view(np.recarray)
