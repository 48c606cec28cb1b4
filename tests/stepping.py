"""Living through a month step by step, to look in between."""

from collections.abc import Iterator

import numpy as np

from sim.engines.compiled.aside import make_aside, survey
from sim.engines.compiled.month import CITIZENS
from sim.engines.month import now_at
from sim.model.initial import initial_state
from sim.model.schedule import SCHEDULE, CitizenProcess, Step
from sim.model.state import Now, Policy, State, World


def run_cities(step: Step, state: State, now: Now) -> None:
    """Run the part of a step that cities, suppliers and the nation take."""
    if step.cities is not None:
        step.cities(state, now)


class People:
    """The citizens of a run, in columns; what engines keep beside the state is settled anew."""

    def __init__(self, made: World, state: State, seed: int) -> None:
        self.state = state
        self.aside = make_aside(state, made.parameters, np.zeros((0, 0), np.uint8))
        survey(state, self.aside, seed)

    def step(self, process: CitizenProcess, now: Now) -> None:
        """Run one citizen process and add its counts up by city."""
        for kernel in CITIZENS[process]:
            kernel(self.state, now, self.aside)


def every_step(made: World, arm: Policy, seed: int) -> Iterator[tuple[str, State]]:
    """Live month by month, and yield the state after each step."""
    state = initial_state(made, seed)
    people = People(made, state, seed)
    for index in range(made.n_months):
        now = now_at(made, arm, seed, index, state)
        for step in SCHEDULE:
            run_cities(step, state, now)
            if step.citizens is not None:
                people.step(step.citizens, now)
            yield step.name, state
