"""The model as Mesa agents: one step is one month, in the order that schedule.py tells."""

from collections.abc import Callable
from types import SimpleNamespace

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.engines.course import Checkpoint, beginning
from sim.engines.month import now_at
from sim.engines.recording import Recorder, Recording, record
from sim.engines.reference.citizen import Citizen
from sim.engines.reference.places import City, Supplier
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.rules.network import CELL_SIZE
from sim.model.schedule import SCHEDULE, CitizenProcess
from sim.model.state import Policy, State, World

# What each citizen process counts, by city column.
COUNTED: dict[CitizenProcess, tuple[str, ...]] = {
    "become_sought": ("new_sought", "sought_findable", "sought_hard", "sought"),
    "pass_cameras": ("alerts_true", "detections", "detained", "alerts_false", "stops_wrongful"),
    "suffer_breach": ("people_leaked",),
    "form_opinion": ("support_units",),
    "protest": ("protest_participants", "protest_solo_acts"),
}

# What agents report each month, by their kind: attributes.
AGENT_REPORTERS: dict[type[mesa.Agent], dict[str, str]] = {
    City: {name: name for name in ("name", "stage", "cameras_recognising", "support_mean")},
    Supplier: {name: name for name in ("name", "streams")},
    Citizen: {name: name for name in ("city_name", "weight", "support", "stopped", "sought")},
}


class RolloutModel(mesa.Model):  # type: ignore[misc]
    """Cities, suppliers and citizens of one run; `step()` is one month."""

    def __init__(
        self,
        world: World,
        policy: Policy,
        seed: int,
        start: Checkpoint | None = None,
        recorder: Recorder | None = None,
        *,
        collects_agents: bool = False,
    ) -> None:
        """Settle the agents as they are at the start, if given, whose arrays change from now on.

        With `collects_agents` the data collector also keeps what every agent reports each month.
        """
        super().__init__(rng=seed)  # Mesa's generator is not used: every draw is keyed
        self.world = world
        self.policy = policy
        self.seed_number = seed
        # Plain floats: a record's fields take longer to read.
        self.parameters = SimpleNamespace(
            **dict(zip(world.parameters.dtype.names, world.parameters.item(), strict=True))
        )
        start = start or beginning(world, seed, Recording())
        self._recorder = recorder or Recorder(world, start.state, Recording())
        self.index = start.months - 1
        self.state = start.state
        self.city_rows = list(self.state.cities)
        for name, row in zip(world.city_names, self.city_rows, strict=True):
            City(self, name, row)
        for name, row in zip(world.supplier_names, self.state.suppliers, strict=True):
            Supplier(self, name, row)
        for number in range(len(self.city_rows)):
            self._settle(number)
        self.citizens = self.agents_by_type[Citizen]
        reporters = {name: _reporter(k) for k, name in enumerate(OUTCOME_NAMES)}
        self.marks = np.zeros(0, np.uint8)  # of this month, shape (n_citizens,), where they are kept
        by_agent = AGENT_REPORTERS if collects_agents else None
        self.datacollector = mesa.DataCollector(reporters, agenttype_reporters=by_agent)

    def __repr__(self) -> str:
        """Return the policy, how far the run is, and who lives in it."""
        lived = f"{self.index + 1} of {self.world.n_months} months lived"
        kinds = ((City, "city", "cities"), (Supplier, "supplier", "suppliers"), (Citizen, "citizen", "citizens"))
        counts = ((len(self.agents_by_type[kind]), one, many) for kind, one, many in kinds)
        who = ", ".join(f"{count:,} {one if count == 1 else many}" for count, one, many in counts)
        return f"<RolloutModel under {self.policy.name}, seed {self.seed_number}: {lived}; {who}>"

    @property
    def month(self) -> int:
        """Months since year 0."""
        return self.world.start_month + self.index

    @property
    def measured(self) -> NDArray[np.float64]:
        """Outcomes of the month for the country."""
        country: NDArray[np.float64] = self._recorder.notes.country[self.index]
        return country

    def step(self) -> None:
        """Live through one month."""
        self.index += 1
        now = now_at(self.world, self.policy, self.seed_number, self.index, self.state)
        if len(self._recorder.marks):
            self.marks = self._recorder.marks[self.index]
        for step in SCHEDULE:
            if step.cities is not None:
                step.cities(self.state, now)
            if step.citizens is not None:
                self._activate(step.citizens)
        record(self.state, self._recorder.notes, self.index)
        self.datacollector.collect(self)

    def live(self, first: int, end: int) -> None:
        """Live through the months from the first until before the end."""
        for _ in range(first, end):
            self.step()

    def gather(self) -> None:
        """Write what citizens know to the columns of the state."""
        for citizen in self.citizens:
            citizen.write(self.state.citizens)

    def _activate(self, process: CitizenProcess) -> None:
        for column in COUNTED[process]:
            self.state.cities[column] = 0
        self.citizens.do(process)
        if process == "form_opinion":
            self.citizens.do("adopt_opinion")
        if process == "pass_cameras":
            settle_held(self.state)

    def _settle(self, number: int) -> None:
        city = self.city_rows[number]
        first = int(city.first_citizen)
        members = [
            Citizen(self, number, member, self.state.citizens, first + member) for member in range(city.n_citizens)
        ]
        for start in range(0, len(members), CELL_SIZE):
            cell = members[start : start + CELL_SIZE]
            for position, citizen in enumerate(cell):
                citizen.meet(cell, position)


def settle_held(state: State) -> None:
    """Take people whom police hold out of the sought, once all citizens are counted."""
    cities = state.cities
    cities["sought"] -= cities["detained"]
    cities["sought_findable"] -= cities["detained"]


def _reporter(k: int) -> Callable[[RolloutModel], float]:
    return lambda model: model.measured[k]
