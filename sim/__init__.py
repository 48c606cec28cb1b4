"""Agent-based simulator of surveillance roll-out: its face for Python.

`sim.load` gives a scenario, `sim.open` a finished experiment, `sim.mesa_model` the model itself.
`import sim` imports nothing heavy: a name is looked up in `sim.api` when it is first used. No name here may equal a
subpackage, since Python would rebind it to that module at the module's first import.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.api import (
        Experiment,
        Scenario,
        cell_graph,
        city_graph,
        load,
        mesa_model,
        open,  # noqa: A004
        scenarios,
    )

__version__ = "0.2.0"
__all__ = ["Experiment", "Scenario", "cell_graph", "city_graph", "load", "mesa_model", "open", "scenarios"]


def __getattr__(name: str) -> Any:
    """Return a name of the face, and keep it."""
    if name not in __all__:
        raise AttributeError(f"module 'sim' has no attribute {name!r}; it has {', '.join(__all__)}")
    globals()[name] = found = getattr(import_module("sim.api"), name)
    return found


def __dir__() -> list[str]:
    """Name the face first of all to whoever completes a word."""
    return [*__all__, "__version__"]
