"""Print the JSON Schema of scenario files, or of designs."""

import argparse

from sim.cli.console import print_json
from sim.cli.exit_codes import OK


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the kind of file."""
    parser.add_argument("kind", nargs="?", choices=["scenario", "design"], default="scenario",
                        help="kind of file (default: scenario)")  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Print the JSON Schema of a kind of file."""
    from sim.scenario.designs.schema import design_schema
    from sim.scenario.schema import scenario_schema

    print_json(design_schema() if options.kind == "design" else scenario_schema())
    return OK
