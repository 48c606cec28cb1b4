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
    from sim.analysis.evaluations import Task, Work
    from sim.analysis.space import Vectors
    from sim.analysis.targets import Target
    from sim.scenario.scenario import Scenario

    Make = Callable[[Sequence[Work]], list[Vectors]]


@contextmanager
def runs_kept_in(task: "Task", store: Path, n_workers: int, n_runs: int) -> "Iterator[Make]":
    """Lock a folder while runs are made in it and show progress; when interrupted, say what is kept."""
    from sim.analysis.evaluations import evaluate
    from sim.engines import needs_compilation, warm_up
    from sim.experiments.files import only_writer
    from sim.experiments.interrupts import note_interrupts
    from sim.experiments.progress import Progress

    note_interrupts()
    store.mkdir(parents=True, exist_ok=True)
    if task.engine == "compiled" and needs_compilation():
        tell("compiling the model, once (under a minute) ...")
    warm_up(task.engine)
    n_months = task.world.n_months
    progress = Progress(n_runs, n_runs * n_months, n_months, sys.stderr)

    def make(works: "Sequence[Work]") -> "list[Vectors]":
        n_seeds = len(works[0].seeds) if works else 0
        return evaluate(task, works, store, n_workers, lambda n: progress.advance(n * n_seeds))

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
