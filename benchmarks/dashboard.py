"""The dashboard as readers meet it: ten of them at once, thousands of requests, two servers on one folder."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from statistics import median

from benchmarks.first_picture import first_picture_rows
from benchmarks.table import Bar, Row
from sim.experiments.store.reader import read_results
from sim.experiments.store.record import RECORD
from sim.model.outcomes import HEADLINES
from tests.present.dashboard.served import Served, serving

USERS, TIMES = 10, 12  # readers at once, and how often each looks
WARM = 2_000  # requests after which memory should stay
_MEDIAN = Bar("at most 1 s", high=1.0)
_GROWTH = Bar("at most 5%", high=0.05)


def dashboard_rows(results: Path, n_requests: int) -> Iterator[Row]:
    """Yield what is measured on a folder of results: the first picture, ten readers, memory, two servers."""
    searches = _searches(results)
    yield from first_picture_rows(results, searches[0])
    with serving(results) as served:
        yield _timed("compare, the first time", served, searches[0])
        yield _timed("compare, kept", served, searches[0])
        taken = _at_once(served, searches)
        row = Row(f"compare, {USERS} readers at once: median of {len(taken)}", time=f"{median(taken):.2f} s")
        yield row.against(_MEDIAN, median(taken))
        if n_requests > WARM:
            yield _growth(served, searches, n_requests)
        with serving(results) as other:
            same = [served.shown("/compare", one) == other.shown("/compare", one) for one in searches[:USERS]]
        yield Row("views that two servers show alike", ratio=f"{sum(same)} of {len(same)}")


def _searches(results: Path) -> list[str]:
    """Return an address for each policy and headline outcome of each experiment."""
    folders = sorted(path.parent for path in results.glob(f"*/{RECORD}"))
    found = []
    for folder in folders:
        policies = read_results(folder).policies
        found += [f"?experiment={folder.name}&policy={one}&outcome={two}" for one, two in product(policies, HEADLINES)]
    return found


def _timed(what: str, served: Served, search: str) -> Row:
    return Row(what, time=f"{_seconds(served, search):.2f} s")


def _seconds(served: Served, search: str) -> float:
    started = time.perf_counter()
    served.shown("/compare", search)
    return time.perf_counter() - started


def _at_once(served: Served, searches: list[str]) -> list[float]:
    """Let readers look at once, each at something else first."""
    asked = [searches[(user * 5 + turn) % len(searches)] for turn in range(TIMES) for user in range(USERS)]
    with ThreadPoolExecutor(USERS) as pool:
        return list(pool.map(lambda search: _seconds(served, search), asked))


def _growth(served: Served, searches: list[str], n_requests: int) -> Row:
    """Return by how much the server's memory grows from the first requests to the last."""
    before = 0
    for number in range(n_requests):
        if number == WARM:
            before = _resident(served.process.pid)
        served.shown("/compare", searches[number % len(searches)])
    after = _resident(served.process.pid)
    growth = after / before - 1.0
    row = Row(
        f"memory after {n_requests:,} requests, against {WARM:,}", ratio=f"{growth:+.1%}", peak=f"{after / 1e6:.0f}"
    )
    return row.against(_GROWTH, growth)


def _resident(process: int) -> int:
    """Return what a process holds in memory now [bytes]; Linux tells."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    assert found is not None
    return int(found[1]) * 1024
