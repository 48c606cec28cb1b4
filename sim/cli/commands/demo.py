"""Make a small whole experiment and tell what it is.

A made-up city of 10,000 residents under four policies: a few runs each, the comparison, the report. It takes less
than a minute once the model is compiled.
"""

import argparse
import os
from textwrap import fill
from typing import TYPE_CHECKING

from sim.cli.arguments import positive
from sim.cli.console import tell
from sim.cli.exit_codes import FAILED, INTERRUPTED, OK

if TYPE_CHECKING:
    from sim.experiments.simulate import Finished
    from sim.scenario.scenario import Scenario

_SCENARIO = "one-city"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add how many runs are made."""
    parser.add_argument("--seeds", type=positive, default=8, help="runs of each policy (default: 8)")


def run(options: argparse.Namespace) -> int:
    """Make the classroom's experiment and tell what was made and what to try next."""
    from sim.experiments.design.experiment import design_experiment
    from sim.experiments.kept import interrupted_text
    from sim.experiments.making.interrupts import note_interrupts
    from sim.experiments.simulate import Options, run_experiment
    from sim.experiments.store.latest import RESULTS, note_latest
    from sim.present.folder import update_folder
    from sim.scenario.load import load_scenario
    from sim.scenario.shipped import resolve_scenario_path

    note_interrupts()
    scenario = load_scenario(resolve_scenario_path(_SCENARIO))
    experiment = design_experiment(scenario, "compiled")
    folder = RESULTS / experiment.default_folder
    tell(_beginning(scenario, options.seeds))
    try:
        finished = run_experiment(experiment, folder, Options(options.seeds, os.cpu_count() or 1), update_folder)
        note_latest(folder)
    except KeyboardInterrupt:
        tell(f"{interrupted_text(experiment, folder, options.seeds)}.")
        return INTERRUPTED
    print(_end(finished, options.program))
    return OK if finished.is_whole else FAILED


def _beginning(scenario: "Scenario", n_seeds: int) -> str:
    world = scenario.world
    people, years = int(world.cities.population.sum()), world.n_months // 12
    others = ", ".join(arm for arm in scenario.arms if arm != scenario.baseline)
    return fill(
        f"A made-up city of {people:,} residents lives through {years} years, month by month. It does so {n_seeds} "
        f"times as things are ({scenario.baseline}) and {n_seeds} times under each other policy ({others}), with the "
        "same luck each time. So what differs is what the policy changed.",
        100,
    )


def _end(finished: "Finished", program: str) -> str:
    from sim.experiments.store.datapackage import REPORT

    program = f"python {program}" if program.endswith(".py") else program
    again = f"{program} simulate {_SCENARIO}"
    return (
        f"{finished.n_made} runs made, {finished.n_kept} kept from before: {finished.folder}\n"
        f"Report, to open in a browser: {finished.folder / REPORT}\n\n"
        "What to try next:\n"
        f"  {program} compare latest    the comparison in this terminal\n"
        f"  {again} --seeds 40    more runs of the same, and narrower intervals\n"
        f"  {again} --set retention_days=90    the same city with another rule\n"
        f"  {program} new my-city --from {_SCENARIO}    a scenario of your own\n"
        f"  {program} explore    the model in a browser: move its rules yourself\n"
        f"  {program} list    other questions, with every city of a country"
    )
