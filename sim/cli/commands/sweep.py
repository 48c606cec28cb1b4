"""Run every policy with every seed at each point of a design, and compare them there.

A design varies parameters, or levers at the start. What is finished is kept: the same command again makes only what is
missing, and more seeds or a longer design add to it.
"""

import argparse

from sim.cli.arguments import MAX_SEEDS, add_scenario, up_to
from sim.cli.making import add_making_options, carry_out, load_told


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the scenario, the design, how much is run, and where it is kept."""
    add_scenario(parser)
    parser.add_argument("design", metavar="DESIGN", help="design file, or the name of one that comes with the program")
    parser.add_argument("--seeds", type=up_to(MAX_SEEDS), default=8,
                        help="number of seeds at each point, from 0 (default: 8)")  # fmt: skip
    add_making_options(parser)


def run(options: argparse.Namespace) -> int:
    """Run every arm with every seed at every point, store it, compare it point by point."""
    from sim.experiments.design.experiment import design_sweep
    from sim.experiments.making.interrupts import note_interrupts
    from sim.scenario.designs.load import read_design
    from sim.scenario.designs.shipped import resolve_design_path

    note_interrupts()
    scenario = load_told(options)
    design = read_design(resolve_design_path(options.design), scenario)
    return carry_out(options, design_sweep(scenario, options.engine, design.points, design.about))
