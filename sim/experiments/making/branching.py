"""Arms branch from one history: each seed's baseline is lived through once, as far as anyone needs it.

At most two states are alive at a time: the trunk, which is the baseline's, and one branch.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sim.engines import Engine, RunResult
from sim.engines.choice import traits_of
from sim.engines.course import Course
from sim.experiments.design.experiment import Experiment, n_citizens
from sim.experiments.design.run import Run
from sim.experiments.making.interrupts import was_interrupted
from sim.experiments.store.checkpoints import Shelf, shelf_of

Watch = Callable[[int], None]  # is told how many months of its world a run has lived
Outcome = tuple[Run, RunResult | str]  # or why the run could not be made

_CALL_S = 0.5  # as long as months are lived in one call: then progress and interrupts are looked at


class Job(NamedTuple):
    """What all families of a command share."""

    experiment: Experiment
    folder: Path  # the experiment's
    save_at: int = 0  # [months] lived when the baseline is stored; 0: never
    threads: int = 1
    is_audited: bool = False  # a worker that is expelled may have stored, or store, what nobody took from it

    @property
    def parts(self) -> Path:
        """Where runs are stored."""
        return self.folder / "runs"

    @property
    def desk(self) -> Path:
        """Where workers put parts: in their place, or in an audit where the driver takes them from."""
        return self.parts / ".tmp" / "untaken" if self.is_audited else self.parts

    @property
    def shelf(self) -> Shelf:
        """Where checkpoints are stored."""
        return shelf_of(self.experiment, self.folder)


class Histories:
    """The histories of a family, seed by seed, on one engine."""

    def __init__(self, job: Job, engine: Engine, watch: Watch) -> None:
        self.set_aside: list[str] = []  # damaged checkpoints
        self._job = job
        self._engine = engine
        self._watch = watch
        self._world_of = job.experiment.scenario.world_of
        self._n_months = job.experiment.scenario.world.n_months
        self._policies = job.experiment.scenario.policies
        self._baseline = self._policies[job.experiment.scenario.baseline]
        self._branching = job.experiment.branching_months
        citizen_months = _CALL_S * traits_of(engine.name).citizen_months_per_second
        self._months_at_once = max(1, int(citizen_months / n_citizens(job.experiment.scenario.world)))

    def live(self, seed: int, runs: Sequence[Run], save: Run | None) -> Iterator[Outcome]:
        """Make the runs of one seed, those that branch first first; store the trunk on the way if asked to."""
        trunk: Course | None = None
        for stop, here in self._stops(runs, save):
            try:
                trunk = trunk or self._start(seed, stop)
                self._advance(trunk, stop)
            except Exception as error:  # what has not branched yet has the same past, and the same fault
                left = [run for run in runs if self._branching[run.policy] >= stop]
                yield from ((run, _reason(error)) for run in left or filter(None, [save]))
                return
            if save and stop == self._job.save_at:
                self._job.shelf.save(trunk.checkpoint())
            for run in here:
                yield run, self._branch(trunk, run)

    def _stops(self, runs: Sequence[Run], save: Run | None) -> list[tuple[int, list[Run]]]:
        """Return after how many months the trunk stops, and which runs branch there."""
        stops = {self._branching[run.policy] for run in runs} | ({self._job.save_at} if save else set())
        return [(stop, [run for run in runs if self._branching[run.policy] == stop]) for stop in sorted(stops)]

    def _start(self, seed: int, months: int) -> Course:
        """Begin a trunk, from the latest checkpoint of at most so many months if there is one."""
        checkpoint, damaged = self._job.shelf.load_latest(seed, months)
        self.set_aside += damaged
        if checkpoint is None:
            return self._engine.start(self._world_of(seed), self._baseline, seed)
        for month in range(checkpoint.months):
            self._watch(month + 1)
        return self._engine.resume(self._world_of(seed), self._baseline, checkpoint)

    def _branch(self, trunk: Course, run: Run) -> RunResult | str:
        if trunk.months == self._n_months:
            return trunk.result()
        try:
            branch = trunk.branch(self._policies[run.policy])
            self._advance(branch, self._n_months)
        except Exception as error:  # one run must not take the others with it
            return _reason(error)
        return branch.result()

    def _advance(self, course: Course, months: int) -> None:
        while course.months < months:
            before = course.months
            course.advance(min(months, before + self._months_at_once))
            for month in range(before, course.months):
                self._watch(month + 1)


def _reason(error: Exception) -> str:
    if was_interrupted():  # a library turned it into an error of its own
        raise KeyboardInterrupt from error
    return f"{type(error).__name__}: {error}"
