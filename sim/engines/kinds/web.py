"""The compiled month as WebAssembly, the one that runs in browsers; here under wasmtime."""

from typing import TYPE_CHECKING

from sim.engines.traits import Traits

if TYPE_CHECKING:
    from sim.engines.course import Engine
    from sim.engines.recording import Recording

TRAITS = Traits(
    is_compiled=False,  # on this machine: the module comes with the program
    uses_threads=False,
    citizen_months_per_second=7e6,
    bytes_per_citizen=2 * 28 + 4 + 8,  # columns here and in the module; stops, contacts
    built_on=("compiled",),
)


def make(threads: int, recording: "Recording | None") -> "Engine":
    """Return the engine, which uses one thread.

    Raises
    ------
    MissingPartError: wasmtime is not installed.
    """
    from sim.engines.web.engine import WebEngine

    return WebEngine(recording)
