"""The compiled month as WebAssembly, the one that runs in browsers; here under wasmtime."""

from typing import TYPE_CHECKING

from sim.engines.traits import Traits

if TYPE_CHECKING:
    from sim.engines.course import Engine
    from sim.engines.recording import Recording


def refuse_unusable() -> None:
    """See that the module and what runs it are here.

    Raises
    ------
    MissingPartError: wasmtime is not installed.
    EngineError: the module is missing, damaged, or not of these sources.
    """
    from sim.engines.web.module import current_module, refuse_without_wasmtime

    refuse_without_wasmtime()
    current_module()


TRAITS = Traits(
    is_compiled=False,  # on this machine: the module comes with the program
    uses_threads=False,
    citizen_months_per_second=7e6,
    bytes_per_citizen=2 * 28 + 4 + 8,  # columns here and in the module; stops, contacts
    built_on=("compiled",),
    refuse_unusable=refuse_unusable,
)


def make(threads: int, recording: "Recording | None") -> "Engine":
    """Return the engine, which uses one thread.

    Raises
    ------
    MissingPartError: wasmtime is not installed.
    """
    from sim.engines.web.engine import WebEngine

    return WebEngine(recording)
