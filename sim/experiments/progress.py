"""Progress of a long command, on stderr."""

import time
from typing import TextIO


class Progress:
    """Runs done, rate and time left: one line that changes on a terminal, else a line at times."""

    def __init__(self, n_runs: int, stream: TextIO) -> None:
        self._n_runs = n_runs
        self._n_done = 0
        self._stream = stream
        self._live = stream.isatty()
        self._started = time.monotonic()
        self._shown = self._started

    def advance(self, n_runs: int) -> None:
        """Count finished runs and show it, not too often."""
        self._n_done += n_runs
        now = time.monotonic()
        last = self._n_done == self._n_runs
        if last or now - self._shown >= (0.2 if self._live else 5.0):
            self._shown = now
            self._show(now - self._started)

    def close(self) -> None:
        """Leave the cursor on a fresh line."""
        if self._live and self._n_done:
            self._stream.write("\n")
            self._stream.flush()

    def _show(self, seconds: float) -> None:
        rate = self._n_done / max(seconds, 1e-9)
        left = duration((self._n_runs - self._n_done) / rate)
        text = f"{self._n_done} of {self._n_runs} runs, {rate:.2g} runs/s, {left} left"
        self._stream.write(f"\r{text:<60}" if self._live else f"{text}\n")
        self._stream.flush()


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
