"""The design of an experiment: which runs there are, and which go together."""

from collections.abc import Collection
from typing import Any, NamedTuple

import numpy as np

from sim.experiments.identity import arm_identity, digest, experiment_identity, run_identity
from sim.model.state import Policy, World
from sim.scenario.load import Scenario

_BATCH_CITIZEN_MONTHS = 20e6  # about two seconds on one core
_MOST_RUNS_IN_BATCH = 10  # so that few seeds still fill several cores


class Arm(NamedTuple):
    """One arm as its experiment folder knows it."""

    name: str
    identity: str
    definition: Any  # resolved, as JSON
    first_difference: int | None  # [month index] first lever that differs from the baseline's


class Run(NamedTuple):
    """One scenario, one policy, one seed."""

    identity: str
    policy: str
    seed: int


class Batch(NamedTuple):
    """Runs of one arm that one worker makes and stores in one part."""

    identity: str
    policy: str
    runs: tuple[Run, ...]


class Experiment(NamedTuple):
    """A scenario with an engine: everything that its runs need."""

    identity: str
    scenario: Scenario
    engine: str
    arms: tuple[Arm, ...]  # baseline first

    @property
    def default_folder(self) -> str:
        """Name of the folder under results/."""
        return f"{self.scenario.name}-{self.identity[:8]}"


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


def first_difference(policy: Policy, baseline: Policy) -> int | None:
    """Return the first month index in which the policy can differ, None if it cannot.

    An adaptive policy counts from the month it comes into force.
    """
    scheduled = np.flatnonzero((policy.levers != baseline.levers).any(axis=1))[:1].tolist()
    adaptive = [int(entry.first) for entry in policy.adaptive + baseline.adaptive]
    same = policy is baseline
    months = [] if same else scheduled + adaptive
    return min(months, default=None)


def make_batches(experiment: Experiment, n_seeds: int, finished: Collection[str]) -> list[Batch]:
    """Return batches of every run that is not finished.

    Seeds are cut at multiples of a size that depends on the world only, so that the parts are the
    same whatever the number of jobs and wherever an earlier command was interrupted.
    """
    size = batch_size(experiment.scenario.world)
    batches: list[Batch] = []
    planned = set(finished)
    for arm in experiment.arms:
        for start in range(0, n_seeds, size):
            runs = tuple(
                Run(identity, arm.name, seed)
                for seed in range(start, min(start + size, n_seeds))
                if (identity := run_identity(arm.identity, seed)) not in planned
            )
            planned.update(run.identity for run in runs)
            if runs:
                batches.append(batch_of(runs))
    return batches


def batch_of(runs: tuple[Run, ...]) -> Batch:
    """Return the batch of these runs."""
    return Batch(digest([run.identity for run in runs]), runs[0].policy, runs)


def halves(batch: Batch) -> tuple[Batch, Batch]:
    """Split a batch of at least two runs."""
    middle = len(batch.runs) // 2
    return batch_of(batch.runs[:middle]), batch_of(batch.runs[middle:])


def batch_size(world: World) -> int:
    """Return how many runs of this world go into a batch."""
    populations = np.asarray(world.cities["population"], dtype=float)
    citizens = np.maximum(20.0, populations / world.people_per_agent).sum()
    fitting = _BATCH_CITIZEN_MONTHS / (citizens * world.n_months)
    return int(min(max(fitting, 1), _MOST_RUNS_IN_BATCH))
