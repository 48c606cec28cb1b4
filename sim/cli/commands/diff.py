"""List what differs between two scenarios, after inheritance and defaults."""

import argparse
import json
from typing import Any

from sim.cli.arguments import add_json
from sim.cli.console import print_json
from sim.cli.exit_codes import OK


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the two files."""
    parser.add_argument("first", metavar="A", help="scenario file, or the name of a shipped one")
    parser.add_argument("second", metavar="B", help="the same")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """List what differs between two scenarios, after inheritance and defaults."""
    from sim.scenario.diff import differing_values
    from sim.scenario.load import load_scenario
    from sim.scenario.shipped import resolve_scenario_path

    first, second = (load_scenario(resolve_scenario_path(text)) for text in (options.first, options.second))
    found = differing_values(first, second)
    if options.json:
        print_json([entry._asdict() for entry in found])
    else:
        for entry in found:
            print(f"{entry.key}: {_shown(entry.first)} -> {_shown(entry.second)}")
        print(f"{len(found)} differences" if found else "the same world and the same arms")
    return OK


def _shown(value: Any) -> str:
    if isinstance(value, list) and len(value) > 3:
        return f"{', '.join(map(str, value[:2]))} and {len(value) - 2} more"
    return "(not there)" if value is None else json.dumps(value, ensure_ascii=False)
