"""The module that ships with the program: what it was made of, and how it is loaded."""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.engines.problems import EngineError, MissingPartError
from sim.engines.version import engine_version, model_version
from sim.engines.web.leb import Reader
from sim.engines.web.link import custom_section
from sim.engines.web.objects import MAGIC

if TYPE_CHECKING:
    from sim.engines.web.memory import Memory

SHIPPED = Path(__file__).parent / "model.wasm"
STAMP = "rollout"  # the section that names the versions
REBUILD = "python -m sim.engines.web"


def current_stamp() -> dict[str, str]:
    """Return the versions that a module made of these sources names."""
    return {"model": model_version(), "engine": engine_version("web")}


def stamp_section() -> bytes:
    """Return the section of a module that names the versions of these sources."""
    return custom_section(STAMP, json.dumps(current_stamp(), sort_keys=True).encode())


def stamp_of(module: bytes) -> dict[str, str]:
    """Return the versions that a module names; nothing if it names none."""
    reader = Reader(module, len(MAGIC))
    while not reader.is_done:
        number, body = reader.byte(), Reader(reader.take(reader.unsigned()))
        if number == 0 and body.name() == STAMP:
            found: dict[str, str] = json.loads(body.rest())
            return found
    return {}


def current_module(path: Path = SHIPPED) -> bytes:
    """Return the module.

    Raises
    ------
    EngineError: it is not there, or was not made of these sources.
    """
    module = path.read_bytes() if path.is_file() else b""
    stamp, wanted = stamp_of(module) if module else {}, current_stamp()
    if stamp != wanted:
        found = f"was made of other sources: {', '.join(stamp.values())}" if stamp else "is missing"
        raise EngineError(
            f"the web engine's {path.name} {found}; these are {', '.join(wanted.values())}. Make it with: {REBUILD}"
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
    return engine, wasmtime.Module(engine, current_module())


def instance() -> "Memory":
    """Return a new instance of the module.

    Raises
    ------
    EngineError: the module was not made of these sources.
    """
    from sim.engines.web.memory import Memory

    return Memory(*_loaded())
