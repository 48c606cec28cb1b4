"""Whole commands as users wait for them, start-up of Python included."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.memory import watched
from benchmarks.table import Bar, Row
from benchmarks.timing import Spent, cpu_seconds, once, seconds

ROOT = Path(__file__).parent.parent
WARM_UP = ("-c", "from sim.engines import warm_up; warm_up('compiled')")
EVERYONE_SECONDS, EVERYONE_BYTES = 110.0, 5e9


def program_rows() -> list[Row]:
    """Measure what a user waits for besides runs."""
    with tempfile.TemporaryDirectory() as cache:
        compiling = once(lambda: command(*WARM_UP, environment={"ROLLOUT_CACHE_DIR": cache}))
    return [
        _row("compilation, fresh cache", compiling, Bar("<= 45 s", high=45.0)),
        command_row("start with compiled code", WARM_UP, Bar("<= 1.5 s", high=1.5)),
        command_row("run.py --help", ("run.py", "--help"), Bar("<= 0.1 s", high=0.1)),
        command_row(
            "run.py validate russia", ("run.py", "validate", "scenarios/russia.yaml"), Bar("<= 0.5 s", high=0.5)
        ),
    ]


def command(*arguments: str, environment: dict[str, str] | None = None) -> None:
    """Run Python with some arguments in the checkout."""
    environment = {**os.environ, **(environment or {})}
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True, env=environment)


def command_row(label: str, arguments: tuple[str, ...], bar: Bar) -> Row:
    """Return how long a whole command takes, the median of three."""
    return _row(label, seconds(lambda: command(*arguments)), bar)


def _row(label: str, taken: Spent, bar: Bar) -> Row:
    return Row(label, time=str(taken)).against(bar, taken.wall)


def everyone_row(people_per_agent: int = 1) -> Row:
    """Return time and memory of the national run with an agent for each resident."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = [
            "run.py", "simulate", "scenarios/russia.yaml", "--people-per-agent", str(people_per_agent),
            "--seeds", "1", "--arms", "status-quo", "--out", str(Path(folder) / "everyone"),
        ]  # fmt: skip
        before = cpu_seconds()
        taken, peak = watched([sys.executable, *arguments], ROOT)
    met = taken <= EVERYONE_SECONDS and peak <= EVERYONE_BYTES
    return Row(
        f"everyone: simulate russia, 1:{people_per_agent}, one run",
        time=str(Spent(taken, cpu_seconds() - before)),
        peak=f"{peak / 1e6:,.0f}",
        bar="<= 110 s and <= 5,000 MB",
        met="met" if met else "missed",
    )
