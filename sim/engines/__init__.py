"""How the model runs: a compiled engine for speed, a reference engine for reading. Both give the same bits.

Names are imported when they are used, so that a process can tie itself to its parent before anything slow.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.engines.choice import ENGINES, make_engine
    from sim.engines.compilation import needs_compilation, warm_up
    from sim.engines.course import Engine
    from sim.engines.recording import Recording, RunResult

__all__ = ["ENGINES", "Engine", "Recording", "RunResult", "make_engine", "needs_compilation", "warm_up"]

_HOMES = {
    "Engine": "course",
    "Recording": "recording",
    "RunResult": "recording",
    "needs_compilation": "compilation",
    "warm_up": "compilation",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'choice')}"), name)
