"""The record of a folder as a command leaves it: what was there, with the arms, seeds and points of this command."""

import json
from typing import Any

from sim.experiments.design.experiment import Experiment
from sim.experiments.design.identity import SCHEMA_VERSION, engine_version, model_version
from sim.experiments.store.record import Record
from sim.experiments.store.recovery import Before
from sim.scenario.registry import registered_parameters
from sim.scenario.scenario import Scenario


def current_record(before: Before, experiment: Experiment, n_seeds: int, city_months: str) -> Record:
    """Return the folder's record with this command's arms and seeds added; what is there never gets poorer."""
    scenario = experiment.scenario
    arms: dict[str, dict[str, Any]] = {}
    for arm in experiment.arms:
        seeds = before.arms.get(arm.name, {}).get("seeds", 0)
        first = _earliest(experiment, arm.name)
        arms[arm.name] = arm._asdict() | {"first_difference": first, "seeds": max(seeds, n_seeds)}
        del arms[arm.name]["name"]
    others = {name: arm for name, arm in before.arms.items() if name not in arms}
    widest = before.record is not None and before.record.city_months == "all"
    points, design = _points(before, experiment)
    earlier = before.record.warnings if before.record is not None and others else []
    return Record(
        schema=SCHEMA_VERSION,
        identity=experiment.identity,
        name=scenario.name,
        title=scenario.title,
        description=scenario.description,
        engine=experiment.engine,
        engine_version=engine_version(experiment.engine),
        model_version=model_version(),
        people_per_agent=scenario.world.people_per_agent,
        start_month=scenario.world.start_month,
        n_months=scenario.world.n_months,
        n_places=1 + len(scenario.world.city_names),
        baseline=scenario.baseline,
        world=json.loads(json.dumps(scenario.resolved_world)),
        parameters=_own_parameters(scenario),
        arms=arms | others,
        city_months="all" if widest else city_months,
        warnings=list(dict.fromkeys([*earlier, *scenario.kept_warnings])),
        settings=dict(scenario.settings),
        preface=scenario.preface,
        look_for=scenario.look_for,
        question={} if scenario.question is None else scenario.question._asdict(),
        labels=dict(scenario.labels),
        points=points,
        design=design,
    )


def _earliest(experiment: Experiment, name: str) -> int | None:
    """Return the first month in which an arm differs from the baseline at any point."""
    arms = [arm for point in range(experiment.n_points) for arm in experiment.arms_at(point) if arm.name == name]
    return min((arm.first_difference for arm in arms if arm.first_difference is not None), default=None)


def _points(before: Before, experiment: Experiment) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the points that the tables hold and their design: the larger of what is there and what is asked for."""
    if before.record is not None and before.record.identities > experiment.identities:
        return before.record.points, before.record.design
    points = [{"identity": point.identity, "values": dict(point.values)} for point in experiment.points]
    return points, dict(experiment.design)


def _own_parameters(scenario: Scenario) -> dict[str, dict[str, Any]]:
    """Return what the scenario says of parameters in place of the registry: value, range, source."""
    registered = {parameter.name: parameter for parameter in registered_parameters()}
    return {
        one.name: {"value": one.value + 0.0, "low": one.low, "high": one.high, "source": one.source}
        for one in sorted(scenario.parameters)
        if one != registered[one.name]
    }
