"""Compiling everything once, in two processes that fill one cache."""

import pickle

import numpy as np

from sim.engines.choice import make_engine, traits_of
from sim.engines.lifeline import start_tied
from sim.engines.month import now_at
from sim.engines.watchdog import Watchdog
from sim.model.columns import FACTOR_DTYPE, IDENTITY_DTYPE, SUPPLIER_IDENTITY_DTYPE
from sim.model.levers import DEFAULT_LEVERS, LEVER_DTYPE
from sim.model.schedule import SCHEDULE
from sim.model.state import Policy, Stage, World
from sim.numbers import cache
from sim.numbers.cache_place import VARIABLE
from sim.scenario.registry import default_parameters

# What numba raises for a file of the cache that was cut short.
_DAMAGE = (pickle.UnpicklingError, EOFError, OSError, IndexError, KeyError, ValueError, AttributeError)
_COMPILATION_S = 600.0  # at most, on the slowest machine
_COMPILE_OTHERS = """
from sim.engines.lifeline import end_with_parent
end_with_parent()
from sim.engines.compilation import compile_others
compile_others()
"""
_LAST_STEPS = -3  # of the schedule: compiled beside the citizens, so that both processes take about as long


def needs_compilation() -> bool:
    """Tell whether these sources still have to be compiled on this machine."""
    return not cache.is_filled()


def warm_up(name: str, threads: int = 1) -> None:
    """Compile everything, or load what is needed; what a damaged file of the cache held is made anew."""
    engine, is_compiled = make_engine(name, threads), traits_of(name).is_compiled
    world, policy = tiny_world()
    try:
        if is_compiled and needs_compilation():
            _compile_in_two_processes(world, policy)
            make_engine(name).run(world, policy, 0)
        engine.run(world, policy, 0)
    except _DAMAGE:  # numba leaves a truncated file in place and fails on it for ever (numba #10434)
        if not cache.drop_damaged():
            cache.clear()
        try:
            engine.run(world, policy, 0)
        except OSError as error:  # such as a full disk
            reason = f"compiled code cannot be kept: {error.strerror}; {VARIABLE} can name another folder for it"
            raise OSError(error.errno, reason, str(cache.cache_folder())) from error
    if is_compiled:
        cache.mark_filled()


def _compile_in_two_processes(world: World, policy: Policy) -> None:
    """Compile the first steps of cities and what is recorded here, what citizens do meanwhile; both fill one cache."""
    from sim.engines.recording import Recorder, Recording, record
    from sim.model.initial import initial_state

    with Watchdog(start_tied("-c", _COMPILE_OTHERS), _COMPILATION_S) as other:
        state = initial_state(world, 0)
        now = now_at(world, policy, 0, 0, state)
        for step in SCHEDULE[:_LAST_STEPS]:
            if step.cities is not None:
                step.cities(state, now)
        record(state, Recorder(world, state, Recording()).notes, 0)
        other.wait()  # if it failed, what it did not do is done, or told of, by the run that follows


def compile_others() -> None:
    """Compile the citizen processes of the compiled engine and the last steps of cities."""
    from sim.engines.compiled.aside import make_aside, survey
    from sim.engines.compiled.month import CITIZENS
    from sim.model.initial import empty_state

    world, policy = tiny_world()
    state = empty_state(world)
    now = now_at(world, policy, 0, 0, state)
    aside = make_aside(state, world.parameters, np.zeros((0, 0), np.uint8))
    survey(state, aside, 0)
    for kernels in CITIZENS.values():
        for kernel in kernels:
            kernel(state, now, aside)
    for step in SCHEDULE[_LAST_STEPS:]:
        if step.cities is not None:
            step.cities(state, now)


def tiny_world() -> tuple[World, Policy]:
    """Return a world and a policy that have everything, and little of it."""
    cities = np.zeros(2, IDENTITY_DTYPE).view(np.recarray)
    cities.code = (1, 2)
    cities.population = 100
    cities.fr_stage_start = (Stage.NONE, Stage.OPERATING)
    given = IDENTITY_DTYPE.names or ()
    for name in given[given.index("budget_rub_per_resident_year") :]:  # drawn from the parameters
        cities[name] = np.nan
    suppliers = np.ones(1, SUPPLIER_IDENTITY_DTYPE).view(np.recarray)
    suppliers.fnir_reference, suppliers.tested_month = 0.5, np.nan
    factors = np.ones((1, 2), FACTOR_DTYPE).view(np.recarray)
    levers = np.zeros((1, 2), LEVER_DTYPE).view(np.recarray)
    levers[:] = tuple(DEFAULT_LEVERS)
    distances = np.zeros((2, 2), np.int32)
    world = World(24192, 1, 10, default_parameters(), cities, ("a", "b"), ("r",), distances, suppliers, ("s",), factors)
    return world, Policy("tiny", levers, ())
