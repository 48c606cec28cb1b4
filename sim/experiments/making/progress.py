"""Progress of a long command, on stderr."""

import time
from threading import Lock
from typing import TextIO

_RATE_FROM = 4  # runs: the first ones wait for processes to start and for the history that all share


class Progress:
    """Runs done, rate and time left: one line that changes on a terminal, else a line at times.

    Runs count when they are over: they are stored several at a time, which would make the first ones look slow.
    """

    def __init__(self, n_runs: int, n_months: int, run_months: int, stream: TextIO) -> None:
        """Expect `n_months` to be lived in all; a run ends with month `run_months`."""
        self._n_runs = n_runs
        self._n_done = 0  # stored
        self._n_over = 0  # stored or not
        self._n_months = n_months
        self._n_lived = 0
        self._run_months = run_months
        self._stream = stream
        self._live = stream.isatty() or _is_of_notebook(stream)
        self._started = time.monotonic()
        self._shown = self._started
        self._is_open = False
        self._lock = Lock()  # worker processes are heard on threads

    def advance(self, n_runs: int) -> None:
        """Count stored runs and show it, not too often."""
        with self._lock:
            self._n_done += n_runs
            self._n_over = max(self._n_over, self._n_done)
            self._show_runs()

    def end_run(self) -> None:
        """Count a run that is over and show it, not too often."""
        with self._lock:
            self._n_over = min(self._n_over + 1, self._n_runs)
            self._show_runs()

    def _show_runs(self) -> None:
        all_stored = self._n_done == self._n_runs
        seconds = self._due(5.0, all_stored)
        if seconds:
            told = self._pace(seconds) if self._n_over and (all_stored or self._n_over >= _RATE_FROM) else ""
            self._show(f"{self._n_over} of {self._n_runs} runs{told}")

    def _pace(self, seconds: float) -> str:
        """Return how fast runs are made, and how long the others take at that."""
        rate = self._n_over / seconds
        return f", {rate:.2g} runs/s, {duration((self._n_runs - self._n_over) / rate)} left"

    def live(self, month: int) -> None:
        """Count a month of the run that is on its way and show it, not too often."""
        self._n_lived += 1
        seconds = self._due(30.0)
        if seconds:
            left = duration(max(0, self._n_months - self._n_lived) * seconds / self._n_lived)
            run = min(self._n_over + 1, self._n_runs)
            self._show(f"run {run} of {self._n_runs}, month {month} of {self._run_months}, about {left} left")

    def retract(self, n_runs: int, reason: str) -> None:
        """Tell on a line of its own why stored runs are made again."""
        with self._lock:
            self._n_done -= n_runs
            self._n_over = self._n_done
            self._say(reason)

    def say_lost(self, reason: str) -> None:
        """Tell that a worker process was lost, on a line of its own."""
        with self._lock:
            self._n_over = self._n_done  # which of the others were in its hands is not known
            self._say(f"a worker process {reason}; what it had in hand is made again")

    def _say(self, text: str) -> None:
        self.close()
        self._stream.write(f"{text}\n")
        self._stream.flush()

    def close(self) -> None:
        """Leave the cursor on a fresh line."""
        if self._is_open:
            self._stream.write("\n")
            self._stream.flush()
            self._is_open = False

    def _due(self, pause: float, now_or_never: bool = False) -> float:
        """Return the seconds since the start if it is time for a line, 0 if not; a terminal has one at any time."""
        now = time.monotonic()
        if not now_or_never and now - self._shown < (0.2 if self._live else pause):
            return 0.0
        self._shown = now
        return max(now - self._started, 1e-9)

    def _show(self, text: str) -> None:
        self._is_open = self._live
        self._stream.write(f"\r{text:<60}" if self._live else f"{text}\n")
        self._stream.flush()


def _is_of_notebook(stream: TextIO) -> bool:
    """Tell whether what is written lands in a notebook, which can write a line anew as a terminal does."""
    return type(stream).__module__.startswith("ipykernel.")


def duration(seconds: float) -> str:
    """Return a time in words that fit a progress line.

    Examples
    --------
    >>> duration(9.6), duration(200), duration(7300)
    ('10 s', '3 min', '2.0 h')
    """
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
