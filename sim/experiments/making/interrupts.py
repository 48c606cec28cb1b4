"""Ctrl+C and SIGTERM end the program, wherever they arrive."""

import signal
import sys
from types import FrameType

_interrupted = False


def note_interrupts() -> None:
    """Let Ctrl+C and SIGTERM end the program, wherever they arrive.

    A library that is in the middle of something may turn the interrupt into an error of its own
    (DuckDB does); `was_interrupted` tells such an error from a failed run.
    """
    signal.signal(signal.SIGINT, _interrupt)
    if sys.platform != "win32":
        signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    global _interrupted
    _interrupted = True
    raise KeyboardInterrupt


def was_interrupted() -> bool:
    """Tell whether Ctrl+C or SIGTERM has arrived."""
    return _interrupted
