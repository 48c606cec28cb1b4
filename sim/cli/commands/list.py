"""List the scenarios that come with the program."""

import argparse

from sim.cli.console import print_table
from sim.cli.exit_codes import OK


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing: the list is always whole."""


def run(options: argparse.Namespace) -> int:
    """List the scenarios that come with the program."""
    from sim.scenario.shipped import list_scenarios

    print_table(list_scenarios())
    return OK
