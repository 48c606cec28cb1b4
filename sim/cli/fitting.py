"""What calibrate and validate-model share: the scenario they run, and runs held in a folder."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.arguments import settings_of
from sim.cli.console import tell

if TYPE_CHECKING:
    from sim.analysis.fit.parameter_runs import TargetTask, Work
    from sim.analysis.fit.space import Vectors
    from sim.analysis.fit.targets import Target
    from sim.scenario.scenario import Scenario

    Make = Callable[[Sequence[Work]], list[Vectors]]


@contextmanager
def runs_kept_in(task: "TargetTask", store: Path, options: argparse.Namespace, n_runs: int) -> "Iterator[Make]":
    """Lock a folder while runs are made in it and show progress; when interrupted, say what is kept."""
    from sim.analysis.fit.parameter_runs import evaluate
    from sim.experiments.making.interrupts import note_interrupts
    from sim.experiments.making.processes import local_executor
    from sim.experiments.making.progress import Progress
    from sim.experiments.making.readiness import make_ready
    from sim.experiments.making.timeout import run_timeout_s
    from sim.experiments.store.files import only_writer

    note_interrupts()
    store.mkdir(parents=True, exist_ok=True)
    make_ready(task.engine, sys.stderr)
    n_months = task.world.n_months
    progress = Progress(n_runs, n_runs * n_months, n_months, sys.stderr)
    executor = local_executor(options.jobs, options.run_timeout or run_timeout_s(task.world, task.engine))

    def make(works: "Sequence[Work]") -> "list[Vectors]":
        return evaluate(task, works, store, executor, progress)

    try:
        with only_writer(store), closing(progress):
            yield make
    except KeyboardInterrupt:
        tell(f"what is finished is kept in {store}. The same command goes on from there.")
        raise


def last_month(targets: "Sequence[Target]", until: str | None) -> str:
    """Return the last month to run: the one that a user chose, else that of the last target."""
    from sim.scenario.text.months import format_month

    return until or format_month(max(target.last_month for target in targets))


def load_until(options: argparse.Namespace, end: str) -> "Scenario":
    """Return the baseline of the scenario that options name, until a month, with its warnings told."""
    from sim.scenario.load import load_scenario
    from sim.scenario.shipped import resolve_scenario_path

    scenario = load_scenario(
        resolve_scenario_path(options.scenario),
        people_per_agent=options.people_per_agent,
        arms=[],
        settings=settings_of(options.set) | {"period.end": end},
    )
    for warning in scenario.warnings:
        tell(f"warning: {warning}")
    return scenario
