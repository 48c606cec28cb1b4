"""The command line: commands, options and their help. What a command does is in cli.py."""

import argparse
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sim import __version__


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def make_parser(functions: Mapping[str, Callable[[argparse.Namespace], int]]) -> argparse.ArgumentParser:
    """Return the parser of all commands; `functions` gives what each one runs."""
    parser = argparse.ArgumentParser(
        prog="run.py", description="Compare policies for surveillance roll-out by simulation."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser("simulate", help="run every policy with every seed and compare them")
    run.set_defaults(command=functions["simulate"])
    run.add_argument("scenario", help="scenario file, or the name of one that comes with the program")
    run.add_argument("--seeds", type=_positive, default=20, help="number of seeds, from 0 (default 20)")
    run.add_argument("--jobs", type=_positive, default=os.cpu_count() or 1, help="cores to use (default: all)")
    run.add_argument("--people-per-agent", type=_positive, help="residents that one agent stands for")
    run.add_argument("--arms", help="only these policies, separated by commas; the baseline always runs")
    run.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="change one value")
    run.add_argument("--ensemble", type=Path, metavar="FILE",
                     help="parameter sets, as calibrate writes them; seed i uses set i (modulo)")  # fmt: skip
    run.add_argument("--engine", choices=["compiled", "reference"], default="compiled")
    run.add_argument("--out", type=Path, help="experiment folder (default: under results/)")
    run.add_argument("--city-months", choices=["december", "all"], default="december",
                     help="months of cities in outcomes.parquet (default december)")  # fmt: skip
    run.add_argument("--checkpoint", metavar="YYYY-MM",
                     help="also store the baseline's state after this month; further runs start from it")  # fmt: skip
    run.add_argument("--dry-run", action="store_true", help="only tell runs, time, memory and disk")
    run.add_argument("--json", action="store_true", help="one JSON object on stdout")

    again = commands.add_parser("compare", help="compare the policies of an experiment folder again")
    again.set_defaults(command=functions["compare"])
    again.add_argument("result", type=Path, metavar="RESULT", help="experiment folder; latest: the last one")
    again.add_argument("--baseline", help="policy to compare with")
    again.add_argument("--from", dest="first", metavar="YYYY-MM", help="first month that counts")
    again.add_argument("--to", dest="last", metavar="YYYY-MM", help="last month that counts")
    again.add_argument("--json", action="store_true", help="one JSON object on stdout")

    check = commands.add_parser("validate", help="check scenario files")
    check.set_defaults(command=functions["validate"])
    check.add_argument("files", nargs="+", metavar="FILE")

    _add_file_commands(commands, functions)

    _add_fit_commands(commands, functions)

    shipped = commands.add_parser("list", help="list the scenarios that come with the program")
    shipped.set_defaults(command=functions["list"])
    return parser


def _add_file_commands(commands: Any, functions: Mapping[str, Callable[[argparse.Namespace], int]]) -> None:
    who = commands.add_parser("explain", help="tell a value of a scenario and the place that set it")
    who.set_defaults(command=functions["explain"])
    who.add_argument("file", metavar="FILE")
    who.add_argument("key", metavar="KEY", help="for example parameters.corruptible_share, or corruptible_share")
    who.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="change one value")
    who.add_argument("--json", action="store_true", help="one JSON object on stdout")

    both = commands.add_parser("diff", help="list what differs between two scenarios")
    both.set_defaults(command=functions["diff"])
    both.add_argument("first", metavar="A")
    both.add_argument("second", metavar="B")
    both.add_argument("--json", action="store_true", help="one JSON object on stdout")

    made = commands.add_parser("new", help="write a scenario file that extends another")
    made.set_defaults(command=functions["new"])
    made.add_argument("name", metavar="NAME", help="a-z, 0-9, - and _")
    made.add_argument("--from", dest="parent", required=True, metavar="FILE", help="the scenario to extend")

    schema = commands.add_parser("schema", help="print the JSON Schema of scenario files")
    schema.set_defaults(command=functions["schema"])


def _add_fit_commands(commands: Any, functions: Mapping[str, Callable[[argparse.Namespace], int]]) -> None:
    fitted = commands.add_parser("calibrate", help="fit weakly known parameters to published figures")
    fitted.set_defaults(command=functions["calibrate"])
    fitted.add_argument("scenario", help="scenario file, or the name of one that comes with the program")
    fitted.add_argument("--draws", type=_positive, default=480, help="parameter sets to try in all (default 480)")
    fitted.add_argument("--waves", type=_positive, default=8,
                        help="the first fills the ranges, later ones look around the best (default 8)")  # fmt: skip
    fitted.add_argument("--seeds", type=_positive, default=12,
                        help="runs of a set in a wave; two thirds of new ones stop after 3 (default 12)")  # fmt: skip
    fitted.add_argument("--keep", type=_positive, default=12, help="parameter sets to keep (default 12)")
    fitted.add_argument("--start", type=Path, metavar="FILE",
                        help="ensemble whose sets are tried in the first wave, beside new ones")  # fmt: skip
    fitted.add_argument("--until", metavar="YYYY-MM", help="last month to run (default: that of the last target)")
    _add_run_options(fitted, "10000")
    fitted.add_argument("--out", type=Path, help="ensemble file (default: ensemble.csv in a folder under results/)")

    held = commands.add_parser("validate-model", help="hold the model against every published figure")
    held.set_defaults(command=functions["validate-model"])
    held.add_argument("scenario", nargs="?", default="russia", help="scenario (default russia)")
    held.add_argument("--ensemble", metavar="FILE",
                      help="parameter sets; none: the scenario's own values (default: those shipped)")  # fmt: skip
    held.add_argument("--seeds", type=_positive, default=240, help="number of runs (default 240)")
    _add_run_options(held, "scenario's")
    held.add_argument("--out", type=Path, help="also write this document, such as docs/validation.md")
    held.add_argument("--json", action="store_true", help="a list of targets on stdout")


def _add_run_options(parser: argparse.ArgumentParser, people: str) -> None:
    parser.add_argument("--jobs", type=_positive, default=os.cpu_count() or 1, help="processes (default: cores)")
    parser.add_argument("--people-per-agent", type=_positive, default=int(people) if people.isdigit() else None,
                        help=f"residents that one agent stands for (default {people})")  # fmt: skip
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="change one value")
    parser.add_argument("--engine", choices=["compiled", "reference"], default="compiled")
