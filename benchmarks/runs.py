"""Whole runs: national, classroom, the reference engine beside the compiled one, and where a run's time goes."""

from collections import defaultdict
from collections.abc import Callable

import numpy as np

from benchmarks.compiled import Compiled
from benchmarks.table import Bar, Row
from benchmarks.timing import once, seconds
from benchmarks.worlds import citizen_months, world_of
from sim.engines import RunResult, make_engine
from sim.engines.month import now_at
from sim.model.schedule import SCHEDULE
from sim.model.state import Policy, World

NATIONAL, CLASSROOM = Bar("CPU <= 1.0 s", high=1.0), Bar("CPU <= 0.035 s", high=0.035)


def run_rows() -> list[Row]:
    """Measure whole runs."""
    national, classroom = world_of("russia"), world_of("one-city")
    return [
        run_row("national run, 1:1000, 180 months, 1 thread", *national, NATIONAL),
        run_row("the same, 2 threads", *national, threads=2),
        run_row("classroom run, 120 months, 1 thread", *classroom, CLASSROOM),
        reference_row(),
    ]


def run_row(label: str, world: World, policy: Policy, bar: Bar | None = None, threads: int = 1) -> Row:
    """Return the line of a compiled run."""
    engine = make_engine("compiled", threads)
    taken = seconds(lambda: engine.run(world, policy, 0))
    lived = citizen_months(world)
    row = Row(label, f"{lived // world.n_months:,}", str(taken), f"{lived / taken.wall / 1e6:.3g}")
    return row.against(bar, taken.cpu)


def reference_row(people_per_agent: int = 20_000, n_months: int = 24) -> Row:
    """Return how much slower the reference engine is in a thinned world, and whether it gives the same bits."""
    world, policy = world_of("russia", people_per_agent)
    world = world._replace(n_months=n_months)
    results: list[RunResult] = []
    slow = once(lambda: results.append(make_engine("reference").run(world, policy, 0)))
    fast = seconds(lambda: results.append(make_engine("compiled").run(world, policy, 0)))
    same = np.array_equal(results[0].country, results[-1].country, equal_nan=True)
    return Row(
        f"reference engine, whole run, {n_months} months",
        f"{citizen_months(world) // n_months:,}",
        str(slow),
        ratio=f"{slow.cpu / fast.cpu:.0f} x the CPU time of compiled; same bits: {same}",
    )


def seconds_by_process(world: World, policy: Policy, seed: int = 0) -> dict[str, float]:
    """Return the CPU seconds of each process when all months are lived process by process.

    A call from Python costs some microseconds more than the same call inside a run's one compiled function.
    """
    spent: dict[str, float] = defaultdict(float)

    def timed(name: str, work: Callable[..., object], *given: object) -> None:
        spent[name] += once(lambda: work(*given)).cpu

    people = Compiled(world, seed, 1)
    for index in range(world.n_months):
        now = now_at(world, policy, seed, index, people.state)
        for step in SCHEDULE:
            if step.cities is not None:
                timed(f"cities: {step.name}", step.cities, people.state, now)
            if step.citizens is not None:
                timed(f"citizens: {step.citizens}", people.step, step.citizens, now)
    return spent


def profile_rows(world: World, policy: Policy) -> list[Row]:
    """Return the processes of a run, the slowest first, and the same run in one compiled call."""
    engine = make_engine("compiled")
    whole = seconds(lambda: engine.run(world, policy, 0)).cpu
    seconds_by_process(world._replace(n_months=1), policy)
    spent = seconds_by_process(world, policy)
    rows = [
        Row(name, time=f"CPU {taken:.3f} s", ratio=f"{100 * taken / sum(spent.values()):.0f} %")
        for name, taken in sorted(spent.items(), key=lambda item: -item[1])
    ]
    steps = Row("all, process by process", time=f"CPU {sum(spent.values()):.3f} s")
    return [*rows, steps, Row("a whole run in one compiled call", time=f"CPU {whole:.3f} s")]
