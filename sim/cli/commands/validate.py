"""Check scenario files; show every mistake with its place."""

import argparse
from typing import Any

from sim.cli.arguments import add_json
from sim.cli.console import print_json, tell
from sim.cli.exit_codes import OK, USAGE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the files."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="scenario file, or the name of a shipped one")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Check scenario files; show every problem and warning with its place. Warnings leave the exit code as it is."""
    verdicts = [_verdict(text) for text in options.files]
    for verdict in verdicts:
        for problem in verdict["problems"]:
            tell(problem)
        for warning in verdict["warnings"]:
            tell(f"warning: {warning}")
        if verdict["ok"] and not options.json:
            print(f"{verdict['file']}: ok, {len(verdict['arms'])} arms, {verdict['n_cities']} cities")
    if options.json:
        print_json({"files": verdicts})
    return OK if all(verdict["ok"] for verdict in verdicts) else USAGE


def _verdict(text: str) -> dict[str, Any]:
    """Return what is to be said of a file."""
    from sim.scenario.load import load_scenario
    from sim.scenario.shipped import resolve_scenario_path
    from sim.scenario.text.problems import ScenarioError

    verdict: dict[str, Any] = {"file": text, "ok": False, "problems": [], "warnings": [], "arms": [], "n_cities": 0}
    try:
        scenario = load_scenario(resolve_scenario_path(text))
    except ScenarioError as error:
        return verdict | {"problems": [str(problem) for problem in error.problems]}
    found = {"arms": list(scenario.arms), "n_cities": len(scenario.world.city_names)}
    return verdict | {"ok": True, "warnings": list(scenario.warnings)} | found
