"""failed.jsonl: runs that could not be made, with the reason; they are left out until somebody asks for them again.

A line is whole or does not count, and a run that no line names is made: what is damaged here costs time, no result.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from sim.experiments.design.identity import digest
from sim.experiments.design.run import Run
from sim.experiments.store.files import append_line, write_text

QUARANTINE = "failed.jsonl"
_SEAL = "seal"


class Failure(NamedTuple):
    """A run that could not be made."""

    run: Run
    reason: str


def quarantine(folder: Path, failures: Iterable[Failure]) -> None:
    """Note runs that could not be made, each as a line of its own."""
    for failure in failures:
        append_line(folder / QUARANTINE, _line(failure))


def quarantined(folder: Path, runs: Iterable[Run]) -> list[Failure]:
    """Return which of these runs are noted, with the last reason for each."""
    reasons = {line["identity"]: line["reason"] for line in _lines(folder)}
    return [Failure(run, reasons[run.identity]) for run in runs if run.identity in reasons]


def release(folder: Path, failures: Collection[Failure]) -> None:
    """Forget runs, so that they are made again."""
    again = {failure.run.identity for failure in failures}
    kept = [line for line in _lines(folder) if line["identity"] not in again]
    path = folder / QUARANTINE
    if kept:
        write_text(path, "".join(f"{_text(line)}\n" for line in kept))
    else:
        path.unlink(missing_ok=True)


def quarantine_new(folder: Path, failures: Sequence[Failure]) -> None:
    """Note the runs that are not noted yet."""
    known = {failure.run for failure in quarantined(folder, (failure.run for failure in failures))}
    quarantine(folder, (failure for failure in failures if failure.run not in known))


def count_noted(folder: Path) -> int:
    """Return how many runs are noted."""
    return len({line["identity"] for line in _lines(folder)})


def count_unreadable(folder: Path) -> int:
    """Return how many lines are not as they were written."""
    return len(_texts(folder)) - len(_lines(folder))


def _line(failure: Failure) -> str:
    content = failure.run._asdict() | {"reason": failure.reason}
    return _text(content | {_SEAL: digest(content)})


def _text(line: dict[str, str]) -> str:
    return json.dumps(line, ensure_ascii=False)


def _lines(folder: Path) -> list[dict[str, str]]:
    """Return the lines that are as they were written."""
    return [line for text in _texts(folder) if (line := _read(text)) is not None]


def _texts(folder: Path) -> list[str]:
    path = folder / QUARANTINE
    return path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []


def _read(text: str) -> dict[str, str] | None:
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(line, dict):
        return None
    content = {name: value for name, value in line.items() if name != _SEAL}
    return line if line.get(_SEAL) == digest(content) else None
