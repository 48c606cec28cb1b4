"""A quarter of one core for a program and its children: the slow laptop of a school."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import which

SHARE = 25  # [% of one core]


def can_slow() -> bool:
    """Tell whether Debian's cpulimit is there, and cores can be chosen."""
    return which("cpulimit") is not None and hasattr(os, "sched_setaffinity")


@contextmanager
def on_one_core() -> Iterator[None]:
    """Let what is started meanwhile, and its children, have one core for good."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def held(pid: int) -> Iterator[None]:
    """Hold a process and its children, all together, to a share of a core meanwhile."""
    command = ["cpulimit", "--pid", str(pid), "--limit", str(SHARE), "--include-children"]
    holder = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        holder.terminate()  # it lets the processes go on
        holder.wait()
