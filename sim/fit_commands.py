"""Commands that hold the model against published figures: calibrate, validate-model."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sim.file_commands import print_json, settings_of, tell

if TYPE_CHECKING:
    from sim.analysis.calibration import Fit
    from sim.analysis.evaluations import Task, Work
    from sim.analysis.space import Vectors
    from sim.analysis.targets import Target
    from sim.analysis.validation import Check
    from sim.scenario.ensemble import Ensemble
    from sim.scenario.load import Scenario

    Make = Callable[[Sequence[Work]], list[Vectors]]

OK, CHECK_FAILED = 0, 4
_FRESH_SEED = 1_000_000  # of the first run of a validation
SHIPPED_ENSEMBLE = "data/ensemble.csv"  # under scenarios/


def calibrate(options: argparse.Namespace) -> int:
    """Fit weakly known parameters to the targets marked cal; write an ensemble of parameter sets."""
    from sim.analysis.calibration import Options, fit
    from sim.analysis.evaluations import Work, make_task
    from sim.analysis.fit_files import write_fit
    from sim.analysis.space import fitted_parameters, space_of
    from sim.analysis.targets import all_targets
    from sim.experiments.problems import UsageError
    from sim.scenario.ensemble import read_ensemble

    targets = [target for target in all_targets() if target.use == "cal"]
    scenario = _load(options, _last_month(targets, options.until))
    end = scenario.world.start_month + scenario.world.n_months
    beyond = [target.id for target in targets if target.last_month >= end]
    if beyond:
        tell(f"left out, since they lie after --until: {', '.join(beyond)}")
    targets = [target for target in targets if target.id not in beyond]
    if not targets:
        raise UsageError("no target lies within the months that are run; choose a later --until")
    effort = Options(options.draws, options.waves, options.keep, options.seeds)
    if options.keep > effort.n_staying():
        raise UsageError(
            f"cannot keep {options.keep} sets, since {effort.n_staying()} of {options.draws} stay after the look; "
            "choose a smaller --keep or more --draws"
        )
    start = read_ensemble(options.start, scenario) if options.start else None
    known = [start.values(number) for number in range(len(start.sets))] if start else []
    if start and len(known) >= effort.wave_sizes()[0]:
        raise UsageError(
            f"{options.start} holds {len(known)} sets, and the first wave tries {effort.wave_sizes()[0]}, the "
            "scenario's own values among them; choose more --draws or fewer --waves"
        )
    space = space_of(scenario.parameters, [fitted.parameter for fitted in fitted_parameters()])
    task = make_task(scenario, targets, options.engine)
    path = options.out or Path("results") / f"calibration-{scenario.name}-{task.identity[:8]}" / "ensemble.csv"
    with _runner(task, path.with_name(f"{path.stem}-sets"), options.jobs, effort.n_runs()) as make:
        found = fit(space, targets, lambda sets, seeds: make([Work(v, tuple(seeds)) for v in sets]), effort, known)
    origin = {"scenario": scenario.name, "started_from": start.sha256 if start else None}
    write_fit(path, task, space, effort, found, origin)
    _tell_fit(path, targets, found)
    return OK


@contextmanager
def _runner(task: "Task", store: Path, n_workers: int, n_runs: int) -> "Iterator[Make]":
    """Hold a folder while runs are made in it, show how far they are, and say what is kept of them if interrupted."""
    from sim.analysis.evaluations import evaluate
    from sim.engines import needs_compilation, warm_up
    from sim.experiments.interrupts import note_interrupts
    from sim.experiments.progress import Progress
    from sim.experiments.store.files import only_writer

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


def _last_month(targets: "Sequence[Target]", until: str | None) -> str:
    from sim.scenario.months import format_month

    return until or format_month(max(target.last_month for target in targets))


def _load(options: argparse.Namespace, end: str) -> "Scenario":
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


def validate_model(options: argparse.Namespace) -> int:
    """Hold every target against the model; 4 when too few are met."""
    from sim.analysis.evaluations import Work, make_task
    from sim.analysis.targets import all_targets
    from sim.analysis.validation import check_all, passes
    from sim.scenario.ensemble import read_ensemble

    targets = all_targets()
    scenario = _load(options, _last_month(targets, None))
    path = _ensemble_path(options.ensemble)
    ensemble = read_ensemble(path, scenario) if path else None
    task = make_task(scenario, targets, options.engine)
    store = Path("results") / f"validation-{scenario.name}-{task.identity[:8]}"
    works = [Work(ensemble.values(seed) if ensemble else {}, (seed,)) for seed in _fresh_seeds(options.seeds)]
    with _runner(task, store, options.jobs, options.seeds) as make:
        runs = make(works)
    import numpy as np

    checks = check_all(targets, np.concatenate(runs))
    _show_checks(options, scenario, checks, _about_check(options, scenario, ensemble, path))
    return OK if passes(checks) else CHECK_FAILED


def _fresh_seeds(n: int) -> range:
    """Return seeds that no fit has used."""
    return range(_FRESH_SEED, _FRESH_SEED + n)


def _ensemble_path(text: str | None) -> Path | None:
    """Return the ensemble file: the one named, none for "none", else the shipped one if there is one."""
    from sim.scenario.shipped import shipped_root

    if text is not None:
        return None if text == "none" else Path(text)
    shipped = shipped_root() / SHIPPED_ENSEMBLE
    return shipped if shipped.is_file() else None


def _about_check(
    options: argparse.Namespace, scenario: "Scenario", ensemble: "Ensemble | None", path: Path | None
) -> str:
    from sim.experiments.identity import model_version

    sets = (
        f"{len(ensemble.sets)} parameter sets of `{path.name}` ({ensemble.sha256[:12]}), run i with set i modulo their "
        "number: intervals hold what is uncertain about those parameters as well as luck"
        if ensemble and path
        else "the scenario's own parameter values: intervals hold luck only"
    )
    return (
        f"Made by `python run.py validate-model`; do not edit. {options.seeds} runs of the baseline of "
        f"`{scenario.name}`, seeds from {_FRESH_SEED:,}, which no fit has used, {scenario.world.people_per_agent:,} "
        f"people an agent, engine {options.engine}, model version `{model_version()}`, with {sets}."
    )


def _show_checks(options: argparse.Namespace, scenario: "Scenario", checks: "Sequence[Check]", about: str) -> None:
    from sim.present.validation import validation_text, write_validation

    if options.json:
        print_json([check.as_json() for check in checks])
    else:
        print(validation_text(checks), end="")
    if options.out:
        write_validation(options.out, checks, about)
        tell(f"written: {options.out}")
