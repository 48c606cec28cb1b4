"""Write the live page: one file with the model inside, which any browser opens without a network."""

import argparse
from pathlib import Path

from sim.cli.arguments import add_json, positive, usable_path
from sim.cli.console import print_json
from sim.cli.exit_codes import OK
from sim.present.explorer import EXAMPLE

_FILE = Path("explorer.html")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the scenario and where the page goes."""
    meant = f"scenario file, name of a shipped one, or experiment folder (default: {EXAMPLE})"
    parser.add_argument("scenario", nargs="?", default=EXAMPLE, metavar="SCENARIO", help=meant)
    parser.add_argument("--people-per-agent", type=positive, metavar="N",
                        help="how many people an agent stands for; the scenario's unless given")  # fmt: skip
    parser.add_argument("--out", type=usable_path, default=_FILE, metavar="FILE", help=f"default: ./{_FILE}")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Write the live page and tell where it is."""
    from sim.present.explorer.page import page
    from sim.present.explorer.source import scenario_meant

    scenario = scenario_meant(options.scenario, options.people_per_agent)
    out: Path = options.out
    out.write_text(page(scenario), encoding="utf-8")
    if options.json:
        print_json({"page": str(out), "people_per_agent": scenario.world.people_per_agent})
    else:
        print(f"Page: {out}")
        print(_about(scenario.world.people_per_agent))
    return OK


def _about(people_per_agent: int) -> str:
    agents = (
        "Each resident is an agent" if people_per_agent == 1 else f"An agent stands for {people_per_agent:,} people"
    )
    return f"{agents}. The page opens in any browser, without a network."
