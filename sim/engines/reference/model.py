"""The model as Mesa agents: one step is one month, in the order that schedule.py tells."""

from collections.abc import Callable
from types import SimpleNamespace

import mesa

from sim.engines.base import COUNTED, run_cities, settle_counts
from sim.engines.course import Checkpoint, beginning
from sim.engines.reference.citizen import Citizen
from sim.engines.reference.places import City, Supplier
from sim.model.measures import measure_country
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.rules.network import CELL_SIZE
from sim.model.schedule import SCHEDULE, CitizenProcess
from sim.model.state import Now, Policy, World


class RolloutModel(mesa.Model):  # type: ignore[misc]
    """Cities, suppliers and citizens of one run; `step()` is one month."""

    def __init__(self, world: World, policy: Policy, seed: int, start: Checkpoint | None = None) -> None:
        """Settle the agents as they are at the start, if given, whose arrays change from now on."""
        super().__init__(rng=seed)  # Mesa's generator is not used: every draw is keyed
        self.world = world
        self.policy = policy
        self.seed_number = seed
        # Plain floats: a record's fields take longer to read.
        self.parameters = SimpleNamespace(
            **dict(zip(world.parameters.dtype.names, world.parameters.item(), strict=True))
        )
        start = start or beginning(world, seed)
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
        self.measured: list[float] = []
        self.datacollector = mesa.DataCollector(model_reporters=reporters)

    @property
    def month(self) -> int:
        """Months since year 0."""
        return self.world.start_month + self.index

    def step(self) -> None:
        """Live through one month."""
        self.index += 1
        now = Now(self.world, self.policy, self.seed_number, self.index)
        for step in SCHEDULE:
            run_cities(step, self.state, now)
            if step.citizens is not None:
                self._activate(step.citizens)
        self.measured = measure_country(self.state)
        self.datacollector.collect(self)

    def live(self, now: Now) -> None:
        """Live through one month; `now` is what the model knows itself."""
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
        settle_counts(process, self.state)

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


def _reporter(k: int) -> Callable[[RolloutModel], float]:
    return lambda model: model.measured[k]
