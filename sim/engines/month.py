"""The schedule as one compiled function. An engine needs this file and its citizen processes, and no other order."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from sim.model.processes.govern import levers_of
from sim.model.schedule import SCHEDULE, CitizenProcess
from sim.model.state import Now, Policy, Rows, State, World
from sim.numbers.compiler import in_turn, read_only

Kernel = Callable[..., None]


def month_of(citizens: Mapping[CitizenProcess, Sequence[Kernel]]) -> Any:
    """Return what lives a month inside compiled code: called with the state, `Now` and what an engine keeps aside.

    Kernels of citizen processes take these three, those of cities the first two.
    """
    kernels: list[Kernel] = []
    for step in SCHEDULE:
        if step.cities is not None:
            kernels.append(step.cities)
        if step.citizens is not None:
            kernels.extend(citizens[step.citizens])
    return in_turn(kernels)


def now_at(world: World, policy: Policy, seed: int, index: int, state: State) -> Now:
    """Return where a run is in a month; adaptive policies decide from what the state says was published."""
    levers, factors = script(world, policy, state, index, index + 1)
    month = world.start_month + index
    return Now(world.parameters, read_only(world.suppliers), factors[0], levers[0], seed, index, month)


def script(world: World, policy: Policy, state: State, first: int, end: int) -> tuple[Rows, Rows]:
    """Return levers and factors of some months, shape (n_months, n_cities); a month with adaptive policies is alone."""
    levers = policy.levers[first:end]
    if end == first + 1:
        levers = levers_of(policy, first, state.published, state.nation)[np.newaxis]
    return read_only(levers), read_only(world.factors[first:end])
