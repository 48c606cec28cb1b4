"""What a part says about itself: which arm its runs are of, and which seeds of which experiments."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sim.experiments.design.experiment import Arm
from sim.experiments.design.identity import arm_identity, canonical, digest, run_identity


@dataclass(frozen=True)
class Origin:
    """What the runs of a part belong to; they lie in it by seed, then by experiment."""

    arm: dict[str, Any]  # name, definition, first_difference
    seeds: dict[str, list[int]]  # by identity of the experiment; a sweep has one for each point

    @cached_property
    def text(self) -> str:
        """What a part says, word for word."""
        return canonical({"arm": self.arm, "seeds": self.seeds})

    @cached_property
    def runs(self) -> dict[str, tuple[int, str]]:
        """Seed and experiment of each run, by its identity, in the order of the part."""
        arms = {one: arm_identity(one, self.arm["definition"]) for one in self.seeds}
        places = sorted((seed, one) for one, seeds in self.seeds.items() for seed in seeds)
        return {run_identity(arms[one], seed): (seed, one) for seed, one in places}

    def of(self, runs: Collection[str]) -> "Origin":
        """Return what a part of some of the runs would say."""
        return origin_at(self.arm, [place for run, place in self.runs.items() if run in runs])

    @property
    def identity(self) -> str:
        """The runs, as the name of their part tells them."""
        return digest([*self.runs])


def origin_at(arm: dict[str, Any], places: Iterable[tuple[int, str]]) -> Origin:
    """Return the origin of runs by seed and experiment."""
    seeds: dict[str, list[int]] = {}
    for seed, experiment in places:
        seeds.setdefault(experiment, []).append(seed)
    return Origin(arm, seeds)


def origin_of(arm: Arm, experiment: str, seeds: Collection[int]) -> Origin:
    """Return what the part of some seeds of an arm says; the arm's identity follows from the rest."""
    about = arm._asdict()
    del about["identity"]
    return Origin(about, {experiment: sorted(seeds)})


def as_origin(text: str) -> Origin:
    """Return what a part says of itself; until schema 2 it spoke of one experiment."""
    about = json.loads(text)
    if "experiment" in about:
        return origin_of(Arm(**about["arm"]), about["experiment"], about["seeds"])
    return Origin(**about)
