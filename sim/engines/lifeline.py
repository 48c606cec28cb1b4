"""Processes that end with the process that started them, however that one ends.

A pipe from the parent to the child's standard input is the lifeline: the system closes it when the parent dies. A
child that is stopped, or deep in compiled code, cannot look at a pipe; Linux ends such a child by itself.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sim

_TELL_OF_PARENTS_DEATH = 1  # PR_SET_PDEATHSIG of linux/prctl.h


def start_tied(*arguments: str, stdout: int | None = None) -> "subprocess.Popen[bytes]":
    """Start Python with these arguments; what it runs calls `end_with_parent` first of all.

    It finds the same `sim`, takes no modules from the folder it is started in, and is deaf to Ctrl+C, which a terminal
    sends to every process of a command.
    """
    root = str(Path(sim.__file__).parents[1])
    before = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([root, before] if before else [root])
    with _deaf_to_interrupts():
        return subprocess.Popen(
            [sys.executable, "-P", *arguments],
            stdin=subprocess.PIPE,
            stdout=stdout,
            env={**os.environ, "PYTHONPATH": path},
        )


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes that are started inside inherit that they do not hear Ctrl+C."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _drain() -> None:
    while os.read(0, 4096):
        pass


def end_with_parent(read: Callable[[], None] = _drain) -> None:
    """End this process, whatever it is doing, once its parent is dead or has closed our standard input.

    `read` reads standard input on a thread of its own, and returns when there is no more.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_TELL_OF_PARENTS_DEATH, signal.SIGKILL, 0, 0, 0)
    threading.Thread(target=_end_after, args=(read,), daemon=True).start()


def _end_after(read: Callable[[], None]) -> None:
    try:
        read()
    finally:
        os._exit(1)
