"""Kill and stop processes of a command at random moments; count hangs, wrong results and survivors (Linux, macOS).

    python -m benchmarks.faults [--times 0.1] [--checkout ANOTHER]

A worker is killed or stopped within its first second, the process that helps to compile while it compiles, and the
command itself at any moment. All but the last must end well, with the bytes of a run that nobody disturbed.
"""

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
RUNS = """
import sys
from pathlib import Path
from sim.experiments.design.experiment import design_experiment
from sim.experiments.simulate import Options, run_experiment
from sim.scenario.load import load_scenario
if __name__ == "__main__":
    scenario = load_scenario(Path("scenarios/classroom/one-city.yaml"), people_per_agent=100, arms=["ban"])
    run_experiment(design_experiment(scenario, "compiled"), Path(sys.argv[1]), Options(n_seeds=11, n_workers=2))
"""
COMPILATION = "from sim.engines import warm_up; warm_up('compiled')"
HANG_S = 240.0  # no command of these takes so long
ENDED_S = 2.0  # that all may take to end after the command was killed
POLL_S = 0.005


class Fault(NamedTuple):
    """What is done to whom, when, how often."""

    name: str
    program: str
    sent: signal.Signals
    to_command: bool  # else to one of its processes
    within_s: float  # after that has appeared
    times: int


FAULTS = (
    Fault("worker killed in its first second", RUNS, signal.SIGKILL, False, 1.0, 40),
    Fault("worker stopped in its first second", RUNS, signal.SIGSTOP, False, 1.0, 20),
    Fault("compiling process killed", COMPILATION, signal.SIGKILL, False, 8.0, 20),
    Fault("command killed while it runs", RUNS, signal.SIGKILL, True, 4.0, 20),
    Fault("command killed while it compiles", COMPILATION, signal.SIGKILL, True, 8.0, 20),
)


class Bench(NamedTuple):
    """Where commands run."""

    checkout: Path
    folder: Path
    luck: random.Random

    def start(self, program: str, number: object) -> "subprocess.Popen[bytes]":
        """Start a program in a session of its own; part of what it needs must be compiled first if it compiles."""
        cache = self.folder / "cache"
        if program == COMPILATION and cache.exists():
            cache = thinned(cache, self.folder / f"cache-{number}")
        return subprocess.Popen(
            [sys.executable, "-c", program, str(self.folder / f"experiment-{number}")],
            cwd=self.checkout,
            env={**os.environ, "ROLLOUT_CACHE_DIR": str(cache), "PYTHONPATH": str(self.checkout)},
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def digest(self, number: object) -> str:
        """Return the SHA-256 of the outcomes of an experiment, nothing where there are none."""
        path = self.folder / f"experiment-{number}" / "outcomes.parquet"
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def thinned(full: Path, folder: Path) -> Path:
    """Return a copy of a cache without every fourth function."""
    shutil.copytree(full, folder)
    for number, index in enumerate(sorted(folder.rglob("*.nbi"))):
        if number % 4 == 0:
            index.unlink()
    for mark in folder.rglob("complete"):
        mark.unlink()
    return folder


def family(command: int) -> dict[int, int]:
    """Return the living processes of a command's session, each with its parent."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,pgid,stat"], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()[1:]]
    return {int(pid): int(ppid) for pid, ppid, pgid, state in rows if int(pgid) == command and state[0] != "Z"}


def workers(command: int) -> list[int]:
    """Return the processes that a command started, once there are any; not the helper of multiprocessing."""
    found = [pid for pid, parent in family(command).items() if parent == command]
    return [pid for pid in found if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()]


def wait_for(answer: Callable[[], object], limit_s: float) -> float | None:
    """Return how long it took until there was an answer, None if there was none in time."""
    started = time.monotonic()
    while not answer():
        if time.monotonic() - started > limit_s:
            return None
        time.sleep(POLL_S)
    return time.monotonic() - started


def happened(bench: Bench, fault: Fault, number: int, right: str) -> str:
    """Let a fault happen once; return what came of it."""
    with bench.start(fault.program, number) as command:
        if fault.to_command:
            time.sleep(bench.luck.uniform(0.0, 2.0))
        wait_for(lambda: workers(command.pid) or command.poll() is not None, HANG_S)
        victims = workers(command.pid)
        time.sleep(bench.luck.uniform(0.0, fault.within_s))
        victim = command.pid if fault.to_command else bench.luck.choice(victims or [0])
        if victim not in family(command.pid):
            ending = "too late"
        else:
            os.kill(victim, fault.sent)
            ending = ended(bench, fault, command, number, right)
        for pid in family(command.pid):
            os.kill(pid, signal.SIGKILL)
    return ending


def ended(bench: Bench, fault: Fault, command: "subprocess.Popen[bytes]", number: int, right: str) -> str:
    """Return how a command ended."""
    if fault.to_command:
        command.wait()
        return "survivors" if wait_for(lambda: not family(command.pid), ENDED_S) is None else "ended well"
    try:
        code = command.wait(HANG_S)
    except subprocess.TimeoutExpired:
        return "hangs"
    if code:
        return f"exit code {code}"
    return "ended well" if fault.program != RUNS or bench.digest(number) == right else "wrong results"


def parse() -> argparse.Namespace:
    """Return what the user asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=float, default=1.0, help="how often, relative to 120 faults in all")
    parser.add_argument("--checkout", type=Path, default=ROOT, help="another version of the program")
    parser.add_argument("--only", default="", metavar="WORDS", help="faults whose name holds these words")
    return parser.parse_args()


def main() -> None:
    """Try each fault as often as asked for, and print what came of it."""
    asked = parse()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(asked.checkout.resolve(), Path(folder), random.Random(1))
        for program in (COMPILATION, RUNS):
            if bench.start(program, "right").wait():
                raise SystemExit(f"{asked.checkout} cannot run even undisturbed")
        for fault in (fault for fault in FAULTS if asked.only in fault.name):
            times = max(1, round(fault.times * asked.times))
            came = Counter(happened(bench, fault, n, bench.digest("right")) for n in range(times))
            print(f"{fault.name:36}", ", ".join(f"{n} {what}" for what, n in came.most_common()), flush=True)
            for path in Path(folder).glob("*-[0-9]*"):
                shutil.rmtree(path)


if __name__ == "__main__":
    main()
