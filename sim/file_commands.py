"""Commands about scenario files: validate, explain, diff, new, list, schema."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

OK, USAGE = 0, 2


def validate(options: argparse.Namespace) -> int:
    """Check scenario files; show every problem with its place."""
    from sim.scenario.load import load_scenario
    from sim.scenario.problems import ScenarioError
    from sim.scenario.shipped import resolve_scenario_path

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


def list_all(options: argparse.Namespace) -> int:
    """List the scenarios that come with the program."""
    from sim.scenario.shipped import list_scenarios

    for entry in list_scenarios():
        print(entry if isinstance(entry, str | Path) else "  ".join(map(str, entry)))
    return OK


def explain_key(options: argparse.Namespace) -> int:
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


def show_differences(options: argparse.Namespace) -> int:
    """List what differs between two scenarios, after inheritance and defaults."""
    from sim.scenario.explain import differences
    from sim.scenario.load import load_scenario
    from sim.scenario.shipped import resolve_scenario_path

    first, second = (load_scenario(resolve_scenario_path(text)) for text in (options.first, options.second))
    found = differences(first, second)
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


def make_new(options: argparse.Namespace) -> int:
    """Write a scenario file that extends another."""
    from sim.scenario.new import new_scenario

    folder = Path("scenarios") if Path("scenarios").is_dir() else Path()
    print(new_scenario(options.name, options.parent, folder))
    return OK


def print_schema(_: argparse.Namespace) -> int:
    """Print the JSON Schema of scenario files."""
    from sim.scenario.schema import scenario_schema

    print_json(scenario_schema())
    return OK


def settings_of(pairs: Sequence[str]) -> dict[str, str]:
    """Return what `--set KEY=VALUE` options say.

    Raises
    ------
    UsageError: one has no equals sign.
    """
    from sim.experiments.problems import UsageError

    for pair in pairs:
        if "=" not in pair:
            raise UsageError(f"--set takes KEY=VALUE, not {pair!r}; for example --set people_per_agent=500")
    return dict(pair.split("=", 1) for pair in pairs)


def print_json(value: Any) -> None:
    """Print one JSON object on stdout."""
    print(json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False))


def tell(text: str) -> None:
    """Print a line on stderr."""
    print(text, file=sys.stderr, flush=True)
