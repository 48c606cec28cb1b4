"""What simulate and sweep share: which runs are wanted, how they are made, and what is said of them."""

import argparse
from typing import TYPE_CHECKING, Any

from sim.cli.arguments import add_json, add_run_options, add_which, settings_of, share, usable_path
from sim.cli.clusters import add_cluster, cluster_of
from sim.cli.compared import compared_json, compared_text
from sim.cli.console import print_json, tell
from sim.cli.exit_codes import FAILED, INTERRUPTED, OK
from sim.cli.shares import add_shares, joined_of
from sim.cli.typed import typed

if TYPE_CHECKING:
    from sim.experiments.design.experiment import Experiment
    from sim.experiments.making.audit import Audited
    from sim.experiments.simulate import Finished
    from sim.experiments.store.quarantine import Failure
    from sim.experiments.store.reader import Results
    from sim.scenario.scenario import Scenario

_TOLD = 20  # failed runs, by name


def add_making_options(parser: argparse.ArgumentParser) -> None:
    """Add which policies run, how, and where they are kept."""
    add_run_options(parser)
    add_which(parser)
    parser.add_argument("--out", type=usable_path, help="experiment folder (default: one under results/)")
    parser.add_argument("--city-months", choices=["december", "all"], default="december",
                        help="months of cities in outcomes.parquet (default: december)")  # fmt: skip
    add_shares(parser)
    parser.add_argument("--retry-failed", action="store_true",
                        help="also make runs that failed in an earlier command, which are left out else")  # fmt: skip
    parser.add_argument("--audit", type=share, default=0.0, metavar="SHARE",
                        help="make this share of the runs once more on another worker and expel one that makes other "
                        "values, for example 0.01")  # fmt: skip
    parser.add_argument("--progress", choices=("line", "json", "quiet"), default="line",
                        help="on stderr: line, for people; json, one object a line; quiet, nothing but what went wrong "
                        "(default: line)")  # fmt: skip
    add_cluster(parser)
    parser.add_argument("--dry-run", action="store_true", help="only print the runs, time, memory and disk needed")
    add_json(parser)


def load_told(options: argparse.Namespace) -> "Scenario":
    """Return the scenario that options name; its warnings go to stderr.

    Raises
    ------
    ScenarioError: with every mistake of the file.
    """
    from sim.scenario.load import load_scenario
    from sim.scenario.shipped import resolve_scenario_path

    scenario = load_scenario(
        resolve_scenario_path(options.scenario),
        people_per_agent=options.people_per_agent,
        arms=options.arms,
        settings=settings_of(options.set),
    )
    for warning in scenario.warnings:
        tell(f"warning: {warning}")
    return scenario


def carry_out(options: argparse.Namespace, experiment: "Experiment", save_at: int = 0) -> int:
    """Make what is missing of an experiment and tell what came out; `save_at` as in its options."""
    from sim.experiments.kept import interrupted_text, more_seeds_text
    from sim.experiments.making.interrupts import was_interrupted
    from sim.experiments.simulate import Options, run_experiment
    from sim.experiments.size import describe_size, refuse_if_too_large, size_of
    from sim.experiments.store.latest import RESULTS, note_latest
    from sim.experiments.store.reader import read_results
    from sim.present.folder import update_folder

    cluster = cluster_of(options)
    joined = joined_of(options, experiment, save_at)
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
            options.retry_failed, cluster, options.audit, options.progress, options.share, joined,
        )  # fmt: skip
        finished = run_experiment(experiment, folder, chosen, update_folder)
        if options.share is not None:
            return _conclude_share(finished, options)
        results = read_results(folder)
        if options.out is None:
            note_latest(folder)
    except (KeyboardInterrupt, Exception):
        if not was_interrupted():
            raise
        tell(f"{interrupted_text(experiment, folder, options.seeds, options.share)}:")
        tell(f"  {typed(options)}")
        return INTERRUPTED
    if more := more_seeds_text(results, options.seeds, (arm.name for arm in experiment.arms)):
        tell(f"note: {more}")
    return _conclude(finished, results, options.json)


