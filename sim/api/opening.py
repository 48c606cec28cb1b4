"""Ways in: a scenario by name or file, a finished experiment by folder."""

import os
from pathlib import Path

from sim.api.experiment import Experiment
from sim.api.scenario import Scenario
from sim.experiments.store.latest import find_result
from sim.experiments.store.reader import read_results
from sim.scenario.shipped import list_scenarios, resolve_scenario_path


def scenarios() -> dict[str, str]:
    """Return the question of every scenario that comes with the program, by name."""
    return {shipped.name: shipped.title for shipped in list_scenarios()}


def load(scenario: str | os.PathLike[str], *, people_per_agent: int | None = None) -> Scenario:
    """Read a scenario: a file, or the name of one that comes with the program.

    Raises
    ------
    ScenarioError
        There is no such scenario, or it has mistakes; all are told at once.
    """
    return Scenario(resolve_scenario_path(os.fspath(scenario)), people_per_agent)


def open(result: str | os.PathLike[str], *, frame: str | None = None) -> Experiment:  # noqa: A001
    """Read an experiment folder, or the last one for "latest".

    Raises
    ------
    UsageError
        The folder holds no finished experiment.
    """
    return Experiment(read_results(find_result(Path(result))), frame)
