"""Months in one compiled function, citizens in columns: the engine to use."""

from typing import TYPE_CHECKING

from sim.engines.traits import Traits

if TYPE_CHECKING:
    from sim.engines.course import Engine
    from sim.engines.recording import Recording

TRAITS = Traits(
    is_compiled=True,
    uses_threads=True,
    citizen_months_per_second=12e6,
    bytes_per_citizen=28 + 4 + 8,  # columns, stops, contacts
)


def make(threads: int, recording: "Recording | None") -> "Engine":
    """Return the engine."""
    from sim.engines.compiled.engine import CompiledEngine

    return CompiledEngine(threads, recording)
