"""Names from content: what makes two runs, arms or experiments the same."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import sim

SCHEMA_VERSION = 1  # of the parts under runs/
_MODEL_SOURCES = ("numbers/**/*.py", "model/**/*.py", "engines/**/*.py", "data/parameters.csv")


def canonical(value: Any) -> str:
    """Return the one JSON text of a value: sorted keys, no spaces, no NaN.

    Examples
    --------
    >>> canonical({"b": 1, "a": [0.5, None]})
    '{"a":[0.5,null],"b":1}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(value: Any) -> str:
    """Return 32 hexadecimal digits of the SHA-256 of a value's canonical text."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()[:32]


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, as sha256sum prints it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@lru_cache(maxsize=1)
def model_version() -> str:
    """Return the program's version with a hash of everything that can change a number."""
    root = Path(sim.__file__).parent
    paths = sorted(path for pattern in _MODEL_SOURCES for path in root.glob(pattern))
    sources = {path.relative_to(root).as_posix(): file_digest(path) for path in paths}
    return f"{sim.__version__}+{digest(sources)[:12]}"


def experiment_identity(resolved_world: dict[str, Any], people_per_agent: int, engine: str) -> str:
    """Return what an experiment folder belongs to: one world, engine and model version."""
    return digest(
        {
            "world": resolved_world,
            "people_per_agent": people_per_agent,
            "engine": engine,
            "model": model_version(),
            "schema": SCHEMA_VERSION,
        }
    )


def arm_identity(experiment: str, resolved_arm: Any) -> str:
    """Return the identity of an arm's content; its name is not part of it."""
    return digest({"experiment": experiment, "arm": resolved_arm})


def run_identity(arm: str, seed: int) -> str:
    """Return the identity of one run."""
    return digest({"arm": arm, "seed": seed})
