"""What a sweep costs beside its runs, what national runs take, and what that makes of a million runs (Linux, macOS).

    python -m benchmarks.sweeps --runs 10000 --national 500

Small runs are baselines of one city, of which one takes about `--run-ms` of a core. Compute is the processor time of
the same runs lived one after the other in one process, without a store; what the command and its workers take beyond
that is overhead. What a few runs take as well (start, report) is told apart from what grows with runs. National runs
are of all policies of `scenarios/russia.yaml`, which share their history. The plan for a million runs on a thousand
cores is arithmetic from these figures; nobody tried it.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import psutil

_ROOT = Path(__file__).parents[1]
_LIVED_ALONE = """
import json, sys, time
from pathlib import Path
from sim.engines import make_engine, warm_up
from sim.scenario.load import load_scenario
from sim.scenario.shipped import resolve_scenario_path
name, people, n = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
scenario = load_scenario(resolve_scenario_path(name), people_per_agent=people, arms=[])
warm_up("compiled")
engine, policy = make_engine("compiled", 1), scenario.policies[scenario.baseline]
engine.run(scenario.world_of(0), policy, 0)
started = time.process_time()
for seed in range(n):
    engine.run(scenario.world_of(seed), policy, seed)
print((time.process_time() - started) / n)
"""
_CORES, _MILLION, _BATCH_S, _CENTS_A_CORE_HOUR = 1000, 1_000_000, 3.0, 4.0
_LOOK_S = 0.1
_FEW, _MANY = 20, 10_000  # runs: of which the cost is the start's and the report's, and of which the bar speaks
_SMALL = ("status-quo",)
_NATIONAL = ("status-quo", "ban", "retention-5", "pause")


class Swept(NamedTuple):
    """What a sweep took."""

    wall_s: float
    cpu_s: float  # of the command and all its workers
    driver_mb: list[float]  # memory of the command's own process, now and then
    n_files: int
    n_bytes: int


class World(NamedTuple):
    """What is run: some policies of a scenario."""

    name: str
    people_per_agent: int
    arms: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for small runs, one for national ones, and the plan."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sweeps", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--runs", type=int, default=10_000, help="small runs (default: 10000)")
    parser.add_argument("--national", type=int, default=500, help="national runs (default: 500)")
    parser.add_argument("--run-ms", type=float, default=50.0, help="what a small run takes (default: 50)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default: 2)")
    asked = parser.parse_args(arguments)
    if 0 < asked.runs <= _FEW:
        parser.error(f"--runs must be more than {_FEW}, with which they are compared, or 0 for none")
    country = World("russia", 1000, _NATIONAL)
    if asked.runs:
        with tempfile.TemporaryDirectory() as place:
            tell_overhead(city_of(asked.run_ms, Path(place)), asked.runs, asked.jobs)
    if asked.national:
        plan(told("national", country, asked.national, asked.jobs), asked.national)
    return 0


def city_of(run_ms: float, place: Path) -> World:
    """Return the classroom's city with as many residents as make a run take so long."""
    scenarios = shutil.copytree(_ROOT / "scenarios", place / "scenarios")
    classroom = World(str(scenarios / "classroom" / "one-city.yaml"), 1, _SMALL)
    cities = scenarios / "classroom" / "one-city.csv"
    n_residents = round(10_000 * run_ms / 1000 / lived_alone(classroom, 40))
    cities.write_text(cities.read_text(encoding="utf-8").replace(",10000,", f",{n_residents},"), encoding="utf-8")
    return classroom


def tell_overhead(world: World, n_runs: int, jobs: int) -> None:
    """Print what runs cost beside their compute, and from it what that would be for many."""
    run_s = lived_alone(world, 40)
    few_s = sweep(world, _FEW, jobs).cpu_s - _FEW * run_s
    swept = told("small", world, n_runs, jobs)
    all_s = swept.cpu_s - n_runs * run_s
    growing_s = (all_s - few_s) / (n_runs - _FEW)
    slower_s = lived_beside(world, 40, jobs) - run_s
    print(
        f"    {1000 * run_s:.0f} ms of compute a run: overhead {100 * all_s / n_runs / run_s:.0f}% of it. "
        f"{few_s:.1f} s of {all_s:.1f} s are there for {_FEW} runs as well; {1000 * growing_s:.1f} ms a run grow with "
        f"the runs, which makes {100 * (few_s / _MANY + growing_s) / run_s:.0f}% of {_MANY:,} runs. Of that, "
        f"{1000 * slower_s:.1f} ms a run are that the same months take longer with {jobs} processes at a time",
        flush=True,
    )


