"""Choosing an engine by name."""

from sim.engines.course import Engine
from sim.engines.recording import Recording

ENGINES = ("compiled", "reference")


def make_engine(name: str, threads: int = 1, recording: Recording | None = None) -> Engine:
    """Return the engine of that name; only the compiled one uses threads.

    Raises
    ------
    ValueError: no engine has that name.
    """
    if name == "compiled":
        from sim.engines.compiled.engine import CompiledEngine

        return CompiledEngine(threads, recording)
    if name == "reference":
        from sim.engines.reference.engine import ReferenceEngine

        return ReferenceEngine(recording)
    raise ValueError(f"no engine {name!r}; there are {', '.join(ENGINES)}")