def _conclude_share(finished: "Finished", options: argparse.Namespace) -> int:
    """Tell what was made of a share; what all of it says is told where the shares are joined."""
    _tell_mishaps(finished, is_sweep=True)
    if options.json:
        print_json({
            "folder": str(finished.folder), "share": options.share._asdict(), "runs_made": finished.n_made,
            "runs_kept": finished.n_kept, "failed": [_failed(failure, True) for failure in finished.failures],
            "left_out": [_failed(failure, True) for failure in finished.left_out],
        })  # fmt: skip
    else:
        made = f"{finished.n_made} runs made, {finished.n_kept} kept from before: {finished.folder}"
        print(f"Share {options.share.number} of {options.share.of}: {made}")
    return OK if finished.is_whole else FAILED


def _conclude(finished: "Finished", results: "Results", as_json: bool) -> int:
    from sim.experiments.store.datapackage import REPORT

    report = finished.folder / REPORT
    _tell_mishaps(finished, results.is_sweep)
    if as_json:
        print_json(
            {
                "folder": str(finished.folder),
                "report": str(report),
                "runs_made": finished.n_made,
                "runs_kept": finished.n_kept,
                "failed": [_failed(failure, results.is_sweep) for failure in finished.failures],
                **_audit_json(finished),
                "left_out": [_failed(failure, results.is_sweep) for failure in finished.left_out],
                **compared_json(results),
            }
        )
    else:
        print(compared_text(results))
        print(f"{finished.n_made} runs made, {finished.n_kept} kept from before: {finished.folder}")
        if finished.audited:
            print(f"{finished.audited.n_same} runs were made once more on another worker, the same to the last bit.")
            if finished.audited.n_unchecked:
                print(
                    f"{finished.audited.n_unchecked} that were chosen were not: worker after worker was lost with them."
                )
        print(f"Report: {report}")
    return OK if finished.is_whole else FAILED


def _tell_mishaps(finished: "Finished", is_sweep: bool) -> None:
    for name in finished.damaged:
        tell(f"warning: runs/{name} is not the part that its name says (damaged, copied or renamed): it was set aside, "
             "and runs that were nowhere else were made again")  # fmt: skip
    for words in finished.healed:
        tell(f"warning: {words}")
    for name in finished.set_aside:
        tell(f"warning: checkpoints/{name} was damaged; it was set aside and its history was made again")
    for word, failures in (("left out, failed before", finished.left_out), ("failed", finished.failures)):
        for run, reason in failures[:_TOLD]:
            at = f", point {run.point}" if is_sweep else ""
            tell(f"{word}: policy {run.policy}{at}, seed {run.seed}: {reason}")
    if not finished.is_whole:
        _tell_missing(finished)


def _tell_missing(finished: "Finished") -> None:
    from sim.experiments.store.quarantine import QUARANTINE

    n_failed = len(finished.left_out) + len(finished.failures)
    tell(
        f"{n_failed} of {finished.n_made + finished.n_kept + n_failed} runs are missing, and so are their pairs. "
        f"{finished.folder / QUARANTINE} says why. With --retry-failed the same command makes them again."
    )


def _audit_text(audited: "Audited") -> str:
    text = f"{audited.n_same} runs were made once more on another worker, the same to the last bit."
    if audited.n_unchecked:
        text += f" {audited.n_unchecked} more were chosen, and were not: worker after worker was lost with them."
    return text


def _audit_json(finished: "Finished") -> dict[str, Any]:
    if finished.audited is None:
        return {}
    return {"runs_audited": finished.audited.n_same, "runs_not_checked": finished.audited.n_unchecked,
            "workers_expelled": len(finished.audited.expulsions)}  # fmt: skip


def _failed(failure: "Failure", is_sweep: bool) -> dict[str, Any]:
    run, reason = failure
    return {"policy": run.policy, **({"point": run.point} if is_sweep else {}), "seed": run.seed, "reason": reason}
