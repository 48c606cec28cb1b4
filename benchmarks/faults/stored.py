"""Store many small runs in parts as workers leave them, merge them, and read them back (Linux).

    python -m benchmarks.faults.stored --runs 10000

Runs are of one small city, or of another world, under two policies. One of each policy is made; the others have its
numbers, a little moved, so that storing alone takes time. Each merge is a process of its own, whose peak of memory is
told; it should not grow with the runs.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

from sim.engines import RunResult, make_engine
from sim.experiments.design.experiment import Experiment, design_experiment
from sim.experiments.design.identity import run_identity
from sim.experiments.design.run import Run
from sim.experiments.store.inventory import add_digest, stored_runs
from sim.experiments.store.parts import rows_per_run, write_part
from sim.scenario.load import load_scenario

_SCENARIO = Path("scenarios/classroom/one-city.yaml")
_BATCH = 10  # runs that a worker stores in one part
_MERGE = """
import json, sys, time
from pathlib import Path
from sim.experiments.store.merging import merge_parts
parts = Path(sys.argv[1])
(parts / ".tmp").mkdir(exist_ok=True)
started = time.perf_counter(), time.process_time()
merge_parts(parts, int(sys.argv[2]))
ended = time.perf_counter(), time.process_time()
memory = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
print(json.dumps([ended[0] - started[0], ended[1] - started[1], memory]))
"""


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return what the user asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.faults.stored", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--runs", type=int, default=10_000, help="how many (default: 10000)")
    parser.add_argument(
        "--scenario", type=Path, default=_SCENARIO, help="another world (default: the classroom's city)"
    )
    parser.add_argument("--people-per-agent", type=int, default=20_000, help="the more, the faster (default: 20000)")
    parser.add_argument("--arm", default="ban", help="compared with the baseline (default: ban)")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for a tenth of the runs and one for all of them; 1 if they lie in 200 files or more."""
    asked = parse(arguments)
    scenario = load_scenario(asked.scenario, people_per_agent=asked.people_per_agent, arms=[asked.arm])
    made = design_experiment(scenario, "compiled")
    results = {arm.name: _lived(made, arm.name) for arm in made.arms}
    with tempfile.TemporaryDirectory() as place:
        sizes = (asked.runs // 10, asked.runs)
        n_files = [_measured(Path(place) / str(n_runs), made, results, n_runs) for n_runs in sizes]
    return 1 if max(n_files) >= 200 else 0


def _lived(made: Experiment, arm: str) -> RunResult:
    scenario = made.scenario
    return make_engine(made.engine, 1).run(scenario.world_of(0), scenario.policies[arm], 0)


def _measured(folder: Path, made: Experiment, results: Mapping[str, RunResult], n_runs: int) -> int:
    """Store runs, merge and read them; return how many files they lie in."""
    parts, n_rows, n_seeds = folder / "runs", rows_per_run(made.scenario.world), n_runs // len(results)
    (parts / ".tmp").mkdir(parents=True)
    n_stored, store_s = 0, time.perf_counter()
    for arm, start in product(made.arms, range(0, n_seeds, _BATCH)):
        seeds = range(start, min(start + _BATCH, n_seeds))
        runs = {
            Run(run_identity(arm.identity, seed), arm.name, seed): _moved(results[arm.name], seed) for seed in seeds
        }
        add_digest(parts, *write_part(made, runs, parts))
        n_stored += 1
    store_s = time.perf_counter() - store_s
    command = [sys.executable, "-c", _MERGE, str(parts), str(n_rows)]
    wall_s, cpu_s, memory_kb = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    read_s = time.perf_counter()
    n_found = len(stored_runs(parts))
    read_s = time.perf_counter() - read_s
    files = [path for path in parts.iterdir() if path.is_file()]
    print(
        f"{n_found} runs of {n_rows} rows, stored in {n_stored} parts in {store_s:.1f} s: merged in {wall_s:.1f} s "
        f"({cpu_s:.1f} s of a core) with {memory_kb / 1024:.0f} MB at most; {len(files)} files of "
        f"{sum(path.stat().st_size for path in files) / 1e6:.1f} MB, read back in {read_s:.2f} s",
        flush=True,
    )
    return len(files)


def _moved(result: RunResult, seed: int) -> RunResult:
    return result._replace(country=result.country * (1.0 + seed * 1e-9), cities=result.cities * (1.0 + seed * 1e-9))


if __name__ == "__main__":
    raise SystemExit(main())
