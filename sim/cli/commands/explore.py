"""Write the live page: one file with the model inside, which any browser opens without a network."""

import argparse
from pathlib import Path

from sim.cli.arguments import add_json
from sim.cli.console import print_json
from sim.cli.exit_codes import OK

_SCENARIO = "one-city"
_FILE = Path("explorer.html")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the scenario and where the page goes."""
    parser.add_argument("scenario", nargs="?", default=_SCENARIO, metavar="SCENARIO",
                        help=f"a scenario file or the name of a shipped one (default: {_SCENARIO})")  # fmt: skip
    parser.add_argument("--people-per-agent", type=int, metavar="N", help="as for simulate")
    parser.add_argument("--out", type=Path, default=_FILE, metavar="FILE", help=f"default: ./{_FILE}")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Write the live page and tell where it is."""
    from sim.present.explorer.page import page
    from sim.scenario.load import load_scenario
    from sim.scenario.shipped import resolve_scenario_path

    scenario = load_scenario(resolve_scenario_path(options.scenario), people_per_agent=options.people_per_agent)
    out: Path = options.out
    out.write_text(page(scenario), encoding="utf-8")
    if options.json:
        print_json({"page": str(out)})
    else:
        print(f"Page: {out}")
        print("It opens in any browser, without a network.")
    return OK
