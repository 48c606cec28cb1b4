"""The design of an experiment: a scenario with an engine, its arms named by their content."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sim.experiments.design.identity import arm_identity, digest, experiment_identity
from sim.model.cohorts import n_agents
from sim.model.state import World
from sim.scenario.designs.at import scenario_at
from sim.scenario.designs.carriers import Value
from sim.scenario.difference import first_difference_between
from sim.scenario.scenario import Scenario


class Arm(NamedTuple):
    """One arm as its experiment folder knows it."""

    name: str
    identity: str
    definition: Any  # resolved, as JSON
    first_difference: int | None  # [month index] first lever that differs from the baseline's


class Point(NamedTuple):
    """Values at which every arm runs with every seed, and the names that follow."""

    identity: str  # that of an experiment whose scenario has these values
    values: Mapping[str, Value]
    arms: tuple[Arm, ...]


class Experiment(NamedTuple):
    """A scenario with an engine: everything that its runs need."""

    identity: str
    scenario: Scenario
    engine: str
    arms: tuple[Arm, ...]  # baseline first
    points: tuple[Point, ...] = ()  # of a sweep; without one, the scenario's own values are point 0
    design: Mapping[str, Any] = {}  # where the points come from, as JSON

    @property
    def n_points(self) -> int:
        """Points at which runs are made."""
        return len(self.points) or 1

    @property
    def identities(self) -> frozenset[str]:
        """What runs of this experiment say that they belong to."""
        return frozenset(point.identity for point in self.points) or frozenset([self.identity])

    def arms_at(self, point: int) -> tuple[Arm, ...]:
        """Return the arms as they are at a point."""
        return self.points[point].arms if self.points else self.arms

    def at(self, point: int) -> "Experiment":
        """Return the experiment at a point, as if its scenario had the values of the point."""
        if not self.points:
            return self
        identity, values, arms = self.points[point]
        return Experiment(identity, scenario_at(self.scenario, values), self.engine, arms)

    @property
    def default_folder(self) -> str:
        """Name of the folder under results/: other settings of an arm, or another baseline, have another."""
        arms = {arm.name: arm.identity for arm in self.arms}
        content: dict[str, Any] = {"experiment": self.identity, "baseline": self.scenario.baseline, "arms": arms}
        if self.points:
            content["points"] = [point.identity for point in self.points]
        return f"{self.scenario.name}-{digest(content)[:8]}"

    @property
    def branching_months(self) -> dict[str, int]:
        """Months that each arm shares with the baseline, by name; all of them where it never differs."""
        return self.branching_at(0)

    def branching_at(self, point: int) -> dict[str, int]:
        """Return the same at a point, where other levers may be in force at the start."""
        n_months = self.scenario.world.n_months
        arms = self.arms_at(point)
        return {arm.name: n_months if (first := arm.first_difference) is None else first for arm in arms}


def design_experiment(scenario: Scenario, engine: str) -> Experiment:
    """Name the experiment and its arms by their content."""
    firsts = {name: first_difference_between(scenario.policies, name, scenario.baseline) for name in scenario.arms}
    return _named(scenario, engine, firsts)


def design_sweep(
    scenario: Scenario, engine: str, points: Sequence[Mapping[str, Value]], design: Mapping[str, Any]
) -> Experiment:
    """Name the experiment of a scenario at every point of a design; `design` says where they come from.

    A point is named as the experiment of a scenario with its values, so that a run has one name wherever it is made.
    """
    base = design_experiment(scenario, engine)
    return base._replace(points=tuple(_point(base, values) for values in points), design=design)


def _point(base: Experiment, values: Mapping[str, Value]) -> Point:
    scenario = scenario_at(base.scenario, values)
    if scenario.policies is base.scenario.policies:  # then arms part where they did
        made = _named(scenario, base.engine, {arm.name: arm.first_difference for arm in base.arms})
    else:
        made = design_experiment(scenario, base.engine)
    return Point(made.identity, dict(values), made.arms)


def _named(scenario: Scenario, engine: str, firsts: Mapping[str, int | None]) -> Experiment:
    """Return the experiment; `firsts` are the months in which arms part from the baseline."""
    identity = experiment_identity(scenario.resolved_world, scenario.world.people_per_agent, engine)
    resolved = scenario.resolved_arms
    arms = (Arm(name, arm_identity(identity, resolved[name]), resolved[name], firsts[name]) for name in scenario.arms)
    return Experiment(identity, scenario, engine, tuple(arms))


def n_citizens(world: World) -> int:
    """Return how many citizens a run has."""
    return sum(n_agents(int(people), world.people_per_agent) for people in world.cities.population)
