"""Run every policy with every seed and compare them.

What is finished is kept: the same command again makes only what is missing.
"""

import argparse

from sim.cli.arguments import MAX_SEEDS, add_scenario, up_to, usable_path
from sim.cli.ensembles import read_told
from sim.cli.making import add_making_options, carry_out, load_told


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the scenario, how much is run, and where it is kept."""
    add_scenario(parser)
    parser.add_argument("--seeds", type=up_to(MAX_SEEDS), default=20, help="number of seeds, from 0 (default: 20)")
    add_making_options(parser)
    parser.add_argument("--ensemble", type=usable_path, metavar="FILE",
                        help="parameter sets, as calibrate writes them; seed i uses set i (modulo)")  # fmt: skip
    parser.add_argument("--checkpoint", metavar="YYYY-MM",
                        help="also store the baseline's state after this month; later runs start from it")  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Run every arm with every seed, store it, compare it."""
    from sim.experiments.design.experiment import design_experiment
    from sim.experiments.making.interrupts import note_interrupts
    from sim.experiments.store.checkpoints import months_until

    note_interrupts()
    scenario = load_told(options)
    if options.ensemble:
        from sim.scenario.ensemble import with_ensemble

        scenario = with_ensemble(scenario, read_told(options.ensemble, scenario))
    experiment = design_experiment(scenario, options.engine)
    save_at = months_until(scenario.world, options.checkpoint) if options.checkpoint is not None else 0
    return carry_out(options, experiment, save_at)
