"""Choosing an engine by name, and compiling it once."""

import pickle

import numpy as np

from sim import compiled_cache
from sim.engines.base import Engine, run_cities
from sim.engines.lifeline import start_tied
from sim.engines.watchdog import Watchdog
from sim.model.columns import FACTOR_DTYPE, IDENTITY_DTYPE, SUPPLIER_IDENTITY_DTYPE
from sim.model.levers import DEFAULT_LEVERS, LEVER_DTYPE
from sim.model.schedule import CITIZEN_PROCESSES, SCHEDULE
from sim.model.state import Now, Policy, Stage, World
from sim.scenario.registry import default_parameters

ENGINES = ("compiled", "reference")
_COMPILATION_S = 600.0  # at most, on the slowest machine
_COMPILE_OTHERS = """
from sim.engines.lifeline import end_with_parent
end_with_parent()
from sim.engines.choice import compile_others
compile_others()
"""
_LAST_STEPS = -6  # of the schedule: compiled beside the citizens, so that both processes take about as long


def make_engine(name: str, threads: int = 1) -> Engine:
    """Return the engine of that name; only the compiled one uses threads.

    Raises
    ------
    ValueError: no engine has that name.
    """
    if name == "compiled":
        from sim.engines.compiled.engine import CompiledEngine

        return CompiledEngine(threads)
    if name == "reference":
        from sim.engines.reference.engine import ReferenceEngine

        return ReferenceEngine()
    raise ValueError(f"no engine {name!r}; there are {', '.join(ENGINES)}")


def needs_compilation() -> bool:
    """Tell whether these sources still have to be compiled on this machine."""
    return not compiled_cache.is_filled()


def warm_up(name: str) -> None:
    """Compile everything, or load it; a cache that was cut short is removed and made anew."""
    engine = make_engine(name)
    world, policy = _tiny_world()
    try:
        if name == "compiled" and needs_compilation():
            _compile_in_two_processes(world, policy)
        engine.run(world, policy, 0)
    except (pickle.UnpicklingError, EOFError, OSError, IndexError, KeyError, ValueError, AttributeError):
        # numba leaves a truncated file in place and fails on it for ever (numba #10434).
        compiled_cache.clear()
        engine.run(world, policy, 0)
    if name == "compiled":
        compiled_cache.mark_filled()


def _compile_in_two_processes(world: World, policy: Policy) -> None:
    """Compile the first steps of cities here, what citizens do and the last steps meanwhile; both fill one cache."""
    from sim.model.initial import initial_state

    state, now = initial_state(world, 0), Now(world, policy, 0, 0)
    with Watchdog(start_tied("-c", _COMPILE_OTHERS), _COMPILATION_S) as other:
        for step in SCHEDULE[:_LAST_STEPS]:
            run_cities(step, state, now)
        other.wait()  # if it failed, what it did not do is done, or told of, by the run that follows


def compile_others() -> None:
    """Compile the citizen processes of the compiled engine and the last steps of cities, over empty columns."""
    from sim.engines.compiled.engine import _Population
    from sim.model.initial import empty_state

    world, policy = _tiny_world()
    state, now = empty_state(world), Now(world, policy, 0, 0)
    population = _Population(state, 1)
    for process in CITIZEN_PROCESSES:
        population.step(process, now)
    for step in SCHEDULE[_LAST_STEPS:]:
        run_cities(step, state, now)


def _tiny_world() -> tuple[World, Policy]:
    cities = np.zeros(2, IDENTITY_DTYPE).view(np.recarray)
    cities.code = (1, 2)
    cities.population = 100
    cities.fr_stage_start = (Stage.NONE, Stage.OPERATING)
    given = IDENTITY_DTYPE.names or ()
    for name in given[given.index("budget_rub_per_resident_year") :]:  # drawn from the parameters
        cities[name] = np.nan
    suppliers = np.ones(1, SUPPLIER_IDENTITY_DTYPE).view(np.recarray)
    suppliers.fnir_reference = 0.5
    factors = np.ones((1, 2), FACTOR_DTYPE).view(np.recarray)
    levers = np.zeros((1, 2), LEVER_DTYPE).view(np.recarray)
    levers[:] = tuple(DEFAULT_LEVERS)
    distances = np.zeros((2, 2), np.int32)
    for array in (cities, suppliers, factors, distances):
        array.setflags(write=False)  # as in a scenario's world: numba compiles the two kinds apart
    world = World(24192, 1, 10, default_parameters(), cities, ("a", "b"), ("r",), distances, suppliers, ("s",), factors)
    return world, Policy("tiny", levers, ())
