"""Choosing an engine by name: every file in `kinds/` is one. Nothing heavy is imported before an engine is made."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.engines.traits import Traits

if TYPE_CHECKING:
    from sim.engines.course import Engine
    from sim.engines.recording import Recording

ENGINES: tuple[str, ...] = tuple(
    sorted(path.stem for path in (Path(__file__).parent / "kinds").glob("*.py") if path.stem != "__init__")
)


def make_engine(name: str, threads: int = 1, recording: "Recording | None" = None) -> "Engine":
    """Return the engine of that name; one that uses no threads takes no notice of their number.

    Raises
    ------
    ValueError: no engine has that name.
    """
    engine: Engine = _kind(name).make(threads, recording)
    return engine


def traits_of(name: str) -> Traits:
    """Return what is to be known of an engine before it is made.

    Raises
    ------
    ValueError: no engine has that name.
    """
    traits: Traits = _kind(name).TRAITS
    return traits


def _kind(name: str) -> Any:
    if name not in ENGINES:
        raise ValueError(f"no engine {name!r}; there are {', '.join(ENGINES)}")
    return import_module(f"sim.engines.kinds.{name}")
