"""A run, and the batch of runs that is stored as one part."""

from collections.abc import Sequence
from typing import NamedTuple

from sim.experiments.design.identity import digest


class Run(NamedTuple):
    """One scenario, one policy, one seed."""

    identity: str
    policy: str
    seed: int
    point: int = 0  # of a sweep, whose values the scenario has


class Batch(NamedTuple):
    """Runs of one arm that are stored in one part."""

    identity: str
    policy: str
    runs: tuple[Run, ...]


def batch_of(runs: Sequence[Run]) -> Batch:
    """Return the batch of these runs."""
    return Batch(digest([run.identity for run in runs]), runs[0].policy, tuple(runs))
