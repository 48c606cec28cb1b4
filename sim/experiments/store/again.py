"""An experiment as its folder tells it: what makes its runs once more, wherever the folder lies."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sim.experiments.design.experiment import Experiment, design_experiment, design_sweep
from sim.experiments.design.identity import model_version
from sim.experiments.problems import UsageError
from sim.experiments.store.describe import SCENARIO
from sim.experiments.store.reader import open_record
from sim.experiments.store.record import Record
from sim.scenario.ensemble import Ensemble, with_ensemble
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from sim.scenario.text.problems import ScenarioError


def experiment_of(folder: Path) -> Experiment:
    """Return the experiment of a folder, made from scenario.resolved.yaml and the cities beside it.

    Raises
    ------
    UsageError
        The folder holds no experiment, or one that this program would not make the same, as of another model version.
    DamageError
        A file of the folder is not what was written.
    """
    record = open_record(folder)
    if record.model_version != model_version():
        raise UsageError(
            f"{folder} was made by model version {record.model_version}, and this is {model_version()}: its runs "
            "cannot be made again here. `compare` and `report` still read it; provenance.json names its program"
        )
    scenario = scenario_of(folder, record)
    points = [point["values"] for point in record.points]
    if points:
        experiment = design_sweep(scenario, record.engine, points, record.design)
    else:
        experiment = design_experiment(scenario, record.engine)
    if other := ", ".join(_others(experiment, record)):
        raise UsageError(f"{folder / SCENARIO} does not give the same experiment again: {other} would be others")
    return experiment


def _others(experiment: Experiment, record: Record) -> Iterator[str]:
    """Yield what would have another identity than the folder says."""
    if experiment.identity != record.identity:
        yield "the world"
    yield from (arm.name for arm in experiment.arms if arm.identity != record.arms[arm.name]["identity"])
    for number, (point, stored) in enumerate(zip(experiment.points, record.points, strict=True)):
        if point.identity != stored["identity"]:
            yield f"point {number}"


def scenario_of(folder: Path, record: Record, people_per_agent: int | None = None) -> Scenario:
    """Return the scenario that a folder was made from, with the settings of its command.

    Raises
    ------
    UsageError
        The folder does not hold it in a form that can be read again.
    """
    path = folder / SCENARIO
    arms = [name for name in record.arms if name != record.baseline]
    try:
        scenario = load_scenario(path, people_per_agent=people_per_agent, arms=arms)
    except ScenarioError as error:
        raise UsageError(
            f"the scenario in {folder} cannot be read again ({error.problems[0]}). Name the file that it was made from"
        ) from None
    if about := record.world.get("ensemble"):
        sets = tuple(tuple(values) for values in about["sets"])
        scenario = with_ensemble(scenario, Ensemble(tuple(about["parameters"]), sets, about["sha256"], ()))
    return replace(scenario, settings=record.settings)
