"""How far a long command is: runs that are over, stored and failed, how fast they come and how long the others take."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import TextIO

from sim.experiments.making.shown import State, Style, duration, shown

_RATE_FROM = 4  # runs: the first ones wait for processes to start and for the history that all share


class Progress:
    """Counts what is done and shows it, not too often.

    Runs count when they are over: they are stored several at a time, which would make the first ones look slow.
    """

    def __init__(
        self,
        n_runs: int,
        n_months: int,
        run_months: int,
        stream: TextIO,
        style: Style = "line",
        planned: Mapping[str, int] = {},
    ) -> None:
        """Expect `n_months` to be lived in all; a run ends with month `run_months`; `planned` has runs by policy."""
        self._n_runs = n_runs
        self._n_done = 0  # stored
        self._n_over = 0  # stored or not
        self._n_failed = 0
        self._n_months = n_months
        self._n_lived = 0
        self._run_months = run_months
        self._planned = planned
        self._stored = Counter[str]()  # by policy
        self._shown = shown(style, stream)
        self._started = time.monotonic()
        self._last = self._started  # when something was shown
        self._lock = Lock()  # worker processes are heard on threads

    def advance(self, n_runs: int, policy: str = "") -> None:
        """Count stored runs."""
        with self._lock:
            self._n_done += n_runs
            self._stored[policy] += n_runs
            self._n_over = max(self._n_over, self._n_done)
            self._show_runs()

    def end_run(self) -> None:
        """Count a run that is over."""
        with self._lock:
            self._n_over = min(self._n_over + 1, self._n_runs)
            self._show_runs()

    def fail(self) -> None:
        """Count a run that could not be made."""
        with self._lock:
            self._n_failed += 1

    def _show_runs(self) -> None:
        all_stored = self._n_done == self._n_runs
        seconds = self._due(False, all_stored)
        if not seconds:
            return
        rate = self._n_over / seconds
        is_known = self._n_over > 0 and (all_stored or self._n_over >= _RATE_FROM)
        self._shown.show(self._state(rate, (self._n_runs - self._n_over) / rate) if is_known else self._state())

    def _state(self, rate: float | None = None, seconds_left: float | None = None, month: str = "") -> State:
        by_policy = {policy: (self._stored[policy], n) for policy, n in self._planned.items()}
        return State(self._n_runs, self._n_over, self._n_failed, by_policy, rate, seconds_left, month)

    def live(self, month: int) -> None:
        """Count a month of the run that is on its way."""
        self._n_lived += 1
        seconds = self._due(True)
        if seconds:
            left = max(0, self._n_months - self._n_lived) * seconds / self._n_lived
            run = min(self._n_over + 1, self._n_runs)
            text = f"run {run} of {self._n_runs}, month {month} of {self._run_months}, about {duration(left)} left"
            self._shown.show(self._state(None, left, text))

    def retract(self, policies: Sequence[str], reason: str) -> None:
        """Tell on a line of its own why stored runs, of these policies, are made again."""
        with self._lock:
            self._n_done -= len(policies)
            self._stored -= Counter(policies)
            self._n_over = self._n_done
            self._shown.say(reason)

    def say_lost(self, reason: str) -> None:
        """Tell that a worker process was lost, on a line of its own."""
        with self._lock:
            self._n_over = self._n_done  # which of the others were in its hands is not known
            self._shown.say(f"a worker process {reason}; what it had in hand is made again")

    def close(self) -> None:
        """Leave the cursor on a fresh line."""
        self._shown.close()

    def _due(self, long: bool, now_or_never: bool = False) -> float:
        """Return the seconds since the start if it is time to show something, 0 if not."""
        now = time.monotonic()
        if not now_or_never and now - self._last < self._shown.pause_s(long):
            return 0.0
        self._last = now
        return max(now - self._started, 1e-9)
