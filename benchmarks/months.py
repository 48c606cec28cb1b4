"""Months lived by citizens of any engine or peer, with a clock on the citizens alone."""

import time
from collections.abc import Callable
from typing import NamedTuple, Protocol

from sim.engines.month import now_at
from sim.model.schedule import SCHEDULE, CitizenProcess
from sim.model.state import Now, Policy, State, World


class Citizens(Protocol):
    """All citizens of a run."""

    @property
    def state(self) -> State:
        """Everything that changes in the run."""

    def step(self, process: CitizenProcess, now: Now) -> None:
        """Run one citizen process and add its counts up by city."""


Maker = Callable[[World, Policy, int], Citizens]


def compiled(threads: int) -> Maker:
    """Return what makes the citizens of the compiled engine on some threads."""

    def make(world: World, policy: Policy, seed: int) -> Citizens:
        from benchmarks.compiled import Compiled

        return Compiled(world, seed, threads)

    return make


def vectorised_numpy(world: World, policy: Policy, seed: int) -> Citizens:
    """Return the citizens of the numpy peer."""
    from benchmarks.vectorised_numpy import VectorisedNumpy

    return VectorisedNumpy(world, policy, seed)


def keyed_numpy(world: World, policy: Policy, seed: int) -> Citizens:
    """Return the citizens of the numpy peer with the model's own draws."""
    from benchmarks.keyed_numpy import KeyedNumpy

    return KeyedNumpy(world, policy, seed)


def plain_mesa(world: World, policy: Policy, seed: int) -> Citizens:
    """Return the citizens of the Mesa peer; only who asks for them loads Mesa, or memory would tell of it."""
    from benchmarks.plain_mesa import PlainMesa

    return PlainMesa(world, policy, seed)


def reference(world: World, policy: Policy, seed: int) -> Citizens:
    """Return the citizens of the reference engine."""
    from benchmarks.reference import Reference

    return Reference(world, policy, seed)


class Case(NamedTuple):
    """An engine or a peer to measure."""

    label: str
    make: Maker
    threads: int
    largest: int  # [citizens] that end in reasonable time
    per_round: int  # [citizen-months] that take a few tenths of a second


ONE, TWO, KEYED, NUMPY, MESA, REFERENCE = "compiled-1", "compiled-2", "keyed-numpy", "numpy", "mesa", "reference"
CASES = {
    ONE: Case("compiled engine, 1 thread", compiled(1), 1, 10_000_000, 2_000_000),
    TWO: Case("compiled engine, 2 threads", compiled(2), 2, 10_000_000, 4_000_000),
    KEYED: Case("vectorised numpy, same draws", keyed_numpy, 1, 10_000_000, 1_000_000),
    NUMPY: Case("vectorised numpy, any draws", vectorised_numpy, 1, 10_000_000, 2_000_000),
    MESA: Case("plain Mesa objects", plain_mesa, 1, 100_000, 100_000),
    REFERENCE: Case("reference engine", reference, 1, 10_000, 10_000),
}


def live(citizens: Citizens, world: World, policy: Policy, seed: int, index: int) -> float:
    """Live through one month and return the seconds that citizens took; cities are outside the clock."""
    spent, now = 0.0, now_at(world, policy, seed, index, citizens.state)
    for step in SCHEDULE:
        if step.cities is not None:
            step.cities(citizens.state, now)
        if step.citizens is not None:
            started = time.perf_counter()
            citizens.step(step.citizens, now)
            spent += time.perf_counter() - started
    return spent
