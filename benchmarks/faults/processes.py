"""The processes of a command, as the system lists them."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

_POLL_S = 0.05


def family(command: int) -> dict[int, int]:
    """Return the living processes of a command's session, each with its parent."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,pgid,stat"], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()[1:]]
    return {int(pid): int(ppid) for pid, ppid, pgid, state in rows if int(pgid) == command and state[0] != "Z"}


def workers(command: int) -> list[int]:
    """Return the processes that a command started, once there are any; not the helper of multiprocessing."""
    found = [pid for pid, parent in family(command).items() if parent == command]
    return [pid for pid in found if b"resource_tracker" not in _command_line(pid)]


def _command_line(pid: int) -> bytes:
    path = Path(f"/proc/{pid}/cmdline")
    return path.read_bytes() if path.exists() else b""


def wait_for(answer: Callable[[], object], limit_s: float) -> float | None:
    """Return how long it took until there was an answer, None if there was none in time."""
    started = time.monotonic()
    while not answer():
        if time.monotonic() - started > limit_s:
            return None
        time.sleep(_POLL_S)
    return time.monotonic() - started
