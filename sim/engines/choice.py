"""Choosing an engine by name, and compiling it once."""

import pickle

import numpy as np

from sim import compiled_cache
from sim.engines.base import Engine
from sim.model.columns import FACTOR_DTYPE, IDENTITY_DTYPE, SUPPLIER_IDENTITY_DTYPE
from sim.model.levers import DEFAULT_LEVERS, LEVER_DTYPE
from sim.model.state import Policy, Stage, World
from sim.scenario.registry import default_parameters

ENGINES = ("compiled", "reference")


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
    world, policy = _tiny_world()
    try:
        make_engine(name).run(world, policy, 0)
    except (pickle.UnpicklingError, EOFError, OSError, IndexError, KeyError, ValueError, AttributeError):
        # numba leaves a truncated file in place and fails on it for ever (numba #10434).
        compiled_cache.clear()
        make_engine(name).run(world, policy, 0)
    compiled_cache.mark_filled()


def _tiny_world() -> tuple[World, Policy]:
    cities = np.zeros(2, IDENTITY_DTYPE).view(np.recarray)
    cities.code = (1, 2)
    cities.population = 100
    cities.fr_stage_start = (Stage.NONE, Stage.OPERATING)
    for name in (IDENTITY_DTYPE.names or ())[-6:]:
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
