"""Commands: python run.py COMMAND, or rollout COMMAND where installed.

Data goes to stdout, progress and errors to stderr. Exit codes: 0 done; 1 failed; 2 bad usage or
invalid scenario; 130 interrupted. Everything heavy is imported by the command that needs it.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim import __version__

if TYPE_CHECKING:
    from sim.experiments.simulate import Finished

OK, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.command(options)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        _tell("interrupted")
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:
        code_and_text = _mistake(error)
        if code_and_text is None:
            raise  # a fault of the program: the traceback is wanted
        _tell(code_and_text[1])
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
    from sim.experiments.executor import interrupt_on_sigterm
    from sim.experiments.simulate import Options, run_experiment
    from sim.scenario.load import load_scenario
    from sim.scenario.shipped import resolve_scenario_path

    interrupt_on_sigterm()
    scenario = load_scenario(
        resolve_scenario_path(options.scenario),
        people_per_agent=options.people_per_agent,
        arms=options.arms.split(",") if options.arms else None,
        settings=_settings(options.set),
    )
    for warning in scenario.warnings:
        _tell(f"warning: {warning}")
    experiment = design_experiment(scenario, options.engine)
    folder = options.out or Path("results") / experiment.default_folder
    try:
        finished = run_experiment(
            experiment, folder, Options(options.seeds, options.jobs, options.city_months)
        )
        report = _tables(finished)
    except KeyboardInterrupt:
        _tell(f"interrupted; finished runs are kept in {folder}. The same command goes on from there.")
        return INTERRUPTED
    return _conclude(finished, report, options.json)


def _tables(finished: "Finished") -> Path:
    """Write the comparison and what describes the tables; return where the report lies."""
    from sim.analysis.comparison import write_comparison
    from sim.experiments.describe import write_datapackage
    from sim.present.report import write_report

    write_comparison(finished.folder)
    write_datapackage(finished.folder, finished.record)
    return write_report(finished.folder)


def _conclude(finished: "Finished", report: Path, as_json: bool) -> int:
    for name in finished.damaged:
        _tell(f"warning: runs/{name} was damaged; it was set aside and its runs were made again")
    for run, reason in finished.failures:
        _tell(f"failed: policy {run.policy}, seed {run.seed}: {reason}")
    if as_json:
        _print_json(
            {
                "folder": str(finished.folder),
                "report": str(report),
                "runs_made": finished.n_made,
                "runs_kept": finished.n_kept,
                "failed": [
                    {"policy": run.policy, "seed": run.seed, "reason": reason}
                    for run, reason in finished.failures
                ],
                "comparison": _rows(finished.folder),
            }
        )
    else:
        from sim.present.terminal import comparison_text

        print(comparison_text(finished.folder))
        print(f"{finished.n_made} runs made, {finished.n_kept} kept from before: {finished.folder}")
        print(f"Report: {report}")
    return FAILED if finished.failures else OK


def compare(options: argparse.Namespace) -> int:
    """Compare the policies of an experiment folder again."""
    if options.json:
        _print_json({"comparison": _rows(options.result, options.baseline, options.first, options.last)})
    elif options.baseline or options.first or options.last:
        from sim.analysis.comparison import ComparisonRow, compare
        from sim.experiments.tables import csv_text

        rows = compare(options.result, options.baseline, options.first, options.last)
        print(csv_text(ComparisonRow._fields, rows), end="")
    else:
        from sim.experiments.store import read_record
        from sim.present.terminal import comparison_text

        read_record(options.result)
        print(comparison_text(options.result), end="")
    return OK


def validate(options: argparse.Namespace) -> int:
    """Check scenario files; show every problem with its place."""
    from sim.scenario.load import load_scenario
    from sim.scenario.problems import ScenarioError
    from sim.scenario.shipped import resolve_scenario_path

    code = OK
    for text in options.files:
        try:
            scenario = load_scenario(resolve_scenario_path(text))
        except ScenarioError as error:
            _tell(_mistake(error)[1])  # type: ignore[index]
            code = USAGE
        else:
            for warning in scenario.warnings:
                _tell(f"warning: {warning}")
            print(f"{text}: ok, {len(scenario.arms)} arms, {len(scenario.world.city_names)} cities")
    return code


def list_all(options: argparse.Namespace) -> int:
    """List the scenarios that come with the program."""
    from sim.scenario.shipped import list_scenarios

    for entry in list_scenarios():
        print(entry if isinstance(entry, str | Path) else "  ".join(map(str, entry)))
    return OK


def _rows(folder: Path, *choices: str | None) -> list[dict[str, Any]]:
    from sim.analysis.comparison import compare

    return [row._asdict() for row in compare(folder, *choices)]


def _settings(pairs: Sequence[str]) -> dict[str, str]:
    from sim.experiments.problems import UsageError

    for pair in pairs:
        if "=" not in pair:
            raise UsageError(f"--set takes KEY=VALUE, not {pair!r}; for example --set people_per_agent=500")
    return dict(pair.split("=", 1) for pair in pairs)


def _print_json(value: Any) -> None:
    print(json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False))


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="run.py", description="Compare policies for surveillance roll-out by simulation."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser("simulate", help="run every policy with every seed and compare them")
    run.set_defaults(command=simulate)
    run.add_argument("scenario", help="scenario file, or the name of one that comes with the program")
    run.add_argument("--seeds", type=_positive, default=20, help="number of seeds, from 0 (default 20)")
    run.add_argument("--jobs", type=_positive, default=os.cpu_count() or 1, help="processes (default: cores)")
    run.add_argument("--people-per-agent", type=_positive, help="residents that one agent stands for")
    run.add_argument("--arms", help="only these policies, separated by commas; the baseline always runs")
    run.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="change one value")
    run.add_argument("--engine", choices=["compiled", "reference"], default="compiled")
    run.add_argument("--out", type=Path, help="experiment folder (default: under results/)")
    run.add_argument("--city-months", choices=["december", "all"], default="december",
                     help="months of cities in outcomes.parquet (default december)")  # fmt: skip
    run.add_argument("--json", action="store_true", help="one JSON object on stdout")

    again = commands.add_parser("compare", help="compare the policies of an experiment folder again")
    again.set_defaults(command=compare)
    again.add_argument("result", type=Path, help="experiment folder")
    again.add_argument("--baseline", help="policy to compare with")
    again.add_argument("--from", dest="first", metavar="YYYY-MM", help="first month that counts")
    again.add_argument("--to", dest="last", metavar="YYYY-MM", help="last month that counts")
    again.add_argument("--json", action="store_true", help="one JSON object on stdout")

    check = commands.add_parser("validate", help="check scenario files")
    check.set_defaults(command=validate)
    check.add_argument("files", nargs="+", metavar="FILE")

    shipped = commands.add_parser("list", help="list the scenarios that come with the program")
    shipped.set_defaults(command=list_all)
    return parser
