"""The lines of the table about the live page, a browser at a time."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.page.bits import Same, same_bits
from benchmarks.page.browser import Browser
from benchmarks.page.browsers import installed
from benchmarks.page.generated import same_generated_bits
from benchmarks.page.slowed import SHARE, can_slow, held, on_one_core
from benchmarks.page.times import longest_task_s, moved, opened
from benchmarks.table import Bar, Row
from benchmarks.timing import Spent
from sim.scenario.load import load_scenario
from sim.scenario.shipped import shipped_files

PICTURE, NO_LONG_TASK = Bar("<= 1 s", high=1.0), Bar("<= 0.1 s", high=0.1)
FIRST, FIRST_OF_COUNTRY = Bar("<= 0.3 s", high=0.3), Bar("<= 2 s", high=2.0)
ALL, ALL_SLOWED = Bar("<= 3 s", high=3.0), Bar("<= 12 s", high=12.0)
NONE = Bar("0", high=0.0)
N_LEVERS = 3  # moved one after the other; the median counts


def page_rows(n_seeds: int, people_per_agent: int | None, only: list[str], n_worlds: int) -> Iterator[Row]:
    """Measure the default page and a country's in every browser that is installed, or only in some."""
    with TemporaryDirectory(prefix="page-") as folder:
        city = _explore(Path(folder) / "city.html")
        country = _explore(Path(folder) / "country.html", "russia", "--people-per-agent", "10000")
        for kind, start, packages in installed():
            if only and kind.lower() not in only:
                continue
            if start is None:
                yield Row(f"{kind}: not installed (Debian: {packages})")
                continue
            yield from _of_browser(start, city, country)
            yield from _slowed(start, city)
            yield from _bits(start, Path(folder), shipped_files(), n_seeds, people_per_agent)
            yield from _generated_bits(start, Path(folder), n_worlds)


def bit_rows(files: Sequence[Path], n_seeds: int, people_per_agent: int | None, only: list[str]) -> Iterator[Row]:
    """Compare bits of some scenarios, and measure no time."""
    with TemporaryDirectory(prefix="page-") as folder:
        for kind, start, _ in installed():
            if start is not None and (not only or kind.lower() in only):
                yield from _bits(start, Path(folder), files, n_seeds, people_per_agent)


def _explore(out: Path, *options: str) -> Path:
    """Return the page that the program writes."""
    subprocess.run(
        [sys.executable, "-m", "sim", "explore", *options, "--out", str(out)], check=True, stdout=subprocess.DEVNULL
    )
    return out


def _of_browser(start: Callable[[], Browser], city: Path, country: Path) -> Iterator[Row]:
    """Measure times and requests at the machine's own pace."""
    with closing(start()) as browser:
        browser.heard()
        yield from _times(browser, browser.name, city, FIRST, ALL)
        longest = longest_task_s(browser)
        yield Row(f"{browser.name}: longest wait while dragging", time=f"{longest:.3f} s").against(
            NO_LONG_TASK, longest
        )
        yield from _times(browser, f"{browser.name}, country", country, FIRST_OF_COUNTRY, None)
        if (told := browser.heard()) is not None:
            requests, errors = told
            yield Row(f"{browser.name}: requests", ratio=f"{len(requests)}").against(NONE, len(requests))
            yield Row(f"{browser.name}: errors", ratio=f"{len(errors)}").against(NONE, len(errors))


def _times(browser: Browser, label: str, page: Path, first: Bar | None, every: Bar | None) -> Iterator[Row]:
    """Open a page, then move levers."""
    start = opened(browser, page)
    if start.picture_s is not None:
        picture = Row(f"{label}: first picture", time=f"{start.picture_s:.2f} s")
        yield picture.against(PICTURE if first else None, start.picture_s)
    yield Row(f"{label}: opened, to {start.n_pairs} pairs", time=f"{start.all_pairs_s:.2f} s")
    levers = [moved(browser, which) for which in range(N_LEVERS)]
    to_first = median(lever.first_pair_s for lever in levers)
    to_all = Spent(median(lever.all_pairs_s for lever in levers), median(lever.cpu_s for lever in levers))
    yield Row(f"{label}: lever to first pair", time=f"{to_first:.2f} s").against(first, to_first)
    every_pair = Row(f"{label}: lever to {start.n_pairs} pairs", time=str(to_all))
    yield every_pair.against(every, to_all.wall)


def _slowed(start: Callable[[], Browser], city: Path) -> Iterator[Row]:
    """Measure times on a share of one core; the browser starts at full pace."""
    if not can_slow():
        yield Row(f"at {SHARE} % of one core: not measured, since this system does not let a program choose its core")
        return
    with on_one_core():
        browser = start()
    with closing(browser), held(browser.pid):
        yield from _times(browser, f"{browser.name}, {SHARE} % of one core", city, None, ALL_SLOWED)


def _bits(
    start: Callable[[], Browser], folder: Path, files: Sequence[Path], n_seeds: int, people_per_agent: int | None
) -> Iterator[Row]:
    """Compare runs of scenarios with those of wasmtime."""
    if not n_seeds:
        return
    with closing(start()) as browser:
        for path in files:
            scenario = load_scenario(path, people_per_agent=people_per_agent)
            yield _same_row(browser, scenario.name, same_bits(browser, scenario, n_seeds, folder))


def _generated_bits(start: Callable[[], Browser], folder: Path, n_worlds: int) -> Iterator[Row]:
    """Compare runs of generated worlds with those of the compiled engine."""
    if n_worlds:
        with closing(start()) as browser:
            yield _same_row(browser, "generated worlds", same_generated_bits(browser, n_worlds, folder))


def _same_row(browser: Browser, what: str, same: Same) -> Row:
    row = Row(f"{browser.name}: bits of {what}", ratio=f"{same.n_same} of {same.n_runs} runs the same")
    return row.against(Bar("all", low=same.n_runs), same.n_same)
