"""Names from content: what makes two runs, arms or experiments the same."""

import hashlib
from pathlib import Path
from typing import Any

from sim.engines.version import canonical, digest, engine_version, model_version
from sim.model.outcomes import CITY_OUTCOMES, OUTCOME_NAMES

__all__ = [
    "RUN_SCHEMA", "SCHEMA_VERSION", "arm_identity", "canonical", "digest", "engine_version", "experiment_identity",
    "file_digest", "model_version", "run_identity",
]  # fmt: skip

RUN_SCHEMA = 2  # of the columns of stored runs; 1: program version 0.1.0
SCHEMA_VERSION = 3  # of a folder; until 2 each part held one batch of one experiment


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, as sha256sum prints it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def experiment_identity(resolved_world: dict[str, Any], people_per_agent: int, engine: str) -> str:
    """Return what an experiment folder belongs to: one world, engine and model version, and what is recorded."""
    return digest(
        {
            "world": resolved_world,
            "people_per_agent": people_per_agent,
            "engine": engine_version(engine),
            "model": model_version(),
            "schema": RUN_SCHEMA,
            "recorded": {"country": sorted(OUTCOME_NAMES), "cities": sorted(CITY_OUTCOMES)},
        }
    )


def arm_identity(experiment: str, resolved_arm: Any) -> str:
    """Return the identity of an arm's content; its name is not part of it."""
    return digest({"experiment": experiment, "arm": resolved_arm})


def run_identity(arm: str, seed: int) -> str:
    """Return the identity of one run."""
    return digest({"arm": arm, "seed": seed})
