"""How the model runs: a compiled engine for speed, a reference engine for reading. Both give the same bits."""

from sim.engines.base import Engine, RunResult
from sim.engines.choice import ENGINES, make_engine, needs_compilation, warm_up

__all__ = ["ENGINES", "Engine", "RunResult", "make_engine", "needs_compilation", "warm_up"]
