"""Write a scenario file that extends another."""

import argparse
from pathlib import Path

from sim.cli.exit_codes import OK


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the name and the parent."""
    parser.add_argument("name", metavar="NAME", help="a-z, 0-9, - and _")
    parser.add_argument("--from", dest="parent", required=True, metavar="FILE", help="the scenario to extend")


def run(options: argparse.Namespace) -> int:
    """Write a scenario file that extends another."""
    from sim.scenario.new import new_scenario

    folder = Path("scenarios") if Path("scenarios").is_dir() else Path()
    print(new_scenario(options.name, options.parent, folder))
    return OK
