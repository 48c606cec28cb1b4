"""The web engine: the months of `model.wasm`, which are those of the compiled engine, under wasmtime."""

from typing import Any

from sim.engines.compiled.aside import make_aside
from sim.engines.course import Checkpoint, Course, as_nation, copied, run_through
from sim.engines.recording import Recorder, Recording, RunResult, no_result
from sim.engines.web.module import instance, refuse_without_wasmtime
from sim.engines.web.policies import entries_of
from sim.model.initial import empty_state
from sim.model.state import Citizens, Policy, State, World


class WebEngine:
    """Runs months inside the module that pages run, on one thread."""

    name = "web"

    def __init__(self, recording: Recording | None = None) -> None:
        refuse_without_wasmtime()
        self.recording = recording or Recording()

    def run(self, world: World, policy: Policy, seed: int) -> RunResult:
        """Return the outcomes of every month."""
        return run_through(self, world, policy, seed)

    def start(self, world: World, policy: Policy, seed: int) -> Course:
        """Return a run before its first month."""
        start = Checkpoint(seed, 0, _set_up(world, seed), no_result(world, self.recording))
        return Course(WebRun, world, policy, start, self.recording)

    def resume(self, world: World, policy: Policy, checkpoint: Checkpoint) -> Course:
        """Return a run that goes on from a checkpoint of any engine, which stays as it is."""
        return Course(WebRun, world, policy, copied(checkpoint), self.recording)


class WebRun:
    """All that a run knows, in the memory of a module."""

    def __init__(self, world: World, policy: Policy, start: Checkpoint, recorder: Recorder) -> None:
        self.state = start.state
        self._seed, self._start_month = start.seed, world.start_month
        self._recorder = recorder
        self._memory = instance()
        self._areas, self._suppliers, self._factors, self._levers, self._entries, self._aside, self._notes = (
            self._memory.place(
                start.state,
                world.suppliers,
                world.factors,
                policy.levers,
                entries_of(policy.adaptive, len(world.cities)),
                make_aside(start.state, world.parameters, recorder.marks),
                recorder.notes,
            )  # fmt: skip
        )
        self._memory.call("survey", self._areas, self._aside, self._seed)

    def live(self, first: int, end: int) -> None:
        """Live through the months from the first until before the end."""
        self._memory.call(
            "live", self._areas, self._suppliers, self._factors.rows(first, end), self._levers.rows(first, end),
            self._entries, self._aside, self._notes, self._seed, self._start_month, first,
        )  # fmt: skip
        written, notes = self._recorder, self._notes
        for array, area in ((written.notes.country, notes.country), (written.notes.cities, notes.cities)):
            self._memory.read_into(array[first:end], area.rows(first, end))
        if len(written.marks):
            self._memory.read_into(written.marks[first:end], self._aside.marks.rows(first, end))

    def gather(self) -> None:
        """Copy the state out of the module."""
        self.state = _read(self._memory, self._areas)


def _set_up(world: World, seed: int) -> State:
    """Return the state before the first month."""
    memory = instance()
    areas, cities, parameters, distances = memory.place(
        empty_state(world), world.cities, world.parameters, world.distances_km
    )
    memory.call("set_up", areas, cities, parameters, distances, world.start_month, seed)
    return _read(memory, areas)


def _read(memory: Any, areas: State) -> State:
    citizens = Citizens._make(memory.read(area) for area in areas.citizens)
    tables = {name: memory.read(area) for name, area in areas._asdict().items() if name != "citizens"}
    state = State(citizens, **tables)
    return state._replace(nation=as_nation(state.nation[0]))
