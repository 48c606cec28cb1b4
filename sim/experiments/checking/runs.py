"""Stored runs made once more, and compared bit for bit."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sim.experiments.design.experiment import Experiment
from sim.experiments.design.identity import digest, run_identity
from sim.experiments.design.run import Run
from sim.experiments.problems import UsageError
from sim.experiments.store.digests import Values
from sim.experiments.store.inventory import stored_runs
from sim.experiments.store.parquet import connect, quoted, rows_of
from sim.experiments.store.parts import columns_of
from sim.experiments.store.record import read_record


class StoredRun(NamedTuple):
    """A run with where it lies."""

    point: int
    run: Run
    part: Path


class Replayed(NamedTuple):
    """A stored run beside the same run made now."""

    stored: StoredRun
    is_same: bool
    differing: tuple[str, ...]  # outcomes


def runs_of(experiment: Experiment, folder: Path) -> list[StoredRun]:
    """Return the stored runs of an experiment, by point, policy and seed.

    Raises
    ------
    UsageError
        There is none.
    """
    parts = stored_runs(folder / "runs")
    seeds = range(_most_seeds(folder))
    every = (
        (point, Run(run_identity(arm.identity, seed), arm.name, seed))
        for point in range(experiment.n_points)
        for arm in experiment.arms_at(point)
        for seed in seeds
    )
    found = [StoredRun(point, run, parts[run.identity]) for point, run in every if run.identity in parts]
    if not found:
        raise UsageError(f"{folder} holds no run that could be made again; run simulate again to finish it")
    return found


def _most_seeds(folder: Path) -> int:
    return max(int(arm["seeds"]) for arm in read_record(folder).arms.values())


def choose(runs: Sequence[StoredRun], share: float) -> list[StoredRun]:
    """Return a share of runs, at least one: the same ones each time, and no pattern in policies or seeds."""
    by_identity = {stored.run.identity: stored for stored in runs}
    return [by_identity[run.identity] for run in choose_runs([stored.run for stored in runs], share)]


def choose_runs(runs: Sequence[Run], share: float) -> list[Run]:
    """Return a share of runs as `choose` does."""
    n = max(1, round(share * len(runs)))
    return sorted(runs, key=lambda run: digest(["verify", run.identity]))[:n]


def find_run(runs: Sequence[StoredRun], text: str) -> StoredRun:
    """Return the run that a user means: POLICY:SEED, POLICY:POINT:SEED in a sweep, or the beginning of its identity.

    Raises
    ------
    UsageError
        There is none, or more than one.
    """
    found = [one for one in runs if text in _names(one) or (len(text) >= 8 and one.run.identity.startswith(text))]
    if len(found) != 1:
        known = ", ".join(_names(one)[0] for one in runs[:3])
        what = "is not a stored run" if not found else f"means {len(found)} runs"
        raise UsageError(f"{text!r} {what}; write POLICY:SEED, for example {known}, or the beginning of its identity")
    return found[0]


def _names(stored: StoredRun) -> tuple[str, ...]:
    policy, seed = stored.run.policy, stored.run.seed
    by_point = f"{policy}:{stored.point}:{seed}"
    return (by_point,) if stored.point else (f"{policy}:{seed}", by_point)


def replay(experiment: Experiment, stored: StoredRun, threads: int = 1) -> Replayed:
    """Make a stored run once more, from its first month on, and compare every value."""
    made, kept = _made(experiment, stored.point, stored.run, threads), _read(stored.part, stored.run)
    differing = tuple(name for name in made if not _same(made[name], kept.get(name)))
    return Replayed(stored, not differing, differing)


def made_bits(experiment: Experiment, run: Run, threads: int = 1) -> str:
    """Make a run once more, from its first month on; return the SHA-256 of its values."""
    return _bits(_made(experiment, run.point, run, threads))


def stored_bits(part: Path, run: Run) -> str:
    """Return the SHA-256 of the values of a run as a part holds them."""
    return _bits(_read(part, run))


def _bits(columns: Mapping[str, Values]) -> str:
    hasher = sha256()
    for name in sorted(columns):  # an undefined value is one, whatever its bits
        hasher.update(name.encode() + np.where(np.isnan(columns[name]), np.nan, columns[name]).tobytes())
    return hasher.hexdigest()


def _made(experiment: Experiment, point: int, run: Run, threads: int) -> dict[str, Values]:
    from sim.engines import make_engine

    at = experiment.at(point)
    result = make_engine(at.engine, threads).run(
        at.scenario.world_of(run.seed), at.scenario.policies[run.policy], run.seed
    )
    columns = columns_of({run: result}, at.scenario.world)
    return {name: column.astype(np.float64) for name, column in columns.items() if column.dtype == np.float64}


def _read(part: Path, run: Run) -> dict[str, Values]:
    query = f"SELECT * FROM {rows_of(part)} WHERE run = {quoted(run.identity)}"
    with connect() as connection:
        found = connection.execute(query).fetchnumpy()
    return {name: np.ma.filled(column.astype(np.float64), np.nan) for name, column in found.items()
            if column.dtype == np.float64}  # fmt: skip


def _same(one: Values, other: Values | None) -> bool:
    """Tell whether two columns have the same values, undefined ones at the same places."""
    if other is None or one.shape != other.shape:
        return False
    holes = np.isnan(one), np.isnan(other)
    return bool((holes[0] == holes[1]).all() and (one.view(np.int64) == other.view(np.int64))[~holes[0]].all())
