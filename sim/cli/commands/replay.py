"""Make one stored run once more and compare it bit for bit."""

import argparse

from sim.cli.arguments import add_json, add_result
from sim.cli.console import print_json
from sim.cli.exit_codes import CHECK_FAILED, OK


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folder and the run."""
    add_result(parser)
    parser.add_argument("--run", required=True, metavar="ID",
                        help="POLICY:SEED (in a sweep POLICY:POINT:SEED), or how its identity begins")  # fmt: skip
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Make one stored run once more and tell whether it is the same."""
    import sys

    from sim.experiments.archive.opening import opened
    from sim.experiments.checking.runs import find_run, replay, runs_of
    from sim.experiments.making.interrupts import note_interrupts
    from sim.experiments.making.readiness import make_ready
    from sim.experiments.store.again import experiment_of

    note_interrupts()
    with opened(options.result) as result:
        experiment = experiment_of(result.folder)
        stored = find_run(runs_of(experiment, result.folder), options.run)
        make_ready(experiment.engine, sys.stderr)
        found = replay(experiment, stored)
    policy, seed = stored.run.policy, stored.run.seed
    if options.json:
        about = {"run": stored.run.identity, "policy": policy, "point": stored.point, "seed": seed}
        print_json({**about, "part": stored.part.name, "is_same": found.is_same, "differing": list(found.differing)})
    else:
        where = f"policy {policy}, seed {seed} (run {stored.run.identity}, in runs/{stored.part.name})"
        said = "the same to the last bit" if found.is_same else f"other {', '.join(found.differing)}"
        print(f"{where}: made again, {said}")
    return OK if found.is_same else CHECK_FAILED
