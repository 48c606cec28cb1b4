"""The clock: medians of repeated work."""

import time
from collections.abc import Callable
from statistics import median


def once(work: Callable[[], object]) -> float:
    """Return the time of some work."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Return the median time of some work, after one run that does not count."""
    work()
    return median(once(work) for _ in range(times))
