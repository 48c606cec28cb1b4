"""Months over Mesa agents: slow, and meant to be read."""

from typing import TYPE_CHECKING

from sim.engines.traits import Traits

if TYPE_CHECKING:
    from sim.engines.course import Engine
    from sim.engines.recording import Recording

TRAITS = Traits(
    is_compiled=False,
    uses_threads=False,
    citizen_months_per_second=20e3,
    bytes_per_citizen=2600,  # Mesa objects with their peers
)


def make(threads: int, recording: "Recording | None") -> "Engine":
    """Return the engine, which uses one thread."""
    from sim.engines.reference.engine import ReferenceEngine

    return ReferenceEngine(recording)
