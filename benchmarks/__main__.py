"""Print one table of times on this machine, with ratios taken in the same run.

A time is the median of three after one run that compiles or loads. Bars are goals for a laptop core,
not assertions: machines are noisy.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np

import sim.engines.compiled.engine as compiled_engine
from sim.engines import make_engine
from sim.model.state import Policy, World
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
    from sim.model.initial import n_agents

    return world.n_months * sum(n_agents(int(people), world.people_per_agent) for people in world.cities.population)


def run_row(label: str, world: World, policy: Policy, bar: str, threads: int = 1) -> Row:
    """Return the line of a compiled run."""
    engine = make_engine("compiled", threads)
    taken = seconds(lambda: engine.run(world, policy, 0))
    return label, f"{taken:.2f} s", bar, f"{citizen_months(world) / taken / 1e6:.1f} M citizen-months/s"


def city_share_row(world: World, policy: Policy) -> Row:
    """Return which share of a run goes to cities, suppliers and the nation."""
    spent = 0.0
    original = compiled_engine.run_cities

    def timed(*arguments: object) -> None:
        nonlocal spent
        started = time.perf_counter()
        original(*arguments)  # type: ignore[arg-type]
        spent += time.perf_counter() - started

    compiled_engine.run_cities = timed
    try:
        started = time.perf_counter()
        make_engine("compiled").run(world, policy, 0)
        share = spent / (time.perf_counter() - started)
    finally:
        compiled_engine.run_cities = original
    return "of it cities, suppliers, nation", f"{100 * share:.0f} %", "<= 33 %", ""


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
    """Print the table."""
    header = ("what", "time", "bar", "rate or ratio in this run")
    table = [header, *rows()]
    widths = [max(len(line[k]) for line in table) for k in range(len(header))]
    for line in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