def told(what: str, world: World, n_runs: int, jobs: int) -> Swept:
    """Make runs and print what they took."""
    swept = sweep(world, n_runs, jobs)
    quarter, last = swept.driver_mb[len(swept.driver_mb) // 4], max(swept.driver_mb[-20:])
    memory = f"memory of the driver {quarter:.0f} MB after a quarter, {last:.0f} at the end"
    stored = f"{swept.n_files} files under runs/, {swept.n_bytes / n_runs / 1000:.1f} kB a run"
    print(
        f"{what}: {n_runs} runs in {swept.wall_s:.0f} s with {jobs} processes, {swept.cpu_s:.0f} s of a core; "
        f"{stored}; {memory}; {10_000 * swept.wall_s / n_runs / 60:.0f} min for 10,000",
        flush=True,
    )
    return swept


def lived_alone(world: World, n: int) -> float:
    """Return the processor time of a run [s] without a store."""
    command = [sys.executable, "-c", _LIVED_ALONE, world.name, str(world.people_per_agent), str(n)]
    return float(subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True).stdout)


def lived_beside(world: World, n: int, jobs: int) -> float:
    """Return the same where so many processes do so at a time."""
    with ThreadPoolExecutor(jobs) as threads:
        return fmean(threads.map(lambda _: lived_alone(world, n), range(jobs)))


def sweep(world: World, n_runs: int, jobs: int) -> Swept:
    """Make so many runs by the command."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "x"
        n_seeds = n_runs // len(world.arms)
        options = ("--people-per-agent", world.people_per_agent, "--arms", ",".join(world.arms), "--seeds", n_seeds)
        command = [sys.executable, "run.py", "simulate", world.name, *options, "--jobs", jobs, "--out", folder]
        started = time.monotonic()
        process = psutil.Popen(
            [str(word) for word in command], cwd=_ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        memory: list[float] = []
        cpu_s = _watched(process, memory)
        wall_s = time.monotonic() - started
        files = [path for path in (folder / "runs").iterdir() if path.is_file()]
        n_bytes = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Swept(wall_s, cpu_s, memory, len(files), n_bytes)


def _watched(process: "psutil.Popen", memory: list[float]) -> float:
    """Wait for a command, noting its memory; return the processor time of it and of all that it started."""
    ended = threading.Event()

    def note() -> None:
        while not ended.wait(_LOOK_S):
            try:
                memory.append(process.memory_info().rss / 1e6)
            except psutil.NoSuchProcess:
                return

    watcher = threading.Thread(target=note)
    before = _children_s()
    watcher.start()
    code = process.wait()
    ended.set()
    watcher.join()
    if code:
        raise SystemExit(f"the command ended with {code}")
    return _children_s() - before


def _children_s() -> float:
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)  # of children that have ended, and of theirs
    return used.ru_utime + used.ru_stime


def plan(national: Swept, n_runs: int) -> None:
    """Print what a million national runs would take on a thousand cores."""
    a_run_s, a_run_bytes = national.cpu_s / n_runs, national.n_bytes / n_runs
    core_hours = _MILLION * a_run_s / 3600
    hours, euros = core_hours / _CORES, core_hours * _CENTS_A_CORE_HOUR / 100
    print(
        f"a million national runs on {_CORES} cores, on paper: {hours:.1f} h and {core_hours:,.0f} core hours "
        f"({euros:,.0f} euros at {_CENTS_A_CORE_HOUR:.0f} cents each); {_CORES / _BATCH_S:,.0f} answers a second to "
        f"one driver with pieces of {_BATCH_S:.0f} s; {_MILLION * a_run_bytes / 1e9:,.0f} GB, written at "
        f"{_MILLION * a_run_bytes / 1e6 / hours / 3600:.0f} MB/s"
    )


if __name__ == "__main__":
    raise SystemExit(main())
