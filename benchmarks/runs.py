"""Whole runs: national, classroom, the reference engine beside the compiled one, and where a run's time goes."""

import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import numpy as np

import sim.engines.compiled.engine as compiled_engine
from benchmarks.table import Bar, Row
from benchmarks.timing import once, seconds
from benchmarks.worlds import citizen_months, world_of
from sim.engines import make_engine
from sim.engines.base import RunResult
from sim.model.schedule import CitizenProcess, Step
from sim.model.state import Now, Policy, State, World

NATIONAL, CLASSROOM = Bar("<= 1.5 s", high=1.5), Bar("<= 0.15 s", high=0.15)
CITY_SHARE = Bar("<= 33 %", high=0.33)


def run_rows() -> list[Row]:
    """Measure whole runs."""
    national, classroom = world_of("russia"), world_of("one-city")
    return [
        run_row("national run, 1:1000, 180 months, 1 thread", *national, NATIONAL),
        city_share_row(*national),
        run_row("the same, 2 threads", *national, threads=2),
        run_row("classroom run, 120 months, 1 thread", *classroom, CLASSROOM),
        reference_row(),
    ]


def run_row(label: str, world: World, policy: Policy, bar: Bar | None = None, threads: int = 1) -> Row:
    """Return the line of a compiled run."""
    engine = make_engine("compiled", threads)
    taken = seconds(lambda: engine.run(world, policy, 0))
    lived = citizen_months(world)
    row = Row(label, f"{lived // world.n_months:,}", f"{taken:.2f} s", f"{lived / taken / 1e6:.3g}")
    return row.against(bar, taken)


def city_share_row(world: World, policy: Policy) -> Row:
    """Return which share of a run goes to cities, suppliers and the nation."""
    spent = seconds_by_process(world, policy)
    share = sum(taken for name, taken in spent.items() if name.startswith("cities")) / spent["all"]
    return Row("of it cities, suppliers, nation", ratio=f"{100 * share:.0f} %").against(CITY_SHARE, share)


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
        f"{slow:.2f} s",
        ratio=f"{slow / fast:.0f} x the time of compiled; same bits: {same}",
    )


def seconds_by_process(world: World, policy: Policy) -> dict[str, float]:
    """Return the seconds of each process in a run, and of the run as "all"."""
    spent: dict[str, float] = defaultdict(float)
    run_cities, step = compiled_engine.run_cities, compiled_engine._Population.step

    def timed(name: str, work: Callable[[], object]) -> None:
        started = time.perf_counter()
        work()
        spent[name] += time.perf_counter() - started

    def timed_cities(of: Step, state: State, now: Now) -> None:
        timed(f"cities: {of.name}", lambda: run_cities(of, state, now))

    def timed_citizens(self: Any, process: CitizenProcess, now: Now) -> None:
        timed(f"citizens: {process}", lambda: step(self, process, now))

    engine = make_engine("compiled")
    engine.run(world, policy, 0)
    with (
        patch.object(compiled_engine, "run_cities", timed_cities),
        patch.object(compiled_engine._Population, "step", timed_citizens),
    ):
        timed("all", lambda: engine.run(world, policy, 0))
    return spent


def profile_rows(world: World, policy: Policy) -> list[Row]:
    """Return the processes of a run, the slowest first."""
    spent = seconds_by_process(world, policy)
    whole = spent.pop("all")
    spent["the rest: first state, record of outcomes"] = whole - sum(spent.values())
    rows = [
        Row(name, time=f"{taken:.3f} s", ratio=f"{100 * taken / whole:.0f} %")
        for name, taken in sorted(spent.items(), key=lambda item: -item[1])
        if taken > 0.0
    ]
    return [*rows, Row("all", time=f"{whole:.3f} s")]
