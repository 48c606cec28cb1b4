"""One run on its way: it can be stopped after any month, copied, stored, and go on under another policy."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

import numpy as np

from sim.engines.recording import Recorder, Recording, RunResult, no_result
from sim.model.columns import NATION_DTYPE
from sim.model.initial import initial_state
from sim.model.state import Citizens, Policy, Row, State, World


class Checkpoint(NamedTuple):
    """A run between two months, in columns from which any engine can go on."""

    seed: int
    months: int  # lived so far
    state: State
    recorded: RunResult  # of the months lived
    recording: Recording = Recording()  # what was to be recorded


class Population(Protocol):
    """Everyone in a run, as an engine keeps them."""

    state: State  # its citizens are up to date after `gather`

    def live(self, first: int, end: int) -> None:
        """Live through the months from the first until before the end, and record them."""

    def gather(self) -> None:
        """Write to the columns of the state what is kept elsewhere."""


class Course:
    """A run under one policy; engines make it with how they settle a population."""

    def __init__(self, settle: "Settle", world: World, policy: Policy, start: Checkpoint, recording: Recording) -> None:
        """Go on from a checkpoint, whose arrays change from now on.

        Raises
        ------
        ValueError: its months were recorded otherwise.
        """
        if start.months and start.recording != recording:
            raise ValueError(f"this run recorded {start.recording}; it cannot go on with {recording}")
        self._settle = settle
        self._world = world
        self._policy = policy
        self._seed = start.seed
        self._recording = recording
        self._recorder = Recorder(world, start.state, recording, start.recorded)
        self._population = settle(world, policy, start, self._recorder)
        self.months = start.months  # lived so far

    @property
    def state(self) -> State:
        """The state after the last month lived, to be looked at."""
        self._population.gather()
        return self._population.state

    def advance(self, months: int) -> None:
        """Live on until so many months of the world are lived."""
        if months > self.months:
            self._population.live(self.months, months)
            self.months = months

    def branch(self, policy: Policy) -> "Course":
        """Return a course of its own with the same past and another policy."""
        return Course(self._settle, self._world, policy, self.checkpoint(), self._recording)

    def checkpoint(self) -> Checkpoint:
        """Return a copy that later months do not change."""
        recorded = RunResult._make(part.copy() for part in self.result())
        return Checkpoint(self._seed, self.months, copy_state(self.state), recorded, self._recording)

    def result(self) -> RunResult:
        """Return the outcomes of the months lived."""
        return self._recorder.result(self.months)


# Makes a population of a checkpoint, whose arrays it takes over.
Settle = Callable[[World, Policy, Checkpoint, Recorder], Population]


class Engine(Protocol):
    """Runs one policy in one world with one seed, all at once or in steps."""

    name: str

    def run(self, world: World, policy: Policy, seed: int) -> RunResult:
        """Return the outcomes of every month."""

    def start(self, world: World, policy: Policy, seed: int) -> Course:
        """Return a run before its first month."""

    def resume(self, world: World, policy: Policy, checkpoint: Checkpoint) -> Course:
        """Return a run that goes on from a checkpoint of any engine, which stays as it is."""


def run_through(engine: Engine, world: World, policy: Policy, seed: int) -> RunResult:
    """Live through all months of one run."""
    course = engine.start(world, policy, seed)
    course.advance(world.n_months)
    return course.result()


def beginning(world: World, seed: int, recording: Recording) -> Checkpoint:
    """Return a run before its first month."""
    return Checkpoint(seed, 0, initial_state(world, seed), no_result(world, recording))


def copied(checkpoint: Checkpoint) -> Checkpoint:
    """Return a checkpoint whose state is its own."""
    return checkpoint._replace(state=copy_state(checkpoint.state))


def copy_state(state: State) -> State:
    """Return a state of its own; the weights of pairs of cities, which no month changes, are shared."""
    return state._replace(
        citizens=Citizens._make(column.copy() for column in state.citizens),
        cities=state.cities.copy(),
        suppliers=state.suppliers.copy(),
        nation=as_nation(state.nation),
        levers=state.levers.copy(),
        factors=state.factors.copy(),
        published=state.published.copy(),
    )


def as_nation(row: Row) -> Row:
    """Return a nation with these fields; a row of a table, as kernels know it, not a scalar."""
    return np.array([row], NATION_DTYPE).view(np.recarray)[0]
