"""Options of a command that makes a share of an experiment, and of the one that joins the shares."""

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.arguments import usable_path
from sim.cli.console import tell

if TYPE_CHECKING:
    from sim.experiments.design.experiment import Experiment
    from sim.experiments.making.families import Portion

MOST_SHARES = 10_000


def add_shares(parser: argparse.ArgumentParser) -> None:
    """Add `--share` and `--join`; `joined_of` checks them."""
    about = "make only the K-th of N shares of the runs, in a folder of its own, --out; no tables"
    parser.add_argument("--share", type=_share, metavar="K/N", help=about)
    about = "take over the runs of all shares that lie in FOLDER, then make what is missing"
    parser.add_argument("--join", type=usable_path, metavar="FOLDER", help=about)


def joined_of(options: argparse.Namespace, experiment: "Experiment", save_at: int) -> tuple[Path, ...]:
    """Return the folders of the shares that options name, none without any; what is not a share of ours is told.

    Raises
    ------
    UsageError: what is asked for does not go together, or there is no such folder.
    """
    from sim.experiments.problems import UsageError
    from sim.experiments.store.sharing import belongs_to

    if options.share is not None and (options.out is None or options.join is not None or save_at):
        raise UsageError("--share needs a folder of its own, --out, and does not go with --join or --checkpoint")
    if options.join is None:
        return ()
    if not options.join.is_dir():
        raise UsageError(f"--join names {options.join}, which is not a folder; name the one that holds the shares")
    found = sorted(path for path in options.join.iterdir() if path.is_dir())
    for path in found:
        if not belongs_to(experiment, path):
            tell(f"warning: {path} holds no share of this experiment; nothing is taken from it")
    return tuple(found)


def _share(text: str) -> "Portion":
    """Return the share that `K/N` means, for argparse."""
    from sim.experiments.making.families import Portion

    found = re.fullmatch(r"([0-9]{1,5})/([0-9]{1,5})", text)
    number, of = map(int, found.groups()) if found else (0, 0)
    if not 1 <= number <= of <= MOST_SHARES:
        raise argparse.ArgumentTypeError(f"takes K/N, such as 3/10, K from 1 to N and N at most {MOST_SHARES:,}")
    return Portion(number, of)
