"""One experiment of a queue: what was asked for, and how far it is.

A job is a folder. What was asked never changes; the state is written by the one runner of the queue alone; that
somebody wants it stopped is a file of its own. So several programs may use one queue at once, and none overwrites
another's news.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from sim.experiments.store.files import write_text

Word = Literal["waiting", "running", "done", "stopped", "failed"]
ORDER, STATE, STOP = "order.json", "state.json", "stop"
SCENARIO, TOLD, ANSWER = "scenario.yaml", "told.jsonl", "answer.txt"
_TAIL = 64 * 1024  # bytes of what the command told last
_MESSAGE = 2_000  # characters of it that are kept


class Order(NamedTuple):
    """What was asked for."""

    title: str
    out: str  # name of the experiment's folder
    n_seeds: int
    arms: tuple[str, ...]
    settings: dict[str, str]
    asked: str  # when, as ISO 8601 has it


class State(NamedTuple):
    """What became of it."""

    word: Word
    pid: int = 0  # of the command
    begun: float = 0.0  # when that process began, by which another of the same number is known [s since 1970]
    message: str = ""


class Progress(NamedTuple):
    """How far the command is, as it told last."""

    runs: int
    over: int
    failed: int
    runs_per_second: float | None
    seconds_left: float | None


class Job(NamedTuple):
    """An experiment of the queue."""

    folder: Path
    order: Order
    state: State
    is_to_stop: bool

    @property
    def name(self) -> str:
        """Its name in the queue."""
        return self.folder.name

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more comes of it by itself."""
        return self.state.word in ("done", "stopped", "failed")


def write_order(folder: Path, order: Order) -> None:
    """Write what is asked for."""
    write_text(folder / ORDER, json.dumps(order._asdict(), indent=1, ensure_ascii=False) + "\n")


def write_state(folder: Path, state: State) -> None:
    """Write what became of it."""
    write_text(folder / STATE, json.dumps(state._asdict(), indent=1, ensure_ascii=False) + "\n")


def read_job(folder: Path) -> Job | None:
    """Return a job; None where the folder is not one, or was taken away meanwhile."""
    asked = _read(folder / ORDER)
    try:
        order = Order(**asked)._replace(arms=tuple(asked["arms"]))
        state = State(**(_read(folder / STATE) or {"word": "waiting"}))
    except (KeyError, TypeError):
        return None
    return Job(folder, order, state, (folder / STOP).exists())


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def progress_of(job: Job) -> Progress | None:
    """Return how far a job is; None before the command has told anything."""
    for event in reversed(_events(job.folder / TOLD)):
        if event.get("event") == "progress":
            return Progress(*(event.get(name) for name in Progress._fields))
    return None


def last_words(folder: Path) -> str:
    """Return what the command said last that is not progress: why it ended, where it ended badly."""
    said = [str(event["text"]) for event in _events(folder / TOLD) if event.get("event") in ("notice", "text")]
    return "\n".join(said)[-_MESSAGE:]


def _events(path: Path) -> Sequence[dict[str, Any]]:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL))
            lines = file.read().decode("utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    return [_event(line) for line in lines if line.strip()]


def _event(line: str) -> dict[str, Any]:
    """Return a line of progress as it is, and any other as a text."""
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"event": "text", "text": line}
