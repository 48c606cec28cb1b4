"""A quarter of one core for a program and its children: the slow laptop of a school."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from threading import Event, Thread

import psutil

SHARE = 25  # [% of one core]
_PAUSE_S = 0.01  # between two looks at what was used
_LOOKS_A_TREE = 20  # after so many looks, children are listed anew
_CREDIT_S = 0.025  # of the processor, with which a stopped family goes on; no more is saved up


def can_slow() -> bool:
    """Tell whether cores can be chosen here."""
    return hasattr(os, "sched_setaffinity")


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
    """Hold a process and its children, all together, to a share of a core meanwhile.

    Debian's two versions of cpulimit take other options, and the older one gives each child a share of its own: here
    all are stopped as soon as they have used more than their share of the time, and go on when it has caught up.
    """
    root, is_over = psutil.Process(pid), Event()
    holder = Thread(target=_hold, args=(root, is_over))
    holder.start()
    try:
        yield
    finally:
        is_over.set()
        holder.join()


def _hold(root: psutil.Process, is_over: Event) -> None:
    credit, last, used, is_stopped = 0.0, time.monotonic(), 0.0, False
    for look in count():
        if look % _LOOKS_A_TREE == 0:
            family = _tree(root)
            used = _cpu_s(family)
        if is_over.wait(_PAUSE_S):
            break
        now, total = time.monotonic(), _cpu_s(family)
        credit = min(credit + (now - last) * SHARE / 100 - max(total - used, 0.0), _CREDIT_S)
        last, used = now, total
        if credit <= 0 and not is_stopped:
            _each(family, psutil.Process.suspend)
        elif credit >= _CREDIT_S and is_stopped:
            _each(family, psutil.Process.resume)
        else:
            continue
        is_stopped = not is_stopped
    _each(_tree(root), psutil.Process.resume)


def _each(family: list[psutil.Process], do: Callable[[psutil.Process], object]) -> None:
    for process in family:
        with suppress(psutil.NoSuchProcess):
            do(process)


def _tree(root: psutil.Process) -> list[psutil.Process]:
    with suppress(psutil.NoSuchProcess):
        return [root, *root.children(recursive=True)]
    return []


def _cpu_s(family: list[psutil.Process]) -> float:
    """Return the time on the processor of so many processes [s]."""
    total = 0.0
    for process in family:
        with suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system
    return total
