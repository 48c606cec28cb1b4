"""One engine or peer in a process of its own, so that its peak memory is its own.

Parent and child talk in lines: a number of months in, the seconds that citizens took and the peak memory out.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple, Self

from benchmarks.memory import peak_bytes
from benchmarks.months import CASES, live
from benchmarks.worlds import grown_classroom

ROOT = Path(__file__).parent.parent
SEED = 0


class Answer(NamedTuple):
    """What a round took."""

    seconds: float
    peak_bytes: int


class Worker:
    """A child process that lives months when told to, and sleeps otherwise."""

    def __init__(self, case: str, n_citizens: int, n_months: int) -> None:
        command = [sys.executable, "-m", "benchmarks.worker", case, str(n_citizens), str(n_months)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._process.communicate()

    def live(self, n_months: int) -> Answer:
        """Live through some more months."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{n_months}\n")
        return Answer(*json.loads(self._process.stdout.readline()))


class Life:
    """The citizens of one engine or peer, and how far they have come."""

    def __init__(self, case: str, n_citizens: int, n_months: int) -> None:
        self._world, self._policy = grown_classroom(n_citizens, n_months)
        self._citizens = CASES[case].make(self._world, self._policy, SEED)
        self._index = 0

    def live(self, n_months: int) -> Answer:
        """Live through some more months."""
        until = self._index + n_months
        months = range(self._index, until)
        self._index = until
        spent = sum(live(self._citizens, self._world, self._policy, SEED, month) for month in months)
        return Answer(spent, peak_bytes())


def serve(life: Life) -> None:
    """Live months for the parent until it closes the line."""
    for line in sys.stdin:
        print(json.dumps(life.live(int(line))), flush=True)


if __name__ == "__main__":
    serve(Life(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
