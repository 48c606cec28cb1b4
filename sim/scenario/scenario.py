"""A checked scenario: what `load_scenario` returns, and everything else takes."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.model.state import Parameters, World
from sim.scenario.parts.schedule import Policies
from sim.scenario.parts.wording import Question
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
    policies: Policies
    resolved_world: dict[str, Any]  # all that determines the world, and nothing else
    resolved_arms: dict[str, Any]  # the same by arm
    parameters: tuple[Parameter, ...]  # with the ranges that the file gives
    files: tuple[Path, ...]  # read: the scenario, what it extends, the cities
    city_text: str  # of the cities file, with LF line ends
    warnings: tuple[str, ...]
    preface: str = ""  # the comment at the top of the file: where it is from, what would surprise
    look_for: str = ""
    question: Question | None = None  # what a reader is asked first
    labels: Mapping[str, str] = field(default_factory=dict)  # plain names of arms
    parameter_sets: tuple[Parameters, ...] = ()  # of an ensemble
    settings: Mapping[str, str] = field(default_factory=dict)  # given with --set, by key

    @property
    def kept_warnings(self) -> list[str]:
        """Warnings as files keep them: a file by its name, and no folder of the user's machine."""
        return [_by_name(warning, self.files) for warning in self.warnings]

    def world_of(self, seed: int) -> World:
        """Return the world in which a seed runs, the same for every policy: an ensemble's sets are used in turn."""
        if not self.parameter_sets:
            return self.world
        return self.world._replace(parameters=self.parameter_sets[seed % len(self.parameter_sets)])


def _by_name(warning: str, files: tuple[Path, ...]) -> str:
    """Return a warning without the folders before the name of the file that it is about.

    Examples
    --------
    >>> _by_name("/folder/my worlds/a.yaml:3:5: levers: is odd", (Path("/folder/my worlds/a.yaml"),))
    'a.yaml:3:5: levers: is odd'
    """
    for path in files:
        before, found, after = warning.partition(f"{path.name}:")
        if found and before.endswith(("/", "\\")):
            warning = f"{path.name}:{after}"
        warning = warning.replace(f"{path.parent}{os.sep}", "")
    return warning
