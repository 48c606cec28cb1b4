"""Write and explain the job script that makes an experiment, or a sweep, on a cluster.

The script hands in an array of shares and a last job that joins them; every line says what it is for. Nothing is handed
in before somebody has read it: `bash FILE` does that.
"""

import argparse
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.arguments import MAX_SEEDS, add_json, add_run_options, add_scenario, add_which, up_to, usable_path
from sim.cli.console import print_json
from sim.cli.exit_codes import OK
from sim.cli.making import load_told
from sim.cli.shares import MOST_SHARES

if TYPE_CHECKING:
    from sim.experiments.design.experiment import Experiment

_SHARE_S = 1800.0  # [seconds] that a share should take, so that a lost one costs little


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the scheduler, what is run, and where the script and the result go."""
    parser.add_argument(
        "--slurm", action="store_true", required=True, help="a script for Slurm, the one scheduler so far"
    )
    add_scenario(parser)
    parser.add_argument("design", nargs="?", metavar="DESIGN", help="design of a sweep; without it, as simulate")
    parser.add_argument("--seeds", type=up_to(MAX_SEEDS), help="number of seeds, from 0 (default: 20, in a sweep 8)")
    add_run_options(parser)
    add_which(parser)
    parser.add_argument("--out", type=usable_path, required=True, metavar="DIR",
                        help="experiment folder, where every machine of the cluster can write")  # fmt: skip
    parser.add_argument("--tasks", type=up_to(MOST_SHARES), metavar="N",
                        help="number of shares (default: of half an hour each)")  # fmt: skip
    parser.add_argument("--script", type=usable_path, metavar="FILE", help="where it is written (default: DIR.slurm)")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Write the job script."""
    from sim.cli.slurm import Place, Work, script_text
    from sim.experiments.size import size_of
    from sim.experiments.store.files import write_text

    options.seeds = options.seeds or (8 if options.design else 20)
    experiment = _experiment(options)
    size = size_of(experiment, options.seeds, options.jobs)
    result = options.out.absolute()
    place = Place(Path.cwd(), (options.script or result.with_name(f"{result.name}.slurm")).absolute(), result)
    work = Work(
        experiment.scenario.title or experiment.scenario.name, experiment.scenario.name, _program(), _what(options),
        size.n_runs, size.cpu_seconds, size.memory_bytes, options.jobs,
    )  # fmt: skip
    n_tasks = options.tasks or max(1, min(MOST_SHARES, round(size.cpu_seconds / options.jobs / _SHARE_S)))
    place.script.parent.mkdir(parents=True, exist_ok=True)
    write_text(place.script, script_text(work, place, n_tasks))
    if options.json:
        print_json({"script": str(place.script), "shares": n_tasks, "result": str(result), **size.as_json()})
    else:
        cores = "1 core" if options.jobs == 1 else f"{options.jobs} cores"
        print(f"{place.script}: {size.n_runs} runs in {n_tasks} shares, each on {cores}. Read it, then:")
        print(f"  bash {shlex.quote(str(place.script))}")
    return OK


def _experiment(options: argparse.Namespace) -> "Experiment":
    """Return what is to be made, so that a mistake shows here and not on the cluster."""
    from sim.experiments.design.experiment import design_experiment, design_sweep
    from sim.scenario.designs.load import read_design
    from sim.scenario.designs.shipped import resolve_design_path

    scenario = load_told(options)
    if not options.design:
        return design_experiment(scenario, options.engine)
    design = read_design(resolve_design_path(options.design), scenario)
    return design_sweep(scenario, options.engine, design.points, design.about)


def _program() -> list[str]:
    return [sys.executable, "-m", "sim"]


def _what(options: argparse.Namespace) -> list[str]:
    """Return the words of the command that each job gives, without shares and folders."""
    words = ["sweep", options.scenario, options.design] if options.design else ["simulate", options.scenario]
    words += ["--seeds", str(options.seeds), "--jobs", str(options.jobs), "--engine", options.engine]
    given = {"--people-per-agent": options.people_per_agent, "--run-timeout": options.run_timeout}
    for name, value in given.items():
        words += [name, str(value)] if value is not None else []
    words += ["--arms", ",".join(options.arms)] if options.arms else []
    for setting in options.set:
        words += ["--set", setting]
    return words
