"""What `simulate --dry-run` says beside what `simulate` then takes, for eight worlds."""

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.memory import watched
from benchmarks.programs import ROOT
from benchmarks.table import Bar, Row
from benchmarks.timing import cpu_seconds

TIME, MEMORY = Bar("0.7 to 1.5", 0.7, 1.5), Bar("0.9 to 1.5", 0.9, 1.5)


class World(NamedTuple):
    """What is simulated."""

    label: str
    words: tuple[str, ...]  # after `simulate`


def _world(line: str) -> World:
    return World(line, tuple(line.split()))


WORLDS = tuple(map(_world, (
    "one-city --seeds 2 --jobs 1 --arms ban --people-per-agent 500",
    "one-city --seeds 10 --jobs 1",
    "one-city --seeds 40 --jobs 2",
    "russia --seeds 4 --jobs 2",
    "russia --seeds 20 --jobs 2 --people-per-agent 20000",
    "levers --seeds 2 --jobs 2 --people-per-agent 5000",
    "russia --seeds 1 --jobs 2 --arms status-quo --people-per-agent 20",
    "template-country --seeds 1 --jobs 1 --engine reference --people-per-agent 20000",
)))  # fmt: skip


def estimate_rows(worlds: Sequence[World] = WORLDS) -> list[Row]:
    """Return two lines a world: time and memory, estimated and measured."""
    _rows(worlds[0])  # compiles what is compiled when it is first needed, statistics among them
    return [row for world in worlds for row in _rows(world)]


def _rows(world: World) -> tuple[Row, Row]:
    said = json.loads(_output("simulate", *world.words, "--dry-run", "--json"))
    with tempfile.TemporaryDirectory() as folder:
        before = cpu_seconds()
        wall, peak = watched([sys.executable, "run.py", "simulate", *world.words, "--out", f"{folder}/x"], ROOT)
        cpu = cpu_seconds() - before
    return (
        _row(world.label, "CPU s", said["cpu_seconds"], cpu, TIME, f"{wall:.1f} s, said {said['wall_seconds']:.1f} s"),
        _row("", "MB", said["memory_bytes"] / 1e6, peak / 1e6, MEMORY, ""),
    )


def _row(label: str, unit: str, said: float, measured: float, bar: Bar, wall: str) -> Row:
    ratio = said / measured
    what = f"{label:<75} {unit:<6}said {said:>9,.1f}  measured {measured:>9,.1f}"
    return Row(what, time=wall, ratio=f"{ratio:.2f}").against(bar, ratio)


def _output(*arguments: str) -> str:
    import subprocess

    done = subprocess.run(
        [sys.executable, "run.py", *arguments], cwd=ROOT, check=True, capture_output=True, text=True, env={**os.environ}
    )
    return done.stdout
