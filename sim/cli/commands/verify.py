"""Check that a result is what was made, and that its runs come out the same once more.

Every file is compared with what vouches for it, then a share of the runs is made again, offline, and compared bit for
bit. What is damaged is named; the same `simulate` command makes it again. Of an archive every byte is read.
"""

import argparse
from typing import TYPE_CHECKING, NamedTuple

from sim.cli.arguments import add_json, add_result, share
from sim.cli.console import print_json, tell
from sim.cli.exit_codes import CHECK_FAILED, FAILED, OK

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sim.experiments.checking.files import Checked, Fault
    from sim.experiments.checking.runs import Replayed


class Made(NamedTuple):
    """What was made again, or why nothing was."""

    n_runs: int = 0  # stored
    replayed: "Sequence[Replayed]" = ()
    reason: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folder, and how many runs are made again."""
    add_result(parser)
    parser.add_argument("--hashes-only", action="store_true", help="make no run again")
    parser.add_argument("--share", type=share, default=0.01, metavar="SHARE",
                        help="share of the runs that is made again (default: 0.01, at least one run)")  # fmt: skip
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Check the files of a result, then make a share of its runs again."""
    from sim.experiments.archive.opening import is_archive, opened
    from sim.experiments.checking.archives import archive_faults
    from sim.experiments.checking.files import check_files

    if is_archive(options.result) and (faults := archive_faults(options.result)):
        return _archive_told(options, faults)
    with opened(options.result) as result:
        checked = check_files(result.folder)
        made = Made()
        if not checked.faults and not options.hashes_only:
            made = _made_again(result.folder, options.share)
        return _told(options, result.name, checked, made)


def _archive_told(options: argparse.Namespace, faults: "list[Fault]") -> int:
    """Tell what in an archive is damaged, of which nothing was unpacked."""
    _faults_told(options.result, faults)
    if options.json:
        print_json({"archive": str(options.result), "faults": [fault._asdict() for fault in faults]})
    else:
        print("The archive is not as it was written, and nothing of it was made again. Get it once more.")
    return CHECK_FAILED


def _faults_told(name: "Path", faults: "list[Fault]") -> None:
    for fault in faults:
        tell(f"damaged: {name / fault.path} {fault.what}")


def _told(options: argparse.Namespace, name: "Path", checked: "Checked", made: Made) -> int:
    """Tell what was found; return the exit code."""
    _faults_told(name, checked.faults)
    if not options.json:
        print(_files_told(checked.n_files, len(checked.faults)))
    if made.reason:
        tell(f"no run was made again: {made.reason}. The files were checked")
    for one in made.replayed:
        if not one.is_same:
            tell(f"another result: policy {one.stored.run.policy}, seed {one.stored.run.seed}: {_listed(one)}")
    same = sum(one.is_same for one in made.replayed)
    if options.json:
        print_json({
            "folder": str(name), "files": checked.n_files, "faults": [fault._asdict() for fault in checked.faults],
            "runs": made.n_runs, "runs_made_again": len(made.replayed), "runs_the_same": same,
            "not_made_again": made.reason,
        })  # fmt: skip
    elif made.replayed:
        print(f"{len(made.replayed)} of {made.n_runs} runs were made again; {same} of them the same to the last bit.")
    if made.reason:
        return FAILED
    return OK if not checked.faults and same == len(made.replayed) else CHECK_FAILED


def _made_again(folder: "Path", share: float) -> Made:
    """Make a share of the runs again, or tell why none can be."""
    import sys

    from sim.experiments.checking.runs import choose, replay, runs_of
    from sim.experiments.making.interrupts import note_interrupts
    from sim.experiments.making.readiness import make_ready
    from sim.experiments.problems import UsageError
    from sim.experiments.store.again import experiment_of

    note_interrupts()
    try:
        experiment = experiment_of(folder)
        stored = runs_of(experiment, folder)
    except UsageError as error:
        return Made(reason=str(error))
    make_ready(experiment.engine, sys.stderr)
    return Made(len(stored), [replay(experiment, one) for one in choose(stored, share)])


def _files_told(n_files: int, n_faults: int) -> str:
    if not n_faults:
        return f"{n_files} files, all as they were made."
    return (
        f"{n_faults} of {n_files} files are not as they were made. The same `simulate` command sets damaged runs aside "
        "and makes them, and all that is made from them, again."
    )


def _listed(one: "Replayed") -> str:
    return ", ".join(one.differing[:5]) + (" and more" if len(one.differing) > 5 else "")
