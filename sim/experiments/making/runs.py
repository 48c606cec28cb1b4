"""The runs of an experiment as a task, and its folder as their store."""

import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from sim.engines import RunResult, make_engine
from sim.experiments.checking.runs import made_bits
from sim.experiments.design.run import Run
from sim.experiments.making.audit import Audited, Check, Checked, Expulsion, expulsion_text
from sim.experiments.making.branching import Histories, Job
from sim.experiments.making.executor import Listener
from sim.experiments.making.families import Family, by_seed, halves, without
from sim.experiments.making.progress import Progress
from sim.experiments.problems import ExperimentError
from sim.experiments.store.files import publish
from sim.experiments.store.inventory import add_digest, stored_runs
from sim.experiments.store.parts import Part, write_part
from sim.experiments.store.quarantine import Failure, quarantine

_GIVEN_UP_ALLOWED = 2  # before anything is stored


class SetAside(NamedTuple):
    """A damaged checkpoint that is not used."""

    name: str


class Mishaps(NamedTuple):
    """What went wrong while runs were made."""

    failures: list[Failure]
    set_aside: list[str]  # damaged checkpoints
    audited: Audited | None = None


Event = Part | Failure | SetAside | Checked


class RunTask(NamedTuple):
    """Makes families of one job."""

    job: Job

    def make(self, piece: Family | Check, listener: Listener[Event]) -> None:
        """Make and store the runs of a family, or make one once more."""
        if isinstance(piece, Check):
            listener.take(Checked(made_bits(self.job.experiment, piece.run, self.job.threads)))
            return
        job = self.job._replace(experiment=self.job.experiment.at(piece.point))
        histories = Histories(job, make_engine(job.experiment.engine, job.threads), listener.lived)
        storage = _Storage(job, piece, listener)
        runs, saves = by_seed(piece.runs), {run.seed: run for run in piece.saves}
        for seed in sorted(runs.keys() | saves.keys()):
            for run, result in histories.live(seed, runs.get(seed, ()), saves.get(seed)):
                storage.take(run, result)
            if seed not in runs:  # a history that is only saved is a sign of life, too
                listener.ended()
        for name in histories.set_aside:
            listener.take(SetAside(name))


class _Storage:
    """Stores a part as soon as the last of its runs has come."""

    def __init__(self, job: Job, family: Family, listener: Listener[Event]) -> None:
        self._job = job
        self._listener = listener
        self._runs = frozenset(family.runs)
        self._waiting = Counter(run.policy for run in family.runs)
        self._made: defaultdict[str, dict[Run, RunResult]] = defaultdict(dict)
        self._started = time.perf_counter()

    def take(self, run: Run, result: RunResult | str) -> None:
        """Keep a result, or tell why there is none."""
        if run in self._runs:  # not one whose state alone was to be saved
            self._waiting[run.policy] -= 1
        if isinstance(result, str):
            self._listener.take(Failure(run, result))
        else:
            self._made[run.policy][run] = result
        if self._waiting[run.policy] == 0 and run.policy in self._made:
            self._store(self._made.pop(run.policy))
        self._listener.ended()

    def _store(self, made: dict[Run, RunResult]) -> None:
        name, sha256 = write_part(self._job.experiment, made, self._job.desk)
        now = time.perf_counter()
        self._listener.take(Part(name, sha256, now - self._started, frozenset(run.identity for run in made)))
        self._started = now


class RunStore:
    """The folder of an experiment, while a command fills it."""

    def __init__(self, job: Job, families: Sequence[Family], progress: Progress) -> None:
        self.mishaps = Mishaps([], [])
        self._job = job
        self._families = families
        self._policies = {run.identity: run.policy for family in families for run in family.runs}
        self._progress = progress
        self.n_unchecked = 0  # runs chosen for the audit, whose checks lost worker after worker
        self._n_parts = self._n_given_up = 0
        self._unnoted: list[Failure] = []

    def missing(self) -> Sequence[Family]:
        """Return the families to be made."""
        return self._families

    def take(self, event: Event) -> None:
        """Note the digest of a part, or what went wrong."""
        match event:
            case Part():
                self._n_parts += 1
                if self._job.is_audited:
                    publish(self._job.desk / event.name, self._job.parts / event.name)
                add_digest(self._job.parts, event.name, event.sha256)
                self._progress.advance(len(event.runs), self._policies[min(event.runs)])
                self._note_failures()
            case Failure():
                self._fail(event)
            case SetAside(name):
                self.mishaps.set_aside.append(name)

    def lived(self, months: int) -> None:
        """Show how far a run of this process is."""
        self._progress.live(months)

    def ended(self) -> None:
        """Show one more run, which is stored when the others of its part are over."""
        self._progress.end_run()

    def left_of(self, piece: Family | Check) -> Family | Check | None:
        """Return what of a family is not stored; a worker that is lost may have stored parts and told nobody.

        In an audit those do not count: a check needs to know who made what.
        """
        if isinstance(piece, Check):
            return piece
        left = without(piece, stored_runs(self._job.parts))
        return left if left.runs or left.saves else None

    def halves(self, piece: Family | Check) -> Sequence[Family]:
        """Return two smaller families, none of a single run."""
        return halves(piece) if isinstance(piece, Family) and len(piece.runs) > 1 else ()

    def note_loss(self, reason: str) -> None:
        """Say it."""
        self._progress.say_lost(reason)

    def note_expelled(self, expulsion: Expulsion) -> None:
        """Say it."""
        self._progress.retract([run.policy for run in expulsion.again], expulsion_text(expulsion))

    def give_up(self, piece: Family | Check, reason: str) -> None:
        """Count a run as failed; stop where nothing gets done at all."""
        if isinstance(piece, Check):  # the run is stored
            self.n_unchecked += 1
            return
        self._fail(Failure(piece.first, reason))
        self._n_given_up += 1
        if self._n_given_up > _GIVEN_UP_ALLOWED and not self._n_parts:
            raise ExperimentError(f"no run can be made: {reason}. Try --jobs 1 to see why.")

    def _fail(self, failure: Failure) -> None:
        self.mishaps.failures.append(failure)
        self._progress.fail()
        self._unnoted.append(failure)
        self._note_failures()

    def _note_failures(self) -> None:
        """Put failed runs into quarantine, once something was made: where nothing can be, no run is to blame."""
        if self._n_parts and self._unnoted:
            quarantine(self._job.folder, self._unnoted)
            self._unnoted.clear()
