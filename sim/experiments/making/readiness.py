"""What is done once before runs are made."""

from typing import TextIO

from sim.experiments.costs import COMPILING


def make_ready(engine: str, stream: TextIO, threads: int = 1) -> None:
    """Compile the model where it must be compiled, and say so; workers then find it compiled."""
    from sim.engines import needs_compilation, warm_up
    from sim.engines.choice import traits_of

    if traits_of(engine).is_compiled and needs_compilation():
        stream.write(f"{about_place()}compiling the model, once ({COMPILING}) ...\n")
        stream.flush()
    warm_up(engine, threads)


def about_place() -> str:
    """Return a line about where compiled code goes if that is not where it should."""
    from sim.numbers.cache_place import VARIABLE, cache_place

    place = cache_place()
    if not place.refused and not place.is_temporary:
        return ""
    refused = "; ".join(f"{root} cannot be written ({reason})" for root, reason in place.refused)
    kept = "kept for this command alone" if place.is_temporary else f"kept in {place.root}"
    why = refused or "there is no home folder"
    return f"{why}, so compiled code is {kept}. {VARIABLE} can name a folder for it.\n"
