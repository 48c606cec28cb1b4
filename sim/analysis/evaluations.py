"""Runs of many parameter sets: each set's targets, stored whole or not at all, in one process or several."""

import json
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from math import nan
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.quantities import Paths
from sim.analysis.targets import Target
from sim.experiments.identity import digest, engine_version, model_version
from sim.experiments.store.files import publish
from sim.model.state import Policy, World
from sim.scenario.load import Scenario
from sim.scenario.registry import parameter_record

Values = Mapping[str, float]  # of parameters, by name
Runner = Callable[["Task", Values, int], list[float]]


class Task(NamedTuple):
    """What is the same for every parameter set: the world, its baseline policy and the figures to read off."""

    world: World
    policy: Policy
    parameters: Values  # of the scenario; a set replaces some
    targets: tuple[Target, ...]
    engine: str
    identity: str


class Work(NamedTuple):
    """Some parameter values with the seeds to run them with."""

    values: Values
    seeds: tuple[int, ...]


def make_task(scenario: Scenario, targets: Sequence[Target], engine: str) -> Task:
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
    return Task(
        scenario.world, scenario.policies[scenario.baseline], parameters, tuple(targets), engine, identity
    )


def measure_run(task: Task, values: Values, seed: int) -> list[float]:
    """Return every target of one run."""
    from sim.engines import make_engine

    world = task.world._replace(parameters=parameter_record({**task.parameters, **values}))
    paths = Paths(world, make_engine(task.engine, threads=1).run(world, task.policy, seed))
    return [target.measured(paths) for target in task.targets]


def evaluate(
    task: Task, works: Sequence[Work], folder: Path, n_workers: int, report: Callable[[int], None]
) -> list[NDArray[np.float64]]:
    """Return each work's targets, shape (n_seeds, n_targets), from the store where they lie there.

    `report` is called with the number of works done since the last call. What is finished when the
    command ends is kept; the same command goes on from there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{_identity(task, work)}.json" for work in works]
    missing = {path: work for path, work in zip(paths, works, strict=True) if not _is_stored(path, task, work)}
    if len(missing) < len(works):
        report(len(works) - len(missing))
    if n_workers == 1 or len(missing) <= 1:
        for path, work in missing.items():
            _make(task, work, path)
            report(1)
    else:
        _make_in_pool(task, missing, n_workers, report)
    return [_read(path) for path in paths]


def _identity(task: Task, work: Work) -> str:
    return digest({"task": task.identity, "values": dict(work.values), "seeds": list(work.seeds)})


def _is_stored(path: Path, task: Task, work: Work) -> bool:
    try:
        return _read(path).shape == (len(work.seeds), len(task.targets))
    except (OSError, ValueError, TypeError):  # not there, or damaged: it is made again
        return False


def _read(path: Path) -> NDArray[np.float64]:
    rows = json.loads(path.read_text(encoding="utf-8"))["targets"]
    return np.array([[nan if value is None else value for value in row] for row in rows], dtype=np.float64)


def _make(task: Task, work: Work, path: Path) -> None:
    rows = [measure_run(task, work.values, seed) for seed in work.seeds]
    content = {
        "values": dict(work.values),
        "seeds": list(work.seeds),
        "targets": [[None if value != value else value for value in row] for row in rows],
    }
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    temporary.write_text(json.dumps(content) + "\n", encoding="utf-8")
    publish(temporary, path)


_tasks: list[Task] = []  # the one task of this worker process


def _start_worker(task: Task, lifeline: Connection) -> None:
    def end_with_driver() -> None:
        multiprocessing.connection.wait([lifeline])  # ready only when the other end is closed
        os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_driver, daemon=True).start()
    _tasks[:] = [task]


def _make_in_worker(work: Work, path: Path) -> None:
    _make(_tasks[0], work, path)


def _make_in_pool(task: Task, missing: Mapping[Path, Work], n_workers: int, report: Callable[[int], None]) -> None:
    context = multiprocessing.get_context("spawn")
    held_by_workers, lifeline = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(
        min(n_workers, len(missing)), context, initializer=_start_worker, initargs=(task, held_by_workers)
    )
    try:
        running: set[Future[None]] = set()
        for path, work in missing.items():
            with _as_workers_start():
                running.add(pool.submit(_make_in_worker, work, path))
            if len(running) >= 2 * n_workers:
                running = _collect(running, report)
        while running:
            running = _collect(running, report)
    finally:
        lifeline.close()  # workers end at once, even in the middle of a run
        pool.shutdown(wait=True, cancel_futures=True)
        held_by_workers.close()


def _collect(running: set[Future[None]], report: Callable[[int], None]) -> set[Future[None]]:
    done, left = wait(running, return_when=FIRST_COMPLETED)
    for future in done:
        future.result()
    report(len(done))
    return left


@contextmanager
def _as_workers_start() -> Iterator[None]:
    """Workers are started inside: they inherit one thread and no ear for Ctrl+C."""
    before = os.environ.get("NUMBA_NUM_THREADS")
    os.environ["NUMBA_NUM_THREADS"] = "1"
    can_block = hasattr(signal, "pthread_sigmask")
    if can_block:
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        os.environ.pop("NUMBA_NUM_THREADS")
        if before is not None:
            os.environ["NUMBA_NUM_THREADS"] = before
        if can_block:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
