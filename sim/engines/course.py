"""One run on its way: it can be stopped after any month, copied, stored, and go on under another policy."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

import numpy as np

from sim.engines.base import Recorder, RunResult
from sim.model.columns import NATION_DTYPE
from sim.model.initial import initial_state
from sim.model.state import Citizens, Now, Policy, Row, State, World


class Checkpoint(NamedTuple):
    """A run between two months, in columns from which any engine can go on."""

    seed: int
    months: int  # lived so far
    state: State
    recorded: RunResult  # of the months lived


class Population(Protocol):
    """Everyone in a run, as an engine keeps them."""

    state: State  # its citizens are up to date after `gather`

    def live(self, now: Now) -> None:
        """Live through one month."""

    def gather(self) -> None:
        """Write to the columns of the state what is kept elsewhere."""


Settle = Callable[[World, Policy, Checkpoint], Population]  # takes the checkpoint's arrays over


class Course:
    """A run under one policy; engines make it with how they settle a population."""

    def __init__(self, settle: Settle, world: World, policy: Policy, start: Checkpoint) -> None:
        """Go on from a checkpoint, whose arrays change from now on."""
        self._settle = settle
        self._world = world
        self._policy = policy
        self._seed = start.seed
        self._recorder = Recorder(world, start.recorded)
        self._population = settle(world, policy, start)
        self.months = start.months  # lived so far

    @property
    def state(self) -> State:
        """The state after the last month lived, to be looked at."""
        self._population.gather()
        return self._population.state

    def advance(self, months: int) -> None:
        """Live on until so many months of the world are lived."""
        for index in range(self.months, months):
            self._population.live(Now(self._world, self._policy, self._seed, index))
            self._recorder.record(self._population.state, index)
            self.months = index + 1

    def branch(self, policy: Policy) -> "Course":
        """Return a course of its own with the same past and another policy."""
        return Course(self._settle, self._world, policy, self.checkpoint())

    def checkpoint(self) -> Checkpoint:
        """Return a copy that later months do not change."""
        recorded = RunResult(*(part.copy() for part in self.result()))
        return Checkpoint(self._seed, self.months, copy_state(self.state), recorded)

    def result(self) -> RunResult:
        """Return the outcomes of the months lived."""
        return RunResult(*(part[: self.months] for part in self._recorder.result()))


def beginning(world: World, seed: int) -> Checkpoint:
    """Return a run before its first month."""
    nothing = RunResult(*(part[:0] for part in Recorder(world).result()))
    return Checkpoint(seed, 0, initial_state(world, seed), nothing)


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
