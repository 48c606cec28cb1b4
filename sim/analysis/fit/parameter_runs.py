"""Runs of many parameter sets: each set's targets, stored whole or not at all."""

from collections.abc import Mapping, Sequence
from math import nan
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.fit.figures import RECORDED, Paths
from sim.analysis.fit.targets import Target
from sim.experiments.design.identity import digest, engine_version, model_version
from sim.experiments.making.executor import Executor, Listener
from sim.experiments.making.progress import Progress
from sim.experiments.problems import DamageError, ExperimentError
from sim.experiments.store.sealed import read_sealed, write_sealed
from sim.model.state import Policy, World
from sim.scenario.registry import parameter_record
from sim.scenario.scenario import Scenario

Values = Mapping[str, float]  # of parameters, by name


class Work(NamedTuple):
    """Some parameter values with the seeds to run them with."""

    values: Values
    seeds: tuple[int, ...]


class Wanted(NamedTuple):
    """A work that is to be made, and the file that will hold its targets."""

    work: Work
    path: Path


class TargetTask(NamedTuple):
    """What is the same for every parameter set: the world, its baseline policy and the figures to read off."""

    world: World
    policy: Policy
    parameters: Values  # of the scenario; a set replaces some
    targets: tuple[Target, ...]
    engine: str
    identity: str

    def make(self, piece: Wanted, listener: Listener[Work]) -> None:
        """Run a parameter set with its seeds; store its targets."""
        work, path = piece
        rows = []
        for seed in work.seeds:
            rows.append(measure_run(self, work.values, seed))
            listener.ended()
        _write(path, work, rows)
        listener.take(work)


def make_task(scenario: Scenario, targets: Sequence[Target], engine: str) -> TargetTask:
    """Return the task of a scenario's baseline; its identity covers all that can change a number."""
    measured = [[t.id, t.measure, t.outcome, t.place, t.first, t.last] for t in targets]
    identity = digest(
        {
            "model": model_version(),
            "world": scenario.resolved_world,
            "baseline": scenario.resolved_arms[scenario.baseline],
            "engine": engine_version(engine),
            "measured": measured,
        }
    )
    parameters = {parameter.name: parameter.value for parameter in scenario.parameters}
    return TargetTask(
        scenario.world, scenario.policies[scenario.baseline], parameters, tuple(targets), engine, identity
    )


def measure_run(task: TargetTask, values: Values, seed: int) -> list[float]:
    """Return every target of one run."""
    from sim.engines import Recording, make_engine

    world = task.world._replace(parameters=parameter_record({**task.parameters, **values}))
    paths = Paths(world, make_engine(task.engine, 1, Recording(RECORDED)).run(world, task.policy, seed))
    return [target.measured(paths) for target in task.targets]


class TargetStore:
    """A folder with a file for each work."""

    def __init__(self, task: TargetTask, works: Sequence[Work], folder: Path, progress: Progress) -> None:
        """Show the runs of what is stored as done."""
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(".*.tmp"):  # by a process that was killed
            left.unlink()
        self._task = task
        self._folder = folder
        self._progress = progress
        self._all = [Wanted(work, folder / f"{_identity(task, work)}.json") for work in works]
        wanted = {piece.path: piece for piece in self._all}
        self._missing = [piece for piece in wanted.values() if self.left_of(piece)]
        n_stored = _n_runs(self._all) - _n_runs(self._missing)
        if n_stored:
            progress.advance(n_stored)

    def targets(self) -> list[NDArray[np.float64]]:
        """Return each work's targets, shape (n_seeds, n_targets)."""
        return [_read(piece) for piece in self._all]

    def missing(self) -> Sequence[Wanted]:
        """Return the works that are not stored, or damaged."""
        return self._missing

    def take(self, event: Work) -> None:
        """Show that a work is done."""
        self._progress.advance(len(event.seeds))

    def lived(self, months: int) -> None:
        """Do nothing: a run is short."""

    def ended(self) -> None:
        """Do nothing: runs count once they are stored."""

    def left_of(self, piece: Wanted) -> Wanted | None:
        """Return the piece unless it is stored."""
        try:
            stored = _read(piece).shape == (len(piece.work.seeds), len(self._task.targets))
        except (OSError, KeyError, ValueError, TypeError, DamageError):  # not there, or damaged: it is made again
            return piece
        return None if stored else piece

    def halves(self, piece: Wanted) -> Sequence[Wanted]:
        """Return none: the runs of a set are stored together."""
        return ()

    def note_loss(self, reason: str) -> None:
        """Say it."""
        self._progress.say_lost(reason)

    def give_up(self, piece: Wanted, reason: str) -> None:
        """Stop: a fit cannot go on without one of its sets.

        Raises
        ------
        ExperimentError
            Always.
        """
        raise ExperimentError(
            f"a parameter set cannot be run: {reason}. Try --jobs 1 to see why. What is finished is kept "
            f"in {self._folder}."
        )


def evaluate(
    task: TargetTask, works: Sequence[Work], folder: Path, executor: Executor, progress: Progress
) -> list[NDArray[np.float64]]:
    """Return each work's targets, shape (n_seeds, n_targets), from the store where they lie there.

    What is finished when the command ends is kept; the same command goes on from there.
    """
    store = TargetStore(task, works, folder, progress)
    executor.make(task, store)
    return store.targets()


def _n_runs(pieces: Sequence[Wanted]) -> int:
    return sum(len(piece.work.seeds) for piece in pieces)


def _identity(task: TargetTask, work: Work) -> str:
    return digest({"task": task.identity, "values": dict(work.values), "seeds": list(work.seeds)})


def _read(piece: Wanted) -> NDArray[np.float64]:
    """Return the targets of a piece, once its file is seen to be what was written, and for this piece.

    Raises
    ------
    DamageError
        The file is damaged, or holds another set or other seeds.
    """
    content = read_sealed(piece.path)
    own = {"name": piece.path.stem, "values": dict(piece.work.values), "seeds": list(piece.work.seeds)}
    if own != {"name": piece.path.stem} | {key: content[key] for key in own if key in content}:
        raise DamageError(f"{piece.path} holds the targets of another parameter set")
    return np.array([[nan if value is None else value for value in row] for row in content["targets"]], np.float64)


def _write(path: Path, work: Work, rows: list[list[float]]) -> None:
    content = {
        "name": path.stem,
        "values": dict(work.values),
        "seeds": list(work.seeds),
        "targets": [[None if value != value else value for value in row] for row in rows],
    }
    write_sealed(path, content)
