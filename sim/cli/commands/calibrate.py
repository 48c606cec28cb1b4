"""Fit weakly known parameters to published figures.

Writes an ensemble of parameter sets. What is finished is kept: the same command goes on after an interruption.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.arguments import MAX_SEEDS, add_run_options, add_scenario, positive, up_to, usable_path
from sim.cli.console import tell
from sim.cli.ensembles import read_told
from sim.cli.exit_codes import OK
from sim.cli.fitting import last_month, load_until, runs_kept_in

if TYPE_CHECKING:
    from sim.analysis.fit.calibration import Fit, FitOptions
    from sim.analysis.fit.targets import Target


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the scenario, the effort, and the ensemble's file."""
    add_scenario(parser)
    parser.add_argument("--draws", type=positive, default=480, help="parameter sets to try in all (default: 480)")
    parser.add_argument("--waves", type=positive, default=8,
                        help="the first fills the ranges, later ones look around the best (default: 8)")  # fmt: skip
    parser.add_argument("--seeds", type=up_to(MAX_SEEDS), default=12,
                        help="runs of a set in a wave; two thirds of new ones stop after 3 (default: 12)")  # fmt: skip
    parser.add_argument("--keep", type=positive, default=12, help="parameter sets to keep (default: 12)")
    parser.add_argument("--start", type=usable_path, metavar="FILE",
                        help="ensemble whose sets are tried in the first wave, beside new ones")  # fmt: skip
    parser.add_argument("--until", metavar="YYYY-MM", help="last month to run (default: that of the last target)")
    add_run_options(parser, people_per_agent=10_000)
    parser.add_argument(
        "--out", type=usable_path, help="ensemble file (default: ensemble.csv in a folder under results/)"
    )


def run(options: argparse.Namespace) -> int:
    """Fit weakly known parameters to the targets marked cal; write an ensemble of parameter sets."""
    from sim.analysis.fit.calibration import FitOptions, fit
    from sim.analysis.fit.files import write_fit
    from sim.analysis.fit.parameter_runs import Work, make_task
    from sim.analysis.fit.space import fitted_parameters, space_of
    from sim.analysis.fit.targets import all_targets

    targets = [target for target in all_targets() if target.use == "cal"]
    scenario = load_until(options, last_month(targets, options.until))
    targets = _within(targets, scenario.world.start_month + scenario.world.n_months)
    effort = FitOptions(options.draws, options.waves, options.keep, options.seeds)
    start = read_told(options.start, scenario) if options.start else None
    known = [start.values(number) for number in range(len(start.sets))] if start else []
    _check_effort(effort, len(known), options.start)
    space = space_of(scenario.parameters, [fitted.parameter for fitted in fitted_parameters()])
    task = make_task(scenario, targets, options.engine)
    path = options.out or Path("results") / f"calibration-{scenario.name}-{task.identity[:8]}" / "ensemble.csv"
    with runs_kept_in(task, path.with_name(f"{path.stem}-sets"), options, effort.n_runs()) as make:
        found = fit(space, targets, lambda sets, seeds: make([Work(v, tuple(seeds)) for v in sets]), effort, known)
    origin = {"scenario": scenario.name, "started_from": start.sha256 if start else None}
    write_fit(path, task, space, effort, found, origin)
    _tell_fit(path, targets, found)
    return OK


def _within(targets: "Sequence[Target]", end: int) -> "list[Target]":
    """Return the targets that lie before a month; the others are told.

    Raises
    ------
    UsageError: none does.
    """
    from sim.experiments.problems import UsageError

    beyond = [target.id for target in targets if target.last_month >= end]
    if beyond:
        tell(f"left out, since they lie after --until: {', '.join(beyond)}")
    if len(beyond) == len(targets):
        raise UsageError("no target lies within the months that are run; choose a later --until")
    return [target for target in targets if target.id not in beyond]


def _check_effort(effort: "FitOptions", n_known: int, start: Path | None) -> None:
    """See that enough sets are tried for those that are kept, and for those known before.

    Raises
    ------
    UsageError: they are not.
    """
    from sim.experiments.problems import UsageError

    if effort.n_keep > effort.n_staying():
        raise UsageError(
            f"cannot keep {effort.n_keep} sets, since {effort.n_staying()} of {effort.n_draws} stay after the look; "
            "choose a smaller --keep or more --draws"
        )
    if n_known and n_known >= effort.wave_sizes()[0]:
        raise UsageError(
            f"{start} holds {n_known} sets, and the first wave tries {effort.wave_sizes()[0]}, the "
            "scenario's own values among them; choose more --draws or fewer --waves"
        )


def _tell_fit(path: Path, targets: "Sequence[Target]", found: "Fit") -> None:
    nearest = min(found.kept, key=lambda trial: trial.distance)
    farthest = max(trial.distance for trial in found.kept)
    print(f"{len(found.trials)} parameter sets tried on {len(targets)} targets; {len(found.kept)} kept: {path}")
    print(
        f"Distance (0.1: at the edge of every tolerance; 1.3: far from all): {found.start.distance:.3f} "
        f"with the scenario's own values, {nearest.distance:.3f} to {farthest:.3f} in the kept sets."
    )
    own = found.start.met
    print(f"Met on these seeds: {nearest.met} targets by the nearest set, {own} by the scenario's own values.")
