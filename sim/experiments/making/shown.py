"""How progress is shown: as a line that people read, as JSON that programs read, or not at all."""

import json
import shutil
from collections.abc import Mapping
from typing import Literal, NamedTuple, Protocol, TextIO

Style = Literal["line", "json", "quiet"]
_WIDTH = 60  # of a line that is written over another


class State(NamedTuple):
    """How far a command is."""

    n_runs: int
    n_over: int  # stored or not
    n_failed: int
    by_policy: Mapping[str, tuple[int, int]]  # runs that are stored, runs that are to be
    runs_per_second: float | None = None  # None: not known yet
    seconds_left: float | None = None
    month: str = ""  # of the run that is on its way, in words; empty where runs are short


class Shown(Protocol):
    """Where progress is shown."""

    def pause_s(self, long: bool) -> float:
        """Return how long nothing new is shown; `long` where a run takes long."""

    def show(self, state: State) -> None:
        """Show how far a command is."""

    def tell_step(self, text: str) -> None:
        """Tell what a command does next, where progress is shown."""

    def say(self, text: str) -> None:
        """Say what a user should know, whatever is shown."""

    def close(self) -> None:
        """Leave what is shown in order."""


def shown(style: Style, stream: TextIO) -> Shown:
    """Return the way of showing that a user asked for."""
    return {"line": _Line, "json": _Json, "quiet": _Quiet}[style](stream)


class _Quiet:
    """Shows nothing; what a user should know is said."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def pause_s(self, long: bool) -> float:
        return float("inf")

    def show(self, state: State) -> None:
        """Do nothing."""

    def tell_step(self, text: str) -> None:
        """Do nothing."""

    def say(self, text: str) -> None:
        self._write(f"{text}\n")

    def close(self) -> None:
        """Do nothing."""

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


class _Json(_Quiet):
    """One JSON object a line."""

    def pause_s(self, long: bool) -> float:
        return 1.0

    def show(self, state: State) -> None:
        policies = {name: {"stored": stored, "runs": n} for name, (stored, n) in state.by_policy.items()}
        pace = {"runs_per_second": state.runs_per_second, "seconds_left": state.seconds_left}
        counts = {"runs": state.n_runs, "over": state.n_over, "failed": state.n_failed}
        self._tell({"event": "progress", **counts, **pace, "policies": policies})

    def tell_step(self, text: str) -> None:
        self._tell({"event": "step", "text": text})

    def say(self, text: str) -> None:
        self._tell({"event": "notice", "text": text})

    def _tell(self, event: dict[str, object]) -> None:
        self._write(json.dumps(event, ensure_ascii=False) + "\n")


class _Line(_Quiet):
    """One line that changes on a terminal, else a line at times."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._live = stream.isatty() or _is_of_notebook(stream)
        self._is_open = False
        self._width = _WIDTH

    def pause_s(self, long: bool) -> float:
        if self._live:
            return 0.2
        return 30.0 if long else 5.0

    def show(self, state: State) -> None:
        text = state.month or _counted(state)
        if self._live:
            text = text[: shutil.get_terminal_size().columns - 1]
            self._width = max(self._width, len(text))
            self._is_open = True
            self._write(f"\r{text:<{self._width}}")
        else:
            self._write(f"{text}\n")

    def tell_step(self, text: str) -> None:
        self.say(text)

    def say(self, text: str) -> None:
        self.close()
        super().say(text)

    def close(self) -> None:
        if self._is_open:
            self._write("\n")
            self._is_open = False


def _counted(state: State) -> str:
    text = f"{state.n_over} of {state.n_runs} runs"
    if state.n_failed:
        text += f", {state.n_failed} failed"
    if state.runs_per_second is not None and state.seconds_left is not None:
        text += f", {state.runs_per_second:.2g} runs/s, {duration(state.seconds_left)} left"
    if len(state.by_policy) > 1 and any(stored for stored, _ in state.by_policy.values()):
        text += "; stored: " + ", ".join(f"{name} {stored} of {n}" for name, (stored, n) in state.by_policy.items())
    return text


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
