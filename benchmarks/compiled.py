"""The citizens of the compiled engine, process by process, on some threads."""

import numpy as np

from sim.engines.compiled.aside import make_aside, survey
from sim.engines.compiled.month import CITIZENS
from sim.engines.compiled.threads import Threads
from sim.model.initial import initial_state
from sim.model.schedule import CitizenProcess
from sim.model.state import Now, World


class Compiled:
    """Steps the citizens in columns one process at a time."""

    def __init__(self, world: World, seed: int, threads: int) -> None:
        self.state = initial_state(world, seed)
        self._aside = make_aside(self.state, world.parameters, np.zeros((0, 0), np.uint8))
        survey(self.state, self._aside, seed)
        self._threads = Threads(threads) if threads > 1 else None

    def step(self, process: CitizenProcess, now: Now) -> None:
        """Run one citizen process and add its counts up by city."""
        if self._threads is not None:
            self._threads.step(process, self.state, now, self._aside)
        else:
            for kernel in CITIZENS[process]:
                kernel(self.state, now, self._aside)
