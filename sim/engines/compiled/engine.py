"""The compiled engine: months in one compiled function; citizens as columns, on threads where that is asked for."""

import os

from sim.engines.compiled.aside import make_aside, survey
from sim.engines.compiled.month import live_months
from sim.engines.compiled.threads import Threads
from sim.engines.course import Checkpoint, Course, beginning, copied, run_through
from sim.engines.month import script
from sim.engines.recording import Recorder, Recording, RunResult, no_result
from sim.model.processes.govern import months_alike
from sim.model.state import Policy, World
from sim.numbers.compiler import read_only


class CompiledEngine:
    """Runs months over columns, on as many threads as asked for; the number changes no result."""

    name = "compiled"

    def __init__(self, threads: int = 1, recording: Recording | None = None) -> None:
        self.threads = min(threads, os.cpu_count() or 1)
        self.recording = recording or Recording()
        self._threads = Threads(self.threads) if self.threads > 1 else None

    def run(self, world: World, policy: Policy, seed: int) -> RunResult:
        """Return the outcomes of every month."""
        return run_through(self, world, policy, seed)

    def start(self, world: World, policy: Policy, seed: int) -> Course:
        """Return a run before its first month."""
        if self._threads is None:
            start = beginning(world, seed, self.recording)
        else:
            start = Checkpoint(seed, 0, self._threads.begin(world, seed), no_result(world, self.recording))
        return Course(self._settle, world, policy, start, self.recording)

    def resume(self, world: World, policy: Policy, checkpoint: Checkpoint) -> Course:
        """Return a run that goes on from a checkpoint of any engine, which stays as it is."""
        return Course(self._settle, world, policy, copied(checkpoint), self.recording)

    def _settle(self, world: World, policy: Policy, start: Checkpoint, recorder: Recorder) -> "CompiledRun":
        return CompiledRun(world, policy, start, recorder, self._threads)


class CompiledRun:
    """All citizens of a run, in columns."""

    def __init__(
        self, world: World, policy: Policy, start: Checkpoint, recorder: Recorder, threads: Threads | None
    ) -> None:
        self.state = start.state
        self._world, self._policy, self._seed = world, policy, start.seed
        self._notes, self._threads = recorder.notes, threads
        self._aside = make_aside(start.state, world.parameters, recorder.marks)
        if threads is None:
            survey(self.state, self._aside, self._seed)
        else:
            threads.survey(self.state, self._aside, self._seed)

    def live(self, first: int, end: int) -> None:
        """Live through the months from the first until before the end."""
        if self._threads is None:
            self._live_compiled(first, end)
        else:
            self._threads.live_months(
                self.state, self._world, self._policy, self._aside, self._notes, self._seed, first, end
            )

    def _live_compiled(self, first: int, end: int) -> None:
        """Live in one call through months alike, and singly through those in which adaptive policies decide."""
        while first < end:
            until = max(first + 1, months_alike(self._policy, first, end))
            levers, factors = script(self._world, self._policy, self.state, first, until)
            live_months(
                self.state, read_only(self._world.suppliers), factors, levers, self._aside, self._notes, self._seed,
                self._world.start_month, first,
            )  # fmt: skip
            first = until

    def gather(self) -> None:
        """Do nothing: all that a later month reads is in columns already."""
