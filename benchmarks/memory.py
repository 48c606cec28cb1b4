"""Memory: what a process took at most, how fast it can be copied, and what the citizens must move."""

import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

import numpy as np

from sim.model.rules.network import CONTACTS
from sim.model.schedule import CITIZEN_PROCESSES, CitizenProcess
from sim.model.state import Citizens

COPIED_BYTES = 1 << 27  # far more than any cache holds
_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss

# Columns that each process reads of every citizen, and those that it writes. Peers are in the same cell, whose
# opinions a core's cache holds. Who is detained, and whom a protest may move, are too few to count.
READS: dict[CitizenProcess, tuple[str, ...]] = {
    "become_sought": ("weight", "sought_findable", "sought_hard", "sought_hidden"),
    "pass_cameras": ("weight", "sought_findable", "mobility"),
    "suffer_breach": ("weight", "mobility"),
    "form_opinion": ("weight", "anchor", "support", "shock", "stopped", "contacts"),
    "protest": ("weight",),
}
WRITES: dict[CitizenProcess, tuple[str, ...]] = {
    "become_sought": ("sought_findable", "sought_hard", "sought_hidden"),
    "pass_cameras": ("stopped",),
    "suffer_breach": (),
    "form_opinion": ("support", "shock"),
    "protest": (),
}
ASIDE_BYTES = {"stopped": 4, "contacts": 2 * CONTACTS}  # columns of the engine, not of the state


def bytes_per_citizen_month(citizens: Citizens) -> int:
    """Return what the five processes must move to and from memory for one citizen in one month."""
    moved = [name for process in CITIZEN_PROCESSES for name in READS[process] + WRITES[process]]
    return sum(ASIDE_BYTES.get(name) or getattr(citizens, name).itemsize for name in moved)


def copy_bandwidth(threads: int, n_bytes: int = COPIED_BYTES, times: int = 7) -> float:
    """Return bytes per second, read and written, of plain copies between arrays, a share on each thread."""
    source, target = np.ones((2, threads, n_bytes // 8 // threads))
    taken = []
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(times):
            started = time.perf_counter()
            list(pool.map(np.copyto, target, source))
            taken.append(time.perf_counter() - started)
    return 2 * source.nbytes / median(taken)


def peak_bytes() -> int:
    """Return the most memory that this process held. On Linux ru_maxrss would begin at the parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


def watched(command: Sequence[str], cwd: Path) -> tuple[float, int]:
    """Run a command; return its seconds, and the most memory that it and its children held together.

    Raises
    ------
    subprocess.CalledProcessError: the command failed.
    """
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, start_new_session=True)
    most = 0
    while process.poll() is None:
        most = max(most, _session_bytes(process.pid))
        time.sleep(0.2)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - started, most


def _session_bytes(session: int) -> int:
    """Return the resident memory of all processes of a session now; 0 where the system does not tell."""
    pages = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if int(fields[3]) == session:
            pages += int(fields[21])
    return pages * resource.getpagesize()
