"""The citizens of the reference engine, process by process and without its data collector."""

from sim.engines.reference.model import RolloutModel
from sim.model.schedule import CitizenProcess
from sim.model.state import Now, Policy, State, World


class Reference:
    """Steps the citizens of a Mesa model one process at a time."""

    def __init__(self, world: World, policy: Policy, seed: int) -> None:
        self.model = RolloutModel(world, policy, seed)
        self.state: State = self.model.state

    def step(self, process: CitizenProcess, now: Now) -> None:
        """Run one citizen process and add its counts up by city."""
        self.model.index = now.elapsed
        self.model._activate(process)
