"""Engines and peers by size: the citizen processes at one agent per resident."""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from statistics import median
from typing import NamedTuple

import numpy as np

from benchmarks.memory import bytes_per_citizen_month, copy_bandwidth
from benchmarks.months import CASES, KEYED, MESA, ONE, TWO
from benchmarks.table import Bar, Row
from benchmarks.worker import Worker
from benchmarks.worlds import grown_classroom
from sim.model.initial import initial_state

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
ROUNDS = 5
LARGE = 1_000_000  # [citizens] from which bars hold for columns
RATE = Bar(">= 25 M a core", low=25.0)
SPEED_UP = Bar("2 threads >= 1.8 x 1", low=1.8)
OVER_NUMPY = Bar("1 thread >= 18 x this", low=18.0)
OVER_MESA = Bar("1 thread >= 250 x this", low=250.0)
SLOPE = Bar("0.95 to 1.05", 0.95, 1.05)


class Measured(NamedTuple):
    """An engine or peer at one size."""

    case: str
    n_citizens: int
    seconds: float  # per month
    peak_bytes: int

    @property
    def rate(self) -> float:
        """Citizen-months per second."""
        return self.n_citizens / self.seconds


def measure_size(n_citizens: int, cases: Iterable[str], rounds: int = ROUNDS) -> dict[str, Measured]:
    """Measure some cases at one size, in turns, after a first month that does not count."""
    chosen = [case for case in cases if n_citizens <= CASES[case].largest]
    months = {case: max(1, CASES[case].per_round // n_citizens) for case in chosen}
    with ExitStack() as stack:
        workers = {
            case: stack.enter_context(Worker(case, n_citizens, 1 + rounds * months[case])) for case in chosen
        }  # fmt: skip
        for worker in workers.values():
            worker.live(1)
        answers = [{case: workers[case].live(months[case]) for case in chosen} for _ in range(rounds)]
    return {
        case: Measured(
            case,
            n_citizens,
            median(answer[case].seconds for answer in answers) / months[case],
            answers[-1][case].peak_bytes,
        )
        for case in chosen
    }


def size_rows(sizes: Sequence[int] = SIZES, cases: Iterable[str] = tuple(CASES), rounds: int = ROUNDS) -> list[Row]:
    """Return a line for every case at every size, then how time grows with citizens."""
    world, _ = grown_classroom(sizes[0], 1)
    moved = bytes_per_citizen_month(initial_state(world, 0).citizens)
    limits = {threads: copy_bandwidth(threads) / moved for threads in (1, 2)}
    measured = [measure_size(n, cases, rounds) for n in sizes]
    rows = [_row(one, at_size, limits) for at_size in measured for one in at_size.values()]
    slopes = [
        _slope_row(case, [at_size[case] for at_size in measured], bar) for case, bar in ((ONE, SLOPE), (TWO, None))
    ]
    copies = [
        Row(f"copy of memory, {threads} thread(s)", rate=f"{limit / 1e6:,.0f}", ratio=f"{limit * moved / 1e9:.1f} GB/s")
        for threads, limit in limits.items()
    ]
    return [*rows, *slopes, *copies]


def _row(one: Measured, at_size: dict[str, Measured], limits: dict[int, float]) -> Row:
    case = CASES[one.case]
    row = Row(
        case.label,
        citizens=f"{one.n_citizens:,}",
        time=f"{1000 * one.seconds:,.1f} ms a month",
        rate=f"{one.rate / 1e6:.3g}",
        peak=f"{one.peak_bytes / 1e6:,.0f}",
        memory_limit=f"{100 * one.rate / limits[case.threads]:.2g} %",
    )
    if one.case == ONE:
        return row.against(RATE if one.n_citizens >= LARGE else None, one.rate / 1e6)
    against_one = one.rate / at_size[ONE].rate
    row = row._replace(ratio=f"{against_one:.3g} x 1 thread")
    if one.case == TWO:
        return row.against(SPEED_UP if one.n_citizens >= LARGE else None, against_one)
    lead = at_size[ONE].rate / one.rate
    return row._replace(ratio=f"1 thread {lead:.3g} x this").against(_bar_of_peer(one), lead)


def _bar_of_peer(one: Measured) -> Bar | None:
    if one.case == MESA and one.n_citizens == CASES[MESA].largest:
        return OVER_MESA
    return OVER_NUMPY if one.case == KEYED and one.n_citizens >= LARGE else None


def slope(measured: Sequence[Measured]) -> float:
    """Return by least squares how the logarithm of time grows with that of citizens: 1 if in proportion."""
    logs = np.log([(one.n_citizens, one.seconds) for one in measured])
    return float(np.polyfit(logs[:, 0], logs[:, 1], 1)[0])


def _slope_row(case: str, measured: Sequence[Measured], bar: Bar | None) -> Row:
    grown = slope(measured)
    label = f"{CASES[case].label}: log-log slope of time on citizens"
    return Row(label, citizens=f"{len(measured)} sizes", ratio=f"{grown:.3f}").against(bar, grown)
