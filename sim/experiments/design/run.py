"""A run of an experiment."""

from typing import NamedTuple


class Run(NamedTuple):
    """One scenario, one policy, one seed."""

    identity: str
    policy: str
    seed: int
    point: int = 0  # of a sweep, whose values the scenario has
