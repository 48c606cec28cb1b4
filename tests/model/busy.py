"""A world in which much happens, and its outcomes by name."""

import numpy as np

from sim.engines import make_engine
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.state import Policy, World
from tests.engines.watching import watched_run
from tests.worlds import BUSY, busy_world


def outcomes(made: World, arm: Policy, seed: int = 1) -> dict[str, np.ndarray]:
    run = make_engine("compiled").run(made, arm, seed)
    return dict(zip(OUTCOME_NAMES, run.country.T, strict=True))


def nation(made: World, arm: Policy, name: str, seed: int = 1) -> np.ndarray:
    noted: list[float] = []
    watched_run(made, arm, seed, lambda state, index: noted.append(float(state.nation[name])))
    return np.array(noted)


def cities(made: World, arm: Policy, name: str, seed: int = 1) -> np.ndarray:
    noted: list[np.ndarray] = []
    watched_run(made, arm, seed, lambda state, index: noted.append(state.cities[name].astype(float)))
    return np.array(noted)


def busy(n_months: int = 60, **changes: float) -> World:
    return busy_world(n_months=n_months, people_per_agent=1000, **(BUSY | changes))
