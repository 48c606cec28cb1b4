"""The reference engine: runs the Mesa model month by month."""

from sim.engines.base import Recorder, RunResult
from sim.engines.reference.model import RolloutModel
from sim.model.state import Policy, World


class ReferenceEngine:
    """Runs months over Mesa agents: slow, and meant to be read."""

    name = "reference"

    def run(self, world: World, policy: Policy, seed: int) -> RunResult:
        """Return the outcomes of every month."""
        model = RolloutModel(world, policy, seed)
        recorder = Recorder(world)
        for index in range(world.n_months):
            model.step()
            recorder.record(model.state, index)
        return recorder.result()
