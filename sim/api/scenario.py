"""A scenario as Python users hold it: read, changed, simulated."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from sim.api.experiment import Experiment
from sim.api.running import run_checked
from sim.api.values import as_yaml
from sim.model.state import AdaptivePolicy
from sim.present.frames import chosen_library, levers_frame
from sim.scenario.load import load_scenario
from sim.scenario.programmed import add_policy, is_of_main
from sim.scenario.scenario import Scenario as CheckedScenario


@dataclass(frozen=True, repr=False)
class Scenario:
    """A scenario, checked: a world, and the arms that are compared in it. Nothing changes it; changes make another."""

    path: Path
    people_per_agent: int | None = None
    settings: Mapping[str, str] = field(default_factory=dict)  # as `--set` takes them
    programmed: Mapping[str, tuple[AdaptivePolicy, str]] = field(default_factory=dict)  # by arm: policy, first month

    def __post_init__(self) -> None:
        self.checked  # noqa: B018 - mistakes are told where they are made

    @cached_property
    def checked(self) -> CheckedScenario:
        """The world and the policies of every arm, as engines take them."""
        return self.read(None)

    @property
    def name(self) -> str:
        """Its name."""
        return self.checked.name

    @property
    def title(self) -> str:
        """The question that it asks."""
        return self.checked.title

    @property
    def arms(self) -> dict[str, Any]:
        """What each arm sets, by name; the baseline first."""
        return {name: self.checked.resolved_arms[name] for name in self.checked.arms}

    @property
    def levers(self) -> Any:
        """What a policy may set, as a data frame: value at the start, unit, limits, meaning, cost.

        Values stand as a scenario file writes them: a number, true or false, or the word of a choice.

        Raises
        ------
        UsageError
            No library of data frames is installed.
        """
        return levers_frame(self.checked, chosen_library(None))

    def read(self, arms: Sequence[str] | None, people_per_agent: int | None = None) -> CheckedScenario:
        """Return the world with the policies of some arms and of the baseline; of all arms for None.

        Raises
        ------
        ScenarioError
            There is no such arm, or the scenario has mistakes.
        """
        people = people_per_agent or self.people_per_agent
        checked = load_scenario(self.path, people_per_agent=people, arms=arms, settings=self.settings)
        for arm, (decide, since) in self.programmed.items():
            checked = add_policy(checked, arm, decide, since) if arm in checked.arms else checked
        return checked

    def with_values(self, **values: Any) -> Scenario:
        """Return the scenario with other values: parameters or levers by name, or any key of a scenario file.

        `levers` tells what can be set. Labels are added to those that there are.

        Raises
        ------
        ScenarioError
            A key or a value is wrong.
        """
        labels = values.pop("labels", None)
        if isinstance(labels, Mapping):
            values |= {f"labels.{arm}": label for arm, label in labels.items()}
        elif labels is not None:
            values["labels"] = labels  # the reader of scenarios tells what it should be
        return replace(self, settings={**self.settings, **{key: as_yaml(value) for key, value in values.items()}})

    def with_arm(self, name: str, entries: Sequence[Mapping[str, Any]], label: str | None = None) -> Scenario:
        """Return the scenario with one more arm, whose entries are those of a scenario file.

        For example `[{"lever": "retention_days", "value": 5, "from": "2021-01"}]`. Sentences and pictures call the arm
        by its `label`, or by its name without one. An arm of that name is replaced, with its label.

        Raises
        ------
        ScenarioError
            An entry is wrong, or the label is that of another arm.
        """
        programmed = {arm: one for arm, one in self.programmed.items() if arm != name}
        settings = {key: text for key, text in self.settings.items() if key != f"labels.{name}"}
        added = replace(self, settings={**settings, f"arms.{name}": as_yaml(list(entries))}, programmed=programmed)
        if label is None and name in self.checked.labels:
            label = name  # the file's label is of another arm
        return added if label is None else added.with_values(labels={name: label})

    def with_policy(
        self,
        name: str,
        policy: AdaptivePolicy,
        since: str,
        entries: Sequence[Mapping[str, Any]] = (),
        label: str | None = None,
    ) -> Scenario:
        """Return the scenario with one more arm, in which a policy of yours decides in every city from a month on.

        A policy is a function `(Observation, Levers) -> Levers` or an object that is called like one. It comes
        after the dated `entries`, sees last month's published figures, draws nothing and remembers nothing. The
        `label` is what sentences and pictures call the arm.

        Raises
        ------
        ScenarioError
            An entry is wrong, the month is not one of the period, or the label is that of another arm.
        """
        added = self.with_arm(name, entries, label)
        return replace(added, programmed={**added.programmed, name: (policy, since)})

    def simulate(
        self,
        seeds: int = 5,
        arms: Sequence[str] | None = None,
        *,
        people_per_agent: int | None = None,
        out: str | os.PathLike[str] | None = None,
        jobs: int | None = None,
        frame: str | None = None,
    ) -> Experiment:
        """Run the arms with so many seeds, and compare each with the baseline, seed by seed.

        Months count from the first in which any of the arms differs from the baseline: which arms run decides which
        months are compared.

        Runs are stored as by the command `simulate`, and what is there is not made again. Under a policy of yours
        they are made anew in a folder of their own, which goes with the experiment unless `out` names it: no
        digest can tell whether the code that a policy calls is still the same.

        Parameters
        ----------
        seeds
            Runs of each arm: seeds from 0. Where the folder holds more, all are compared, and a warning says so.
        arms
            Arms besides the baseline; all unless given.
        people_per_agent
            Residents that one citizen stands for; the scenario's unless given.
        out
            Experiment folder; one under `results/` unless given.
        jobs
            Processes; as many as there are cores unless given, and one for a policy that is defined in a notebook
            or in the script itself, where other processes cannot find it.
        frame
            Library of data frames, "pandas" or "polars"; the one that is installed unless given.

        Raises
        ------
        ScenarioError
            There is no such arm.
        UsageError
            The folder belongs to something else, or the machine is too small.
        ExperimentError
            No run could be made.
        """
        if frame is not None:
            chosen_library(frame)
        checked = self.read(arms, people_per_agent)
        own = [decide for arm, (decide, _) in self.programmed.items() if arm in checked.arms]
        n_jobs = jobs or (1 if any(map(is_of_main, own)) else os.cpu_count() or 1)
        results, folder = run_checked(checked, seeds, n_jobs, None if out is None else Path(out), anew=bool(own))
        return Experiment(results, frame, folder)

    def __repr__(self) -> str:
        """Return its name, its question and its size."""
        world = self.checked.world
        cities = "1 city" if len(world.cities) == 1 else f"{len(world.cities)} cities"
        return (
            f"<Scenario {self.name}: {self.title} {cities}, {_people(world.people_per_agent)} per agent; "
            f"arms: {', '.join(self.checked.arms)}>"
        )

    def _repr_html_(self) -> str:
        from sim.present.notebook import scenario_html

        return scenario_html(self.checked)


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number:,} people"
