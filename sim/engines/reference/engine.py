"""The reference engine: runs the Mesa model month by month."""

from sim.engines.course import Checkpoint, Course, beginning, copied, run_through
from sim.engines.recording import Recorder, Recording, RunResult
from sim.engines.reference.model import RolloutModel
from sim.model.state import Policy, World


class ReferenceEngine:
    """Runs months over Mesa agents: slow, and meant to be read."""

    name = "reference"

    def __init__(self, recording: Recording | None = None) -> None:
        self.recording = recording or Recording()

    def run(self, world: World, policy: Policy, seed: int) -> RunResult:
        """Return the outcomes of every month."""
        return run_through(self, world, policy, seed)

    def start(self, world: World, policy: Policy, seed: int) -> Course:
        """Return a run before its first month."""
        return Course(_settle, world, policy, beginning(world, seed, self.recording), self.recording)

    def resume(self, world: World, policy: Policy, checkpoint: Checkpoint) -> Course:
        """Return a run that goes on from a checkpoint of any engine, which stays as it is."""
        return Course(_settle, world, policy, copied(checkpoint), self.recording)


def _settle(world: World, policy: Policy, start: Checkpoint, recorder: Recorder) -> RolloutModel:
    return RolloutModel(world, policy, start.seed, start, recorder)
