"""A checked scenario: what `load_scenario` returns, and everything else takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.model.state import Parameters, Policy, World
from sim.scenario.registry import Parameter


@dataclass(frozen=True)
class Scenario:
    """A checked scenario: the world, the policies, and what identifies both."""

    name: str
    title: str
    description: str
    baseline: str
    arms: tuple[str, ...]  # baseline first, then as in the file
    world: World
    policies: Mapping[str, Policy]
    resolved_world: dict[str, Any]  # all that determines the world, and nothing else
    resolved_arms: dict[str, Any]  # the same by arm
    parameters: tuple[Parameter, ...]  # with the ranges that the file gives
    files: tuple[Path, ...]  # read: the scenario, what it extends, the cities
    warnings: tuple[str, ...]
    parameter_sets: tuple[Parameters, ...] = ()  # of an ensemble

    def world_of(self, seed: int) -> World:
        """Return the world in which a seed runs, the same for every policy: an ensemble's sets are used in turn."""
        if not self.parameter_sets:
            return self.world
        return self.world._replace(parameters=self.parameter_sets[seed % len(self.parameter_sets)])
