"""Print one table of times on this machine, with ratios taken in the same run.

A time is the median of three after one run that compiles or loads. Bars are goals for a laptop core,
not assertions: machines are noisy.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

import numpy as np

import sim.engines.compiled.engine as compiled_engine
from sim.engines import make_engine
from sim.model.schedule import CitizenProcess, Step
from sim.model.state import Now, Policy, State, World
from sim.scenario.load import load_scenario
from sim.scenario.shipped import resolve_scenario_path

ROOT = Path(__file__).parent.parent
Row = tuple[str, str, str, str]


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Return the median time of some work, after one run that does not count."""
    work()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return median(taken)


def world_of(name: str, people_per_agent: int | None = None) -> tuple[World, Policy]:
    """Return the world and the baseline of a shipped scenario."""
    scenario = load_scenario(resolve_scenario_path(name), people_per_agent=people_per_agent)
    return scenario.world, scenario.policies[scenario.baseline]


def citizen_months(world: World) -> int:
    """Return how many months of citizens a run has."""
    from sim.model.cohorts import n_agents

    return world.n_months * sum(n_agents(int(people), world.people_per_agent) for people in world.cities.population)


def run_row(label: str, world: World, policy: Policy, bar: str, threads: int = 1) -> Row:
    """Return the line of a compiled run."""
    engine = make_engine("compiled", threads)
    taken = seconds(lambda: engine.run(world, policy, 0))
    return label, f"{taken:.2f} s", bar, f"{citizen_months(world) / taken / 1e6:.1f} M citizen-months/s"


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


def city_share_row(world: World, policy: Policy) -> Row:
    """Return which share of a run goes to cities, suppliers and the nation."""
    spent = seconds_by_process(world, policy)
    share = sum(taken for name, taken in spent.items() if name.startswith("cities")) / spent["all"]
    return "of it cities, suppliers, nation", f"{100 * share:.0f} %", "<= 33 %", ""


def profile(world: World, policy: Policy) -> list[Row]:
    """Return the processes of a run, the slowest first."""
    spent = seconds_by_process(world, policy)
    whole = spent.pop("all")
    spent["the rest: first state, record of outcomes"] = whole - sum(spent.values())
    rows = [
        (name, f"{taken:.3f} s", "", f"{100 * taken / whole:.0f} %")
        for name, taken in sorted(spent.items(), key=lambda item: -item[1])
        if taken > 0.0
    ]
    return [*rows, ("all", f"{whole:.3f} s", "", "")]


def reference_row() -> Row:
    """Return how much slower the reference engine is on a thinned world, and whether it gives the same bits."""
    world, policy = world_of("russia", 20_000)
    world = world._replace(n_months=24)
    started = time.perf_counter()
    reference = make_engine("reference").run(world, policy, 0)
    slow = time.perf_counter() - started
    fast = seconds(lambda: make_engine("compiled").run(world, policy, 0))
    compiled = make_engine("compiled").run(world, policy, 0)
    same = np.array_equal(reference.country, compiled.country, equal_nan=True)
    return (
        "reference engine, thinned, 24 months",
        f"{slow:.2f} s",
        "",
        f"{slow / fast:.0f} x compiled; same bits: {same}",
    )


def command_row(label: str, arguments: list[str], bar: str, environment: dict[str, str] | None = None) -> Row:
    """Return how long a whole command takes, start-up included."""

    def command() -> None:
        subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            check=True,
            capture_output=True,
            env={**os.environ, **(environment or {})},
        )

    if environment:  # a first run is what is measured
        started = time.perf_counter()
        command()
        return label, f"{time.perf_counter() - started:.2f} s", bar, ""
    return label, f"{seconds(command):.2f} s", bar, ""


def rows() -> list[Row]:
    """Measure everything."""
    national, classroom = world_of("russia"), world_of("one-city")
    with tempfile.TemporaryDirectory() as cache:
        warm_up = ["-c", "from sim.engines import warm_up; warm_up('compiled')"]
        compilation = command_row("compilation, fresh cache", warm_up, "<= 40 s", {"ROLLOUT_CACHE_DIR": cache})
    return [
        run_row("national run, 1:1000, 180 months, 1 thread", *national, "<= 1.5 s"),
        city_share_row(*national),
        run_row("the same, 2 threads", *national, "", 2),
        run_row("classroom run, 10,000 citizens, 120 months", *classroom, "<= 0.15 s"),
        reference_row(),
        compilation,
        command_row(
            "start with compiled code", ["-c", "from sim.engines import warm_up; warm_up('compiled')"], "<= 2 s"
        ),
        command_row("run.py --help", ["run.py", "--help"], "<= 0.5 s"),
        command_row("run.py validate russia", ["run.py", "validate", "scenarios/russia.yaml"], "<= 0.5 s"),
    ]


def main() -> None:
    """Print the table, or with `--profile` that of the processes of a national run."""
    header = ("what", "time", "bar", "rate or ratio in this run")
    busy = f"{os.getloadavg()[0]:.1f} programs wanted {os.cpu_count()} cores" if hasattr(os, "getloadavg") else ""
    body = profile(*world_of("russia")) if "--profile" in sys.argv[1:] else rows()
    table = [header, *body, ("load before it began", "", "", busy)]
    widths = [max(len(line[k]) for line in table) for k in range(len(header))]
    for line in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
