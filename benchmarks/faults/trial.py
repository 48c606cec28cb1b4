"""One fault, once: what came of it."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from benchmarks.faults.kinds import COMPILATION, SWEEP, Fault
from benchmarks.faults.processes import family, wait_for, workers

WELL = "ended well"
_HANG_S = 240.0  # no command of these takes so long
_ENDED_S = 2.0  # that all may take to end after the command was killed
_MAY_DIFFER = {"provenance.json", "README.txt", ".lock"}


class Undisturbed(NamedTuple):
    """A sweep that nobody disturbs."""

    files: dict[str, bytes]
    seconds: float


class Bench:
    """Where commands run."""

    def __init__(self, checkout: Path, folder: Path, luck: random.Random) -> None:
        """Use a checkout's program; `folder` passes."""
        self.folder = folder
        self.luck = luck
        self._checkout = checkout
        self._undisturbed: dict[str, Undisturbed] = {}

    def start(self, fault: Fault, number: object) -> "subprocess.Popen[bytes]":
        """Start a program in a session of its own; part of what it needs must be compiled first if it compiles."""
        environment = {**os.environ, "PYTHONPATH": str(self._checkout)}
        if fault.program == COMPILATION:
            environment["ROLLOUT_CACHE_DIR"] = str(_thinned(self._filled_cache, self.folder / f"cache-{number}"))
        return subprocess.Popen(
            [sys.executable, "-c", fault.program, str(self.sweep(fault, number)), fault.place],
            cwd=self._checkout,
            env=environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def sweep(self, fault: Fault, number: object) -> Path:
        """Return the experiment folder of a trial."""
        return self.folder / f"experiment-{fault.place}-{number}"

    @cached_property
    def _filled_cache(self) -> Path:
        cache = self.folder / "cache"
        self._compile({"ROLLOUT_CACHE_DIR": str(cache)})
        return cache

    def _compile(self, changes: dict[str, str]) -> None:
        environment = {**os.environ, "PYTHONPATH": str(self._checkout), **changes}
        subprocess.run([sys.executable, "-c", COMPILATION], cwd=self._checkout, env=environment, check=True)

    def undisturbed(self, place: str) -> Undisturbed:
        """Return an undisturbed sweep of a place; what is made must be the same in all."""
        if not self._undisturbed:
            self._compile({})
        if place not in self._undisturbed:
            self._undisturbed[place] = self._sweep_alone(place)
        if len({frozenset(sweep.files.items()) for sweep in self._undisturbed.values()}) > 1:
            raise SystemExit("workers of Dask make other files than processes do, even undisturbed")
        return self._undisturbed[place]

    def _sweep_alone(self, place: str) -> Undisturbed:
        fault = Fault("none", SWEEP, place, 0.0)
        started = time.monotonic()
        if self.start(fault, "right").wait(_HANG_S):
            raise SystemExit(f"{self._checkout} cannot run even undisturbed")
        return Undisturbed(contents(self.sweep(fault, "right")), time.monotonic() - started)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file that must be the same when a sweep is run again."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in _MAY_DIFFER)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def _thinned(full: Path, folder: Path) -> Path:
    """Return a copy of a cache without every fourth function."""
    shutil.copytree(full, folder)
    for number, index in enumerate(sorted(folder.rglob("*.nbi"))):
        if number % 4 == 0:
            index.unlink()
    for mark in folder.rglob("complete"):
        mark.unlink()
    return folder


class Came(NamedTuple):
    """What came of a command that was disturbed."""

    n_faults: int
    ending: str


def disturb(bench: Bench, fault: Fault, number: int, at_most: int) -> Came:
    """Let a fault happen to a command, so often at most; a command that was killed is started again."""
    seen: set[int] = set()
    n_faults = 0
    within_s = fault.within_s or bench.undisturbed(fault.place).seconds
    command = bench.start(fault, number)
    while n_faults < at_most and (victim := _victim(fault, command, seen, bench.luck, within_s)):
        os.kill(victim, fault.sent)
        n_faults += 1
        if fault.to_command:
            if _has_survivors(command):
                _end(command)
                return Came(n_faults, "survivors")
            command = bench.start(fault, number)
    ending = _result(bench, fault, command, number)
    _end(command)
    return Came(n_faults, ending)


def _victim(
    fault: Fault, command: "subprocess.Popen[bytes]", seen: set[int], luck: random.Random, within_s: float
) -> int:
    """Wait for a worker that was not hit yet, then for a moment; return whom to hit, 0 where all is over."""
    if not fault.to_command:
        wait_for(lambda: set(workers(command.pid)) - seen or command.poll() is not None, _HANG_S)
    new = sorted(set(workers(command.pid)) - seen)
    time.sleep(luck.uniform(0.0, within_s))
    victim = command.pid if fault.to_command else luck.choice(new or [0])
    seen.add(victim)
    return victim if victim in family(command.pid) else 0


def _has_survivors(command: "subprocess.Popen[bytes]") -> bool:
    command.wait()
    return wait_for(lambda: not family(command.pid), _ENDED_S) is None


def _end(command: "subprocess.Popen[bytes]") -> None:
    for pid in family(command.pid):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    command.wait()


def _result(bench: Bench, fault: Fault, command: "subprocess.Popen[bytes]", number: int) -> str:
    try:
        code = command.wait(_HANG_S)
    except subprocess.TimeoutExpired:
        return "hangs"
    if code:
        return f"exit code {code}"
    return (
        _comparison(contents(bench.sweep(fault, number)), bench.undisturbed(fault.place).files)
        if fault.is_sweep
        else WELL
    )


def _comparison(found: dict[str, bytes], right: dict[str, bytes]) -> str:
    """Return what is to be said of the files of a sweep."""
    other = {name for name in found.keys() | right.keys() if found.get(name) != right.get(name)}
    return f"wrong: {', '.join(sorted(other))}" if other else WELL
