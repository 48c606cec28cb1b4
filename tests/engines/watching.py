"""Looking at the state of a run month by month."""

from collections.abc import Callable

from sim.engines.compiled.engine import CompiledEngine
from sim.engines.recording import RunResult
from sim.model.state import Policy, State, World

Look = Callable[[State, int], None]


def watched_run(made: World, arm: Policy, seed: int, look: Look, threads: int = 1) -> RunResult:
    """Run the compiled engine and call `look` with the state at the end of every month."""
    course = CompiledEngine(threads).start(made, arm, seed)
    for index in range(made.n_months):
        course.advance(index + 1)
        look(course.state, index)
    return course.result()
