"""The clock: medians of repeated work, in seconds on the wall and of processors."""

import os
import time
from collections.abc import Callable
from statistics import median
from typing import NamedTuple


class Spent(NamedTuple):
    """What some work took [seconds]; of processors, threads and child processes added up."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} s, CPU {self.cpu:.2f}"


def once(work: Callable[[], object]) -> Spent:
    """Return what some work took."""
    wall, cpu = time.perf_counter(), cpu_seconds()
    work()
    return Spent(time.perf_counter() - wall, cpu_seconds() - cpu)


def seconds(work: Callable[[], object], times: int = 3) -> Spent:
    """Return the median of what some work took, after one run that does not count."""
    work()
    rounds = [once(work) for _ in range(times)]
    return Spent(median(spent.wall for spent in rounds), median(spent.cpu for spent in rounds))


def cpu_seconds() -> float:
    """Return the processor time of this process and of its children that have ended."""
    spent = os.times()
    return time.process_time() + spent.children_user + spent.children_system
