"""Run every policy with every seed and compare them.

What is finished is kept: the same command again makes only what is missing.
"""

import argparse
from typing import TYPE_CHECKING

from sim.cli.arguments import (
    MAX_SEEDS,
    add_json,
    add_run_options,
    add_scenario,
    names,
    settings_of,
    up_to,
    usable_path,
)
from sim.cli.clusters import add_cluster, cluster_of
from sim.cli.console import print_json, tell
from sim.cli.ensembles import read_told
from sim.cli.exit_codes import FAILED, INTERRUPTED, OK

if TYPE_CHECKING:
    from sim.experiments.simulate import Finished
    from sim.experiments.store.quarantine import Failure
    from sim.experiments.store.reader import Results

_TOLD = 20  # failed runs, by name


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the scenario, how much is run, and where it is kept."""
    add_scenario(parser)
    parser.add_argument("--seeds", type=up_to(MAX_SEEDS), default=20, help="number of seeds, from 0 (default: 20)")
    add_run_options(parser)
    parser.add_argument(
        "--arms", type=names, metavar="A,B", help="only these policies, separated by commas; the baseline always runs"
    )
    parser.add_argument("--ensemble", type=usable_path, metavar="FILE",
                        help="parameter sets, as calibrate writes them; seed i uses set i (modulo)")  # fmt: skip
    parser.add_argument("--out", type=usable_path, help="experiment folder (default: one under results/)")
    parser.add_argument("--city-months", choices=["december", "all"], default="december",
                        help="months of cities in outcomes.parquet (default: december)")  # fmt: skip
    parser.add_argument("--checkpoint", metavar="YYYY-MM",
                        help="also store the baseline's state after this month; later runs start from it")  # fmt: skip
    parser.add_argument("--retry-failed", action="store_true",
                        help="also make runs that failed in an earlier command, which are left out else")  # fmt: skip
    add_cluster(parser)
    parser.add_argument("--dry-run", action="store_true", help="only print the runs, time, memory and disk needed")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Run every arm with every seed, store it, compare it."""
    from sim.experiments.design.experiment import design_experiment
    from sim.experiments.making.interrupts import note_interrupts, was_interrupted
    from sim.experiments.simulate import Options, run_experiment
    from sim.experiments.size import describe_size, refuse_if_too_large, size_of
    from sim.experiments.store.checkpoints import months_until
    from sim.experiments.store.latest import RESULTS, note_latest
    from sim.experiments.store.reader import read_results
    from sim.present.folder import update_folder
    from sim.scenario.load import load_scenario
    from sim.scenario.shipped import resolve_scenario_path

    note_interrupts()
    cluster = cluster_of(options)
    scenario = load_scenario(
        resolve_scenario_path(options.scenario),
        people_per_agent=options.people_per_agent,
        arms=options.arms,
        settings=settings_of(options.set),
    )
    for warning in scenario.warnings:
        tell(f"warning: {warning}")
    if options.ensemble:
        from sim.scenario.ensemble import with_ensemble

        scenario = with_ensemble(scenario, read_told(options.ensemble, scenario))
    experiment = design_experiment(scenario, options.engine)
    save_at = months_until(scenario.world, options.checkpoint) if options.checkpoint is not None else 0
    size = size_of(experiment, options.seeds, options.jobs, save_at)
    if options.dry_run:
        if options.json:
            print_json(size.as_json())
        else:
            print(describe_size(size))
        return OK
    refuse_if_too_large(experiment, size)
    folder = options.out or RESULTS / experiment.default_folder
    try:
        chosen = Options(
            options.seeds, options.jobs, options.city_months, save_at, options.run_timeout, options.out is None,
            options.retry_failed, cluster,
        )  # fmt: skip
        finished = run_experiment(experiment, folder, chosen, update_folder)
        results = read_results(folder)
        if options.out is None:
            note_latest(folder)
    except (KeyboardInterrupt, Exception):
        if not was_interrupted():
            raise
        tell(f"interrupted; finished runs are kept in {folder}. The same command goes on from there.")
        return INTERRUPTED
    return _conclude(finished, results, options.json)


def _conclude(finished: "Finished", results: "Results", as_json: bool) -> int:
    from sim.experiments.store.datapackage import REPORT

    report = finished.folder / REPORT
    for name in finished.damaged:
        tell(f"warning: runs/{name} is not the part that its name says (damaged, copied or renamed): it was set aside, "
             "and runs that were nowhere else were made again")  # fmt: skip
    for words in finished.healed:
        tell(f"warning: {words}")
    for name in finished.set_aside:
        tell(f"warning: checkpoints/{name} was damaged; it was set aside and its history was made again")
    _tell_failures(finished)
    if as_json:
        print_json(
            {
                "folder": str(finished.folder),
                "report": str(report),
                "runs_made": finished.n_made,
                "runs_kept": finished.n_kept,
                "failed": _as_json(finished.failures),
                "left_out": _as_json(finished.left_out),
                "comparison": [row._asdict() for row in results.comparison.values()],
            }
        )
    else:
        from sim.present.terminal import comparison_text

        print(comparison_text(results))
        print(f"{finished.n_made} runs made, {finished.n_kept} kept from before: {finished.folder}")
        print(f"Report: {report}")
    return OK if finished.is_whole else FAILED


def _tell_failures(finished: "Finished") -> None:
    for word, failures in (("left out, failed before", finished.left_out), ("failed", finished.failures)):
        for run, reason in failures[:_TOLD]:
            tell(f"{word}: policy {run.policy}, seed {run.seed}: {reason}")
    if not finished.is_whole:
        from sim.experiments.store.quarantine import QUARANTINE

        n_failed = len(finished.left_out) + len(finished.failures)
        tell(
            f"{n_failed} of {finished.n_made + finished.n_kept + n_failed} runs are missing, and so are their pairs. "
            f"{finished.folder / QUARANTINE} says why. With --retry-failed the same command makes them again."
        )


def _as_json(failures: "list[Failure]") -> list[dict[str, object]]:
    return [{"policy": run.policy, "seed": run.seed, "reason": reason} for run, reason in failures]
