"""How the model runs: a compiled engine for speed, a reference engine for reading. Both give the same bits."""

from sim.engines.choice import ENGINES, make_engine
from sim.engines.compilation import needs_compilation, warm_up
from sim.engines.course import Engine
from sim.engines.recording import Recording, RunResult

__all__ = ["ENGINES", "Engine", "Recording", "RunResult", "make_engine", "needs_compilation", "warm_up"]
