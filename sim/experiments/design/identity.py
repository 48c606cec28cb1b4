"""Names from content: what makes two runs, arms or experiments the same."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import sim
from sim.experiments.design.sources import code_of
from sim.model.outcomes import CITY_OUTCOMES, OUTCOME_NAMES, OUTCOMES
from sim.scenario.registry import registered_parameters

SCHEMA_VERSION = 2  # of the parts under runs/ and of the tables; 1: program version 0.1.0
_MODEL_SOURCES = ("numbers/**/*.py", "model/**/*.py")
_ENGINE_SOURCES = ("engines/course.py", "engines/month.py", "engines/recording.py")
_DICTIONARY = "model/outcomes.py"  # words about outcomes; of what it holds, ratios alone make a number
_KEEPING = ("numbers/cache.py", "numbers/cache_place.py")  # where compiled code is kept


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


@cache
def model_version() -> str:
    """Return the program's version with a hash of all that can change a number, whatever the engine.

    Words about parameters and outcomes are no part of it, nor is what is recorded.
    """
    parameters = {parameter.name: [parameter.value, parameter.unit] for parameter in registered_parameters()}
    ratios = {one.name: [one.numerator, one.denominator] for one in OUTCOMES if one.over_time == "ratio"}
    code = _code(*_MODEL_SOURCES)
    for name in (_DICTIONARY, *_KEEPING):
        del code[name]
    return f"{sim.__version__}+{digest({'code': code, 'parameters': parameters, 'ratios': ratios})[:12]}"


@cache
def engine_version(engine: str) -> str:
    """Return an engine's name with a hash of its own sources, and of those of all engines that can change a number."""
    return f"{engine}+{digest(_code(*_ENGINE_SOURCES, f'engines/{engine}/**/*.py', f'engines/kinds/{engine}.py'))[:12]}"


def _code(*patterns: str) -> dict[str, str]:
    """Return the code of sources by their place in the package."""
    root = Path(sim.__file__).parent
    paths = sorted(path for pattern in patterns for path in root.glob(pattern))
    return {path.relative_to(root).as_posix(): code_of(path.read_text(encoding="utf-8")) for path in paths}


def experiment_identity(resolved_world: dict[str, Any], people_per_agent: int, engine: str) -> str:
    """Return what an experiment folder belongs to: one world, engine and model version, and what is recorded."""
    return digest(
        {
            "world": resolved_world,
            "people_per_agent": people_per_agent,
            "engine": engine_version(engine),
            "model": model_version(),
            "schema": SCHEMA_VERSION,
            "recorded": {"country": sorted(OUTCOME_NAMES), "cities": sorted(CITY_OUTCOMES)},
        }
    )


def arm_identity(experiment: str, resolved_arm: Any) -> str:
    """Return the identity of an arm's content; its name is not part of it."""
    return digest({"experiment": experiment, "arm": resolved_arm})


def run_identity(arm: str, seed: int) -> str:
    """Return the identity of one run."""
    return digest({"arm": arm, "seed": seed})
