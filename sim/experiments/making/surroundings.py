"""What a worker runs on, as far as it can change a number; a driver takes no results from a mixture.

The kind of processor does not count: results are the same on all of one architecture.
"""

import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from typing import NamedTuple

from sim.engines.choice import ENGINES
from sim.engines.version import digest, engine_version, model_version
from sim.experiments.problems import UsageError


class Surroundings(NamedTuple):
    """What a worker runs on."""

    model_version: str
    engines: str
    operating_system: str
    architecture: str
    python: str  # major and minor
    numba: str
    numpy: str


@cache
def surroundings() -> Surroundings:
    """Return what this process runs on."""
    return Surroundings(
        model_version=model_version(),
        engines=digest([engine_version(engine) for engine in ENGINES]),
        operating_system=platform.system(),
        architecture=platform.machine(),
        python=".".join(platform.python_version_tuple()[:2]),
        numba=version("numba"),
        numpy=version("numpy"),
    )


def refuse_mixture(workers: Mapping[str, Surroundings]) -> None:
    """See that workers, by name, run on what this process runs on.

    Raises
    ------
    UsageError
        Some do not; all are named, with what differs.
    """
    ours = surroundings()
    told = [f"{name} has {_differences(theirs, ours)}" for name, theirs in workers.items() if theirs != ours]
    if told:
        raise UsageError(
            f"results of unlike workers are not mixed: {'; '.join(told)}. Give every worker the same version of the "
            "program and of its packages, or leave it out. Nothing that was finished is lost."
        )


def _differences(theirs: Surroundings, ours: Surroundings) -> str:
    return ", ".join(
        f"{name.replace('_', ' ')} {other} (here {own})"
        for name, other, own in zip(Surroundings._fields, theirs, ours, strict=True)
        if other != own
    )
