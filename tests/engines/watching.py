"""Looking at the state of a run month by month, through what the engine hands to its recorder."""

from collections.abc import Callable

import pytest

from sim.engines.base import Recorder, RunResult
from sim.engines.compiled import engine
from sim.engines.compiled.engine import CompiledEngine
from sim.model.state import Policy, State, World

Look = Callable[[State, int], None]


def watched_run(made: World, arm: Policy, seed: int, look: Look, threads: int = 1) -> RunResult:
    """Run the compiled engine and call `look` with the state at the end of every month."""

    class Watcher(Recorder):
        def record(self, state: State, index: int) -> None:
            look(state, index)
            super().record(state, index)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "Recorder", Watcher)
        return CompiledEngine(threads).run(made, arm, seed)
