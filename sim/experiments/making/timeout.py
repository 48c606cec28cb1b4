"""How long a run should take, and how long a worker process may take for one before it is taken to hang."""

from sim.engines.choice import traits_of
from sim.experiments.design.experiment import n_citizens
from sim.model.state import World

_ALWAYS_S = 300.0
_TIMES_LONGER = 30.0  # than a run should take: on a slow machine that does other things as well


def run_timeout_s(world: World, engine: str) -> float:
    """Return how long a worker process may take for a run unless it is told [s]."""
    return _ALWAYS_S + _TIMES_LONGER * n_citizens(world) * world.n_months / traits_of(engine).citizen_months_per_second
