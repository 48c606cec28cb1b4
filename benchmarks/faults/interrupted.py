"""How long a sweep of 256 points takes to end after Ctrl+C, wherever it is (Linux, macOS).

    python -m benchmarks.faults.interrupted --times 3

Each command is interrupted once: while the model is compiled, while processes or Dask workers make runs, while parts
are merged, and while tables and report are written. It must end with exit code 130 and leave no process behind.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.faults.processes import family, wait_for

_ROOT = Path(__file__).parents[2]
_WAIT_S = 300.0
_ENDED_S = 60.0  # that we wait for a command to end
_BAR_S = 2.0
_TOLD = ("--progress", "json")
_DESIGN = """
format: 1
name: many
title: Many points
kind: grid
vary:
  retention_days: [1, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 150, 180, 270, 360]
  corruptible_share: [0.001, 0.002, 0.003, 0.004, 0.005, 0.006, 0.007, 0.008, 0.01, 0.012, 0.015, 0.02, 0.025, 0.03,
    0.04, 0.05]
"""


class Moment(NamedTuple):
    """When a command is interrupted."""

    name: str
    sign: Callable[[Path, str], bool]  # tells by the folder and by what was last said that it has come
    within_s: float  # after that
    options: tuple[str, ...] = ("--jobs", "2")
    compiles: bool = False


def _compiles(folder: Path, told: str) -> bool:
    return "compiling" in told


def _makes(folder: Path, told: str) -> bool:
    return any((folder / "runs").glob("*.parquet"))


def _merges(folder: Path, told: str) -> bool:
    events = [json.loads(line) for line in told.splitlines() if line.startswith("{") and line.endswith("}")]
    return bool(events) and events[-1].get("over", 0) == events[-1].get("runs")


def _writes(folder: Path, told: str) -> bool:
    return any((folder / name).exists() for name in ("runs/.tmp/outcomes", "outcomes.parquet"))


MOMENTS = (
    Moment("while the model is compiled", _compiles, 8.0, compiles=True),
    Moment("while two processes make runs", _makes, 5.0),
    Moment("while two Dask workers make runs", _makes, 5.0, ("--jobs", "2", "--dask", "local")),
    Moment("while parts are merged", _merges, 1.5),
    Moment("while tables and report are written", _writes, 6.0),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each moment; 1 if a command did not end within two seconds, with 130, and leaving nobody."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.faults.interrupted", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--times", type=int, default=3, help="how often at each moment (default: 3)")
    parser.add_argument("--only", default="", metavar="WORDS", help="moments whose name holds these words")
    parser.add_argument("--luck", type=int, default=1, help="other moments (default: 1)")
    asked = parser.parse_args(arguments)
    luck, all_well = random.Random(asked.luck), True
    for moment in (moment for moment in MOMENTS if asked.only in moment.name):
        endings = [_interrupted(moment, luck) for _ in range(asked.times)]
        seconds = [f"{ending.seconds:.1f}" for ending in endings]
        print(f"{moment.name}: ended after {', '.join(seconds)} s, exit {[ending.code for ending in endings]}, "
              f"{sum(ending.n_left for ending in endings)} processes left", flush=True)  # fmt: skip
        all_well &= all(ending.code == 130 and ending.seconds <= _BAR_S and not ending.n_left for ending in endings)
    return 0 if all_well else 1


class Ending(NamedTuple):
    """How a command ended."""

    code: int | None  # None: it did not
    seconds: float
    n_left: int  # of its processes, that live on


def _interrupted(moment: Moment, luck: random.Random) -> Ending:
    """Start a sweep and interrupt it as Ctrl+C does: all of its group that a terminal reaches."""
    with tempfile.TemporaryDirectory() as place:
        folder, said = Path(place) / "x", Path(place) / "said"
        command = _started(moment, Path(place), folder, said)
        wait_for(lambda: moment.sign(folder, said.read_text(encoding="utf-8")) or command.poll() is not None, _WAIT_S)
        time.sleep(luck.uniform(0.0, moment.within_s))
        if command.poll() is not None:
            raise SystemExit(f"the command ended too early: {said.read_text(encoding='utf-8')}")
        os.killpg(command.pid, signal.SIGINT)
        sent = time.monotonic()
        try:
            code: int | None = command.wait(_ENDED_S)
        except subprocess.TimeoutExpired:
            code = None
        seconds = time.monotonic() - sent
        left = family(command.pid)
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        return Ending(code, seconds, len(left))


def _started(moment: Moment, place: Path, folder: Path, said: Path) -> "subprocess.Popen[bytes]":
    design = place / "many.yaml"
    design.write_text(_DESIGN, encoding="utf-8")
    cache = {"ROLLOUT_CACHE_DIR": str(place / "cache")} if moment.compiles else {}
    options = ["--people-per-agent", "5000", "--arms", "ban", "--seeds", "4", "--out", str(folder), *_TOLD]
    with said.open("wb") as errors:
        return subprocess.Popen(
            [sys.executable, "run.py", "sweep", "one-city", str(design), *options, *moment.options],
            cwd=_ROOT, env=os.environ | cache, start_new_session=True, stdout=subprocess.DEVNULL, stderr=errors,
        )  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
