"""Runs of this checkout beside those of another one, in turns and in processes of their own."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Self

from benchmarks.programs import ROOT
from benchmarks.table import Bar, Row
from benchmarks.timing import once

ROUNDS = 7
# Only what every version has: a scenario is read, and one run of its baseline is made for each line that comes in.
CHILD = """
import sys, time
sys.path.insert(0, sys.argv[1])
from sim.engines import make_engine
from sim.scenario.load import load_scenario
scenario = load_scenario(sys.argv[1] + "/scenarios/" + sys.argv[2])
world, policy, engine = scenario.world, scenario.policies[scenario.baseline], make_engine("compiled", 1)
engine.run(world, policy, 0)
for line in sys.stdin:
    started = time.process_time()
    engine.run(world, policy, 0)
    print(time.process_time() - started, flush=True)
"""


class Runs:
    """A process that makes runs of one checkout when told to."""

    def __init__(self, checkout: Path, scenario: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(checkout), scenario],
            cwd=checkout, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._process.communicate()

    def make(self) -> float:
        """Make a run and return its CPU seconds.

        Raises
        ------
        json.JSONDecodeError: the process ended.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        return float(json.loads(self._process.stdout.readline()))


def against_rows(other: Path, with_everyone: bool) -> list[Row]:
    """Return how many times faster this checkout is than another, in CPU seconds."""
    rows = [
        _row("classroom run", *_in_turns(other, "classroom/one-city.yaml"), Bar(">= 4 x", low=4.0)),
        _row("national run, 1:1000", *_in_turns(other, "russia.yaml"), Bar(">= 1.5 x", low=1.5)),
    ]
    if with_everyone:
        ours, theirs = _everyone(ROOT), _everyone(other)
        rows.append(_row("everyone, whole command", [ours], [theirs], Bar(">= 1.25 x", low=1.25)))
    return rows


def _in_turns(other: Path, scenario: str) -> tuple[list[float], list[float]]:
    with ExitStack() as stack:
        ours, theirs = (stack.enter_context(Runs(checkout, scenario)) for checkout in (ROOT, other))
        pairs = [(ours.make(), theirs.make()) for _ in range(ROUNDS)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def _everyone(checkout: Path) -> float:
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["run.py", "simulate", "scenarios/russia.yaml", "--people-per-agent", "1", "--seeds", "1"]
        arguments += ["--arms", "status-quo", "--out", str(Path(folder) / "everyone")]
        command = [sys.executable, *arguments]
        return once(lambda: subprocess.run(command, cwd=checkout, check=True, capture_output=True)).cpu


def _row(label: str, ours: Sequence[float], theirs: Sequence[float], bar: Bar) -> Row:
    ratio = median(old / new for new, old in zip(ours, theirs, strict=True))
    time = f"CPU {median(ours):.3f} s, there {median(theirs):.3f} s"
    return Row(f"{label}, beside the other checkout", time=time, ratio=f"{ratio:.2f} x faster").against(bar, ratio)
