"""What an engine is: something that turns a world, a policy and a seed into outcomes."""

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from sim.model.state import Policy, World


class RunResult(NamedTuple):
    """Outcomes of one run."""

    country: NDArray[np.float64]  # (n_months, n_outcomes) in the order of OUTCOMES; NaN where undefined
    cities: NDArray[np.float64]  # (n_months, n_cities, n_city_outcomes) in the order of CITY_OUTCOMES


class Engine(Protocol):
    """Runs one policy in one world with one seed."""

    name: str

    def run(self, world: World, policy: Policy, seed: int) -> RunResult:
        """Return the outcomes of every month."""
