"""Commands: python run.py COMMAND, or rollout COMMAND where installed.

Data goes to stdout, progress and errors to stderr. Exit codes: 0 done; 1 failed; 2 bad usage or
invalid scenario; 4 finished, and a quality check failed; 130 interrupted. Everything heavy is
imported by the command that needs it.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.arguments import make_parser
from sim.file_commands import (
    explain_key,
    list_all,
    make_new,
    print_json,
    print_schema,
    settings_of,
    show_differences,
    tell,
    validate,
)
from sim.fit_commands import calibrate, validate_model

if TYPE_CHECKING:
    from sim.experiments.simulate import Finished
    from sim.experiments.store.reader import Results

OK, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    options = make_parser(COMMANDS).parse_args(arguments)
    try:
        code: int = options.command(options)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        tell("interrupted")
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:
        code_and_text = _mistake(error)
        if code_and_text is None:
            raise  # a fault of the program: the traceback is wanted
        tell(code_and_text[1])
        return code_and_text[0]


def _mistake(error: Exception) -> tuple[int, str] | None:
    """Return exit code and message of an error that its user can mend, None for any other."""
    from sim.experiments.problems import ExperimentError, UsageError
    from sim.scenario.problems import ScenarioError

    if isinstance(error, ScenarioError):
        return USAGE, "\n".join(str(problem) for problem in error.problems) or str(error)
    if isinstance(error, UsageError):
        return USAGE, str(error)
    if isinstance(error, ExperimentError):
        return FAILED, str(error)
    if isinstance(error, OSError):
        return FAILED, f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}"
    return None


def simulate(options: argparse.Namespace) -> int:
    """Run every arm with every seed, store it, compare it."""
    from sim.experiments.design import design_experiment
    from sim.experiments.interrupts import note_interrupts, was_interrupted
    from sim.experiments.simulate import Options, run_experiment
    from sim.experiments.size import describe_size, refuse_if_too_large, size_of
    from sim.experiments.store.checkpoints import months_until
    from sim.experiments.store.latest import RESULTS, note_latest
    from sim.present.folder import update_folder
    from sim.scenario.load import load_scenario
    from sim.scenario.shipped import resolve_scenario_path

    note_interrupts()
    scenario = load_scenario(
        resolve_scenario_path(options.scenario),
        people_per_agent=options.people_per_agent,
        arms=options.arms.split(",") if options.arms else None,
        settings=settings_of(options.set),
    )
    for warning in scenario.warnings:
        tell(f"warning: {warning}")
    if options.ensemble:
        from sim.scenario.ensemble import read_ensemble, with_ensemble

        scenario = with_ensemble(scenario, read_ensemble(options.ensemble, scenario))
    experiment = design_experiment(scenario, options.engine)
    save_at = months_until(scenario.world, options.checkpoint) if options.checkpoint is not None else 0
    size = size_of(experiment, options.seeds, options.jobs, save_at)
    if options.dry_run:
        print(describe_size(size))
        return OK
    refuse_if_too_large(experiment, size)
    folder = options.out or RESULTS / experiment.default_folder
    try:
        chosen = Options(options.seeds, options.jobs, options.city_months, save_at)
        finished = run_experiment(experiment, folder, chosen)
        results = update_folder(folder)
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
        tell(f"warning: runs/{name} was damaged; it was set aside and its runs were made again")
    for name in finished.set_aside:
        tell(f"warning: checkpoints/{name} was damaged; it was set aside and its history was made again")
    for run, reason in finished.failures:
        tell(f"failed: policy {run.policy}, seed {run.seed}: {reason}")
    if as_json:
        print_json(
            {
                "folder": str(finished.folder),
                "report": str(report),
                "runs_made": finished.n_made,
                "runs_kept": finished.n_kept,
                "failed": [
                    {"policy": run.policy, "seed": run.seed, "reason": reason} for run, reason in finished.failures
                ],
                "comparison": [row._asdict() for row in results.comparison.values()],
            }
        )
    else:
        from sim.present.terminal import comparison_text

        print(comparison_text(results))
        print(f"{finished.n_made} runs made, {finished.n_kept} kept from before: {finished.folder}")
        print(f"Report: {report}")
    return FAILED if finished.failures else OK


def compare(options: argparse.Namespace) -> int:
    """Compare the policies of an experiment folder again."""
    from sim.experiments.store.latest import find_result

    folder = find_result(options.result)
    if options.baseline or options.first or options.last:
        from sim.analysis.comparison import compare
        from sim.experiments.store.csvfiles import csv_text
        from sim.experiments.store.schema import ComparisonRow

        rows = compare(folder, options.baseline, options.first, options.last)
        text = csv_text(ComparisonRow._fields, rows)
    else:
        from sim.experiments.store.reader import read_results
        from sim.present.terminal import comparison_text

        results = read_results(folder)
        rows, text = list(results.comparison.values()), comparison_text(results)
    if options.json:
        print_json({"comparison": [row._asdict() for row in rows]})
    else:
        print(text, end="")
    return OK


COMMANDS = {
    "simulate": simulate,
    "compare": compare,
    "validate": validate,
    "explain": explain_key,
    "diff": show_differences,
    "new": make_new,
    "list": list_all,
    "schema": print_schema,
    "calibrate": calibrate,
    "validate-model": validate_model,
}
