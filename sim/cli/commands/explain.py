"""Show a value of a scenario, and the file and line that set it."""

import argparse
import json

from sim.cli.arguments import add_json, add_settings, settings_of
from sim.cli.console import print_json
from sim.cli.exit_codes import OK


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the file and the key."""
    parser.add_argument("file", metavar="FILE", help="scenario file, or the name of a shipped one")
    parser.add_argument("key", metavar="KEY", help="for example parameters.corruptible_share, or corruptible_share")
    add_settings(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Tell the value of a key and the place that set it."""
    from sim.scenario.explain import explain
    from sim.scenario.shipped import resolve_scenario_path

    found = explain(resolve_scenario_path(options.file), options.key, settings_of(options.set))
    if options.json:
        print_json(found._asdict())
        return OK
    value = found.value if isinstance(found.value, str) else json.dumps(found.value, ensure_ascii=False)
    print(f"{found.key} = {value}{f' [{found.unit}]' if found.unit else ''}")
    print(f"  set at {found.place}")
    if found.note:
        print(f"  {found.note}")
    return OK
