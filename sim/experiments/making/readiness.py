"""What is done once before runs are made."""

from typing import TextIO


def make_ready(engine: str, stream: TextIO, threads: int = 1) -> None:
    """Compile the model where it must be compiled, and say so; workers then find it compiled."""
    from sim.engines import needs_compilation, warm_up
    from sim.engines.choice import traits_of

    if traits_of(engine).is_compiled and needs_compilation():
        stream.write("compiling the model, once (under a minute) ...\n")
        stream.flush()
    warm_up(engine, threads)
