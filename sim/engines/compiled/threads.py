"""Months of large populations on several threads: cells in parts, which depend on nobody outside them.

Counts are integers by cell, so neither the number of threads nor their order can change a result.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from sim.engines.compiled.aside import Aside, survey
from sim.engines.compiled.month import CITIZENS
from sim.engines.month import now_at
from sim.engines.recording import Notes, record
from sim.model.initial import begin_world, empty_state, start_citizens, with_sought
from sim.model.schedule import SCHEDULE, CitizenProcess
from sim.model.state import Now, Policy, State, World

_PARTS_OF_A_THREAD = 8  # so that one that has less to do takes another
_CITIZENS_OF_A_PART = 250_000  # at least: to hand a part over takes time as well


class Threads:
    """Workers inside this process; compiled code lets them run at the same time."""

    def __init__(self, n_threads: int) -> None:
        self._n_threads = n_threads
        self._pool = ThreadPoolExecutor(n_threads)

    def begin(self, world: World, seed: int) -> State:
        """Return the state before the first month."""
        state, p = empty_state(world), world.parameters
        begin_world(state, world, seed)
        n = len(state.cities)
        self._each(
            lambda i: start_citizens(state.citizens, state.cities[i : i + 1], p, seed),
            sorted(range(n), key=lambda i: -int(state.cities.n_citizens[i])),
        )
        return with_sought(state)

    def survey(self, state: State, aside: Aside, seed: int) -> None:
        """Find bounds for each cell, and everybody's lasting contacts."""
        self._each(lambda part: survey(state, part, seed), self._parts(aside))

    def live_months(
        self, state: State, world: World, policy: Policy, aside: Aside, notes: Notes, seed: int, first: int, end: int
    ) -> None:
        """Live and record the months from the first until before the end."""
        for index in range(first, end):
            now = now_at(world, policy, seed, index, state)
            for step in SCHEDULE:
                if step.cities is not None:
                    step.cities(state, now)
                if step.citizens is not None:
                    self.step(step.citizens, state, now, aside)
            record(state, notes, index)

    def step(self, process: CitizenProcess, state: State, now: Now, aside: Aside) -> None:
        """Run one citizen process and add its counts up by city."""
        in_cells, add_up = CITIZENS[process]
        self._each(lambda part: in_cells(state, now, part), self._parts(aside))
        add_up(state, now, aside)

    def _parts(self, aside: Aside) -> list[Aside]:
        most = max(self._n_threads, len(aside.stopped) // _CITIZENS_OF_A_PART)
        n_parts = min(len(aside.cells), self._n_threads * _PARTS_OF_A_THREAD, most)
        bounds = [len(aside.cells) * k // n_parts for k in range(n_parts + 1)]
        return [
            aside._replace(cells=aside.cells[start:end], counts=aside.counts[start:end])
            for start, end in zip(bounds, bounds[1:], strict=False)
        ]

    def _each(self, work: Callable[..., None], parts: Iterable[object]) -> None:
        list(self._pool.map(work, parts))
