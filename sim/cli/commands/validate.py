"""Check scenario files; show every mistake with its place."""

import argparse

from sim.cli.console import tell
from sim.cli.exit_codes import OK, USAGE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the files."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="scenario file, or the name of a shipped one")


def run(options: argparse.Namespace) -> int:
    """Check scenario files; show every problem with its place."""
    from sim.scenario.load import load_scenario
    from sim.scenario.shipped import resolve_scenario_path
    from sim.scenario.text.problems import ScenarioError

    code = OK
    for text in options.files:
        try:
            scenario = load_scenario(resolve_scenario_path(text))
        except ScenarioError as error:
            tell(str(error))
            code = USAGE
        else:
            for warning in scenario.warnings:
                tell(f"warning: {warning}")
            print(f"{text}: ok, {len(scenario.arms)} arms, {len(scenario.world.city_names)} cities")
    return code
