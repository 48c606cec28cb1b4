"""Audit: a share of the runs is made once more on another worker, and one that makes other bits is expelled.

Two workers that disagree do not say which of them is wrong; the process of the command makes the run a third time.
What an expelled worker made in this command is set aside and made again by others. Workers leave their parts at a desk,
from which the process of the command takes them: what nobody took from an expelled worker never lies among the runs.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sim.experiments.checking.runs import choose_runs, made_bits, stored_bits
from sim.experiments.design.run import Run
from sim.experiments.making.executor import Sequel
from sim.experiments.making.families import Family
from sim.experiments.problems import ExperimentError
from sim.experiments.store.inventory import set_aside
from sim.experiments.store.parts import Part

if TYPE_CHECKING:  # engines bring the compiler along
    from sim.experiments.making.branching import Job


class Check(NamedTuple):
    """A stored run that is to be made once more."""

    run: Run
    part: str  # file that holds it
    maker: str  # worker that made it

    @property
    def point(self) -> int:
        """The point of a sweep at which the run is."""
        return self.run.point


class Checked(NamedTuple):
    """What came of a check."""

    bits: str  # SHA-256 of what the run came to this time


class Expulsion(NamedTuple):
    """A worker whose results are not used."""

    worker: str
    run: Run  # of which it made other bits than two others did
    others: str  # who made the other bits
    again: tuple[Run, ...]  # runs that it made, which are made again


def expulsion_text(expulsion: Expulsion) -> str:
    """Return what is said of an expulsion."""
    run, at = expulsion.run, f", point {expulsion.run.point}" if expulsion.run.point else ""
    return (
        f"{expulsion.worker} was expelled: of policy {run.policy}{at}, seed {run.seed} it made other values than "
        f"{expulsion.others} did. {len(expulsion.again)} runs that it made were set aside and are made again"
    )


class Audited(NamedTuple):
    """What an audit came to."""

    n_same: int  # runs that were made twice, to the same bits
    expulsions: list[Expulsion]
    n_unchecked: int = 0  # runs that were chosen, and whose checks lost worker after worker


class Audit:
    """Follows what is made, asks for checks, and judges where two workers disagree."""

    def __init__(self, job: "Job", families: Sequence[Family], share: float, hear: Callable[[Expulsion], None]) -> None:
        """Choose the share among the runs of these families; `hear` is called for every worker that is expelled."""
        every = [run for family in families for run in family.runs]
        self._job = job
        self._chosen = {run.identity for run in choose_runs(every, share)}
        self._hear = hear
        self._made: defaultdict[str, list[tuple[Family, Part]]] = defaultdict(list)  # by worker
        self._n_same = 0
        self._expulsions: list[Expulsion] = []

    @property
    def outcome(self) -> Audited:
        """What it has come to so far."""
        return Audited(self._n_same, self._expulsions)

    def trusts(self, worker: str) -> bool:
        """Tell whether a worker was never expelled."""
        return all(expulsion.worker != worker for expulsion in self._expulsions)

    def after(self, piece: Family | Check, worker: str, events: Sequence[object]) -> Sequel[Family | Check]:
        """Return what follows from a piece that a worker made.

        Raises
        ------
        ExperimentError
            Three workers disagree.
        """
        if isinstance(piece, Check):
            (checked,) = (event for event in events if isinstance(event, Checked))
            return self._judge(piece, worker, checked.bits)
        parts = [event for event in events if isinstance(event, Part)]
        self._made[worker] += [(piece, part) for part in parts]
        return Sequel(
            apart=[
                Check(run, part.name, worker)
                for part in parts
                for run in piece.runs
                if run.identity in part.runs and run.identity in self._chosen
            ]
        )

    def make_here(self, check: Family | Check) -> Sequel[Family | Check]:
        """Check a run in this process, where there is no other worker than the one that made it."""
        assert isinstance(check, Check)
        return self._judge(check, "", self._bits(check.run))

    def _judge(self, check: Check, auditor: str, bits: str) -> Sequel[Family | Check]:
        """Compare what two made of a run, and let this process decide where they disagree, unless it is the second."""
        if check.part not in {part.name for _, part in self._made[check.maker]}:
            return Sequel()  # its maker was expelled meanwhile
        kept = stored_bits(self._job.parts / check.part, check.run)
        ours = self._bits(check.run) if auditor and bits != kept else bits
        if kept not in (bits, ours) and bits != ours:
            raise ExperimentError(
                f"policy {check.run.policy}, seed {check.run.seed} came to something else on {check.maker}, on "
                f"{auditor} and in this process. None of them can be believed: repeat the command on other "
                "hardware, with another --out"
            )
        if ours != kept:
            return self._expel(check.maker, check.run, "two others" if auditor else "the process of the command")
        self._n_same += 1
        return self._expel(auditor, check.run, "two others") if bits != kept else Sequel()

    def _expel(self, worker: str, run: Run, others: str) -> Sequel[Family | Check]:
        """Take nothing from a worker any more: neither what it makes nor what it made."""
        lost = self._made.pop(worker, [])
        set_aside(self._job.parts, [part.name for _, part in lost])
        again = [_only(family, part) for family, part in lost]
        self._expulsions.append(Expulsion(worker, run, others, tuple(one for family in again for one in family.runs)))
        self._hear(self._expulsions[-1])
        return Sequel(again=again, expelled=worker)

    def _bits(self, run: Run) -> str:
        return made_bits(self._job.experiment, run, self._job.threads)


def _only(family: Family, part: Part) -> Family:
    return Family(tuple(run for run in family.runs if run.identity in part.runs))
