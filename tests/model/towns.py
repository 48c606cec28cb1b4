"""A city whose wrongful stops are given, month by month."""

from sim.engines.month import now_at
from sim.model.initial import initial_state
from sim.model.processes.burden import burden
from sim.model.state import Row
from tests.worlds import city, policy, world

CLASSES = range(1, 5)  # of likeness


class Town:
    """One city, and what `burden` makes of its stops."""

    def __init__(self, population: int, seed: int = 1, whitelist_share: float = 0.0, **changes: float) -> None:
        self.made = world([city("Town", population)], n_months=1, people_per_agent=1_000_000, **changes)
        self.state, self.seed, self.months = initial_state(self.made, seed), seed, 0
        self.now = now_at(self.made, policy(self.made), seed, 0, self.state)
        self.listing(whitelist_share)

    @property
    def row(self) -> Row:
        return self.state.cities[0]

    def listing(self, share: float) -> None:
        self.state.levers.whitelist_share = share

    def stop(self, stops: int) -> Row:
        """Live a month with so many wrongful stops."""
        self.state.cities.stops_wrongful = stops
        self.months += 1
        burden(self.state, self.now._replace(month=self.now.month + self.months))
        return self.row

    def column(self, name: str) -> list[int]:
        return [int(self.row[f"{name}_{k}"]) for k in CLASSES]
