"""The module that ships with the program: what it was made of, and how it is loaded."""

import atexit
import json
import sys
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.engines.problems import EngineError, MissingPartError
from sim.engines.version import code_at, digest, model_version
from sim.engines.web.leb import Reader
from sim.engines.web.link import custom_section
from sim.engines.web.objects import MAGIC

if TYPE_CHECKING:
    from sim.engines.web.memory import Memory

SHIPPED = Path(__file__).parent / "model.wasm"
STAMP = "rollout"  # the section that names the versions
_MADE_OF = (  # beside the model
    "engines/month.py", "engines/recording.py", "engines/compiled/*.py", "engines/web/*.py", "numbers/paired.py",
)  # fmt: skip
_NOT_INSIDE = {"engine.py", "memory.py", "module.py", "threads.py"}
_RUNTIME = Path(__file__).parent / "runtime.ll"
_TOOLS = ("numba", "llvmlite", "numpy")
REBUILD = "python -m sim.engines.web"


class Stamp(NamedTuple):
    """What a module says of its making."""

    model: str
    code: str  # hash of what was compiled beside the model
    tools: str  # other tools write the same functions in other bytes


def current_stamp() -> Stamp:
    """Return what a module made here and now would say."""
    tools = ", ".join(f"{name} {version(name)}" for name in _TOOLS)
    python = ".".join(map(str, sys.version_info[:2]))
    return Stamp(model_version(), digest([runtime(), _compiled_sources()])[:12], f"Python {python}, {tools}")


def runtime() -> str:
    """Return, in LLVM's language, what compiled kernels call besides one another."""
    return _RUNTIME.read_text(encoding="utf-8")


def _compiled_sources() -> dict[str, str]:
    return {place: code for place, code in code_at(*_MADE_OF).items() if Path(place).name not in _NOT_INSIDE}


def stamp_section() -> bytes:
    """Return the section of a module that names the versions of these sources."""
    return custom_section(STAMP, json.dumps(current_stamp()._asdict(), sort_keys=True).encode())


def stamp_of(module: bytes) -> Stamp | None:
    """Return what a module says of its making, if it says so.

    Raises
    ------
    ValueError: it is damaged.
    """
    reader = Reader(module, len(MAGIC))
    while not reader.is_done:
        number, body = reader.byte(), Reader(reader.take(reader.unsigned()))
        if number == 0 and body.name() == STAMP:
            return Stamp(**json.loads(body.rest()))
    return None


def current_module(path: Path = SHIPPED) -> bytes:
    """Return the module.

    Raises
    ------
    EngineError: it is not there, or was not made of these sources.
    """
    module = path.read_bytes() if path.is_file() else b""
    wanted = current_stamp()
    try:
        found = stamp_of(module)
    except (ValueError, TypeError):  # not JSON, or not these fields
        found = None
    if found is None:
        raise EngineError(f"{path} is missing or damaged; make it anew with: {REBUILD}")
    if found[:2] != wanted[:2]:
        raise EngineError(
            f"{path} was not made of these sources: it is of model {found.model} (code {found.code}), they are "
            f"{wanted.model} (code {wanted.code}). Make it anew with: {REBUILD}"
        )
    return module


def refuse_without_wasmtime() -> None:
    """Raise a MissingPartError if there is nothing to run the module here."""
    if find_spec("wasmtime") is None:
        raise MissingPartError(
            "the web engine needs wasmtime, which is not installed; "
            "pip install -c constraints.txt -e '.[web]' in the checkout brings it"
        )


@cache
def _loaded() -> tuple[Any, Any]:
    import wasmtime

    engine = wasmtime.Engine()
    atexit.register(_loaded.cache_clear)  # while wasmtime can still let go of them
    return engine, wasmtime.Module(engine, current_module())


def instance() -> "Memory":
    """Return a new instance of the module.

    Raises
    ------
    EngineError: the module was not made of these sources.
    """
    from sim.engines.web.memory import Memory

    return Memory(*_loaded())
