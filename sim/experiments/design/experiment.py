"""The design of an experiment: a scenario with an engine, its arms named by their content."""

from typing import Any, NamedTuple

from sim.experiments.design.identity import arm_identity, digest, experiment_identity
from sim.model.cohorts import n_agents
from sim.model.state import World
from sim.scenario.difference import first_difference
from sim.scenario.scenario import Scenario


class Arm(NamedTuple):
    """One arm as its experiment folder knows it."""

    name: str
    identity: str
    definition: Any  # resolved, as JSON
    first_difference: int | None  # [month index] first lever that differs from the baseline's


class Experiment(NamedTuple):
    """A scenario with an engine: everything that its runs need."""

    identity: str
    scenario: Scenario
    engine: str
    arms: tuple[Arm, ...]  # baseline first

    @property
    def default_folder(self) -> str:
        """Name of the folder under results/: other settings of an arm, or another baseline, have another."""
        arms = {arm.name: arm.identity for arm in self.arms}
        content = {"experiment": self.identity, "baseline": self.scenario.baseline, "arms": arms}
        return f"{self.scenario.name}-{digest(content)[:8]}"

    @property
    def branching_months(self) -> dict[str, int]:
        """Months that each arm shares with the baseline, by name; all of them where it never differs."""
        n_months = self.scenario.world.n_months
        return {arm.name: n_months if (first := arm.first_difference) is None else first for arm in self.arms}


def design_experiment(scenario: Scenario, engine: str) -> Experiment:
    """Name the experiment and its arms by their content."""
    identity = experiment_identity(scenario.resolved_world, scenario.world.people_per_agent, engine)
    baseline = scenario.policies[scenario.baseline]
    arms = tuple(
        Arm(
            name,
            arm_identity(identity, scenario.resolved_arms[name]),
            scenario.resolved_arms[name],
            first_difference(scenario.policies[name], baseline),
        )
        for name in scenario.arms
    )
    return Experiment(identity, scenario, engine, arms)


def n_citizens(world: World) -> int:
    """Return how many citizens a run has."""
    return sum(n_agents(int(people), world.people_per_agent) for people in world.cities.population)
