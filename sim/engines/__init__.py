"""How the model runs: a compiled engine for speed, a reference engine for reading. Both give the same bits.

Names are imported when they are used, so that a process can tie itself to its parent before anything slow.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.engines.base import Engine, RunResult
    from sim.engines.choice import ENGINES, make_engine, needs_compilation, warm_up

__all__ = ["ENGINES", "Engine", "RunResult", "make_engine", "needs_compilation", "warm_up"]

_HOMES = {"Engine": "base", "RunResult": "base"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'choice')}"), name)
