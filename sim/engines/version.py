"""Versions of the model and of engines, named after the code of their sources."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import sim
from sim.engines.choice import traits_of
from sim.engines.sources import code_of
from sim.model.outcomes import OUTCOMES
from sim.scenario.practices import published_practices
from sim.scenario.registry import registered_parameters

_MODEL_SOURCES = ("numbers/**/*.py", "model/**/*.py")
_SHARED_SOURCES = ("engines/course.py", "engines/month.py", "engines/recording.py")
_DICTIONARY = "model/outcomes.py"  # words about outcomes; of what it holds, ratios alone make a number
_NO_MODEL = ("numbers/cache.py", "numbers/cache_place.py", "numbers/paired.py")  # files, and what is made of results


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


@cache
def model_version() -> str:
    """Return the program's version with a hash of all that can change a number, whatever the engine.

    Words about parameters and outcomes are no part of it, nor is what is recorded.
    """
    parameters = {parameter.name: [parameter.value, parameter.unit] for parameter in registered_parameters()}
    ratios = {one.name: [one.numerator, one.denominator] for one in OUTCOMES if one.over_time == "ratio"}
    practices = {practice.name: [practice.holds, practice.value] for practice in published_practices().values()}
    code = code_at(*_MODEL_SOURCES)
    for name in (_DICTIONARY, *_NO_MODEL):
        code.pop(name, None)
    parts = {"code": code, "parameters": parameters, "practices": practices, "ratios": ratios}
    return f"{sim.__version__}+{digest(parts)[:12]}"


@cache
def engine_version(engine: str) -> str:
    """Return an engine's name with a hash of its sources, of those it builds on, and of those of all engines."""
    own = [
        pattern
        for name in (engine, *traits_of(engine).built_on)
        for pattern in (f"engines/{name}/**/*.py", f"engines/kinds/{name}.py")
    ]
    return f"{engine}+{digest(code_at(*_SHARED_SOURCES, *own))[:12]}"


def code_at(*patterns: str) -> dict[str, str]:
    """Return the code of sources by their place in the package, whose folders the patterns name."""
    root = Path(sim.__file__).parent
    paths = sorted(path for pattern in patterns for path in root.glob(pattern))
    return {path.relative_to(root).as_posix(): code_of(path.read_text(encoding="utf-8")) for path in paths}
