"""Store many small runs in parts as workers leave them, merge them, and read them back.

    python -m benchmarks.faults.stored --runs 10000

Runs are of one small city in one year, or of another world, under two policies. Each merge is a process of its own,
whose peak of memory is told; it should not grow with the runs.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

from sim.experiments.design.experiment import Experiment, design_experiment
from sim.experiments.simulate import Options, run_experiment
from sim.experiments.store.inventory import stored_runs
from sim.experiments.store.parts import part_files, rows_per_run
from sim.scenario.load import load_scenario
from tests.experiments.scattered import scatter

_SCENARIO = Path("scenarios/classroom/one-city.yaml")
_YEAR = {"period.start": "2020-12", "period.end": "2021-11"}
_MERGE = """
import json, resource, sys, time
from pathlib import Path
from sim.experiments.store.merging import merge_parts
parts = Path(sys.argv[1])
(parts / ".tmp").mkdir(exist_ok=True)
started = time.perf_counter(), time.process_time()
merge_parts(parts, int(sys.argv[2]))
ended = time.perf_counter(), time.process_time()
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
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
    period = _YEAR if asked.scenario == _SCENARIO else {}
    scenario = load_scenario(asked.scenario, people_per_agent=asked.people_per_agent, arms=[asked.arm], settings=period)
    made = design_experiment(scenario, "compiled")
    with tempfile.TemporaryDirectory() as place:
        n_files = [_measured(Path(place), made, n_runs) for n_runs in (asked.runs // 10, asked.runs)]
    return 1 if max(n_files) >= 200 else 0


def _measured(place: Path, made: Experiment, n_runs: int) -> int:
    """Make the runs that are missing, take them apart, merge and read them; return how many files they lie in."""
    folder, n_rows = place / "experiment", rows_per_run(made.scenario.world)
    command_s = _command(made, folder, n_runs // 2)
    scatter(folder, 10, n_rows)
    n_parts = len(part_files(folder / "runs"))
    command = [sys.executable, "-c", _MERGE, str(folder / "runs"), str(n_rows)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    wall_s, cpu_s, memory_kb = json.loads(answer)
    started = time.perf_counter()
    n_stored = len(stored_runs(folder / "runs"))
    read_s = time.perf_counter() - started
    n_files = sum(path.is_file() for path in (folder / "runs").iterdir())
    again_s = _command(made, folder, n_runs // 2)
    print(
        f"{n_stored} runs of {n_rows} rows, made and told in {command_s:.1f} s: merged from {n_parts} parts in "
        f"{wall_s:.1f} s ({cpu_s:.1f} s of a core) with {memory_kb / 1024:.0f} MB at most; {n_files} files, read back "
        f"in {read_s:.2f} s; the command with nothing to do {again_s:.1f} s",
        flush=True,
    )
    return n_files


def _command(made: Experiment, folder: Path, n_seeds: int) -> float:
    started = time.perf_counter()
    with redirect_stderr(StringIO()):
        run_experiment(made, folder, Options(n_seeds, 2))
    return time.perf_counter() - started


if __name__ == "__main__":
    raise SystemExit(main())
