"""What a parent does about a child process that does not get on: it ends it, so that nobody waits for ever."""

import subprocess
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

_LOOK_COUNTS_S = 2.0  # at most: while the parent itself, or the machine, was stopped, no child is to blame
_STOPPED_S = 5.0
_KILLED_S = 5.0  # that a killed child may take to go


class Watchdog:
    """Ends a child that stays stopped (SIGSTOP) or gives no sign of life for too long; any, after a `with` block."""

    def __init__(self, process: "subprocess.Popen[bytes]", limit_s: float) -> None:
        """Expect a sign of life within `limit_s`."""
        self.reason = ""  # why the child was ended
        self._process = process
        self._limit_s = limit_s
        self._quiet_s = self._stopped_s = 0.0
        self._looked = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child and let go of its pipes."""
        self.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_KILLED_S)
        for pipe in filter(None, (self._process.stdin, self._process.stdout)):
            with suppress(OSError):  # it did not read all
                pipe.close()

    def kill(self, reason: str = "") -> None:
        """End the child, and note why."""
        self.reason = self.reason or reason
        self._process.kill()

    def expect_life(self, within_s: float) -> None:
        """Count from now on."""
        self._limit_s = within_s
        self._quiet_s = 0.0

    def look(self) -> None:
        """End the child if its time is over; to be called about every second."""
        now = time.monotonic()
        passed = min(now - self._looked, _LOOK_COUNTS_S)
        self._looked = now
        self._quiet_s += passed
        self._stopped_s = self._stopped_s + passed if is_stopped(self._process.pid) else 0.0
        if self._stopped_s >= _STOPPED_S:
            self.kill("was stopped")
        elif self._quiet_s >= self._limit_s:
            self.kill(f"got nothing done within {self._limit_s:,.0f} s")

    def wait(self) -> None:
        """Wait until the child has ended, or end it."""
        while self._process.poll() is None:
            try:
                self._process.wait(1.0)
            except subprocess.TimeoutExpired:
                self.look()


def is_stopped(pid: int) -> bool:
    """Tell whether a process is stopped, where the system tells it (Linux); elsewhere its time limit must do."""
    try:
        about = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return about.rpartition(")")[2].split()[0] == "T"
