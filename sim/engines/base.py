"""What an engine is: something that turns a world, a policy and a seed into outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from sim.model.measures import measure_cities, measure_country
from sim.model.outcomes import OUTCOMES, RECORDED_BY_CITY
from sim.model.schedule import CitizenProcess, Step
from sim.model.state import Now, Policy, State, World

if TYPE_CHECKING:
    from sim.engines.course import Checkpoint, Course

# What each citizen process counts, by city column.
COUNTED: dict[CitizenProcess, tuple[str, ...]] = {
    "become_sought": ("new_sought", "sought_findable", "sought"),
    "pass_cameras": ("alerts_true", "detections", "detained", "alerts_false", "stops_wrongful"),
    "suffer_breach": ("people_leaked",),
    "form_opinion": ("support_units",),
    "protest": ("protest_participants", "protest_solo_acts"),
}


class RunResult(NamedTuple):
    """Outcomes of one run."""

    country: NDArray[np.float64]  # (n_months, n_outcomes) in the order of OUTCOMES; NaN where undefined
    cities: NDArray[np.float64]  # (n_months, n_cities, n_recorded) in the order of RECORDED_BY_CITY


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


def run_cities(step: Step, state: State, now: Now) -> None:
    """Run the part of a step that cities, suppliers and the nation take."""
    if step.cities is not None:
        step.cities(state, now)


def settle_counts(process: CitizenProcess, state: State) -> None:
    """Take people whom police hold out of the sought, once all citizens are counted."""
    if process == "pass_cameras":
        cities = state.cities.view(np.ndarray)  # plain, since a recarray is slow to look up names
        cities["sought"] -= cities["detained"]
        cities["sought_findable"] -= cities["detained"]


class Recorder:
    """Notes the outcomes of each month; it reads the state and cannot change it."""

    def __init__(self, world: World, before: RunResult | None = None) -> None:
        self._country = np.full((world.n_months, len(OUTCOMES)), np.nan)
        self._cities = np.zeros((world.n_months, len(world.cities), len(RECORDED_BY_CITY)))
        if before is not None:
            self._country[: len(before.country)] = before.country
            self._cities[: len(before.cities)] = before.cities

    def record(self, state: State, index: int) -> None:
        """Note the outcomes of one month."""
        self._country[index] = measure_country(state)
        self._cities[index] = measure_cities(state)

    def result(self) -> RunResult:
        """Return what was noted."""
        return RunResult(self._country, self._cities)
