"""A hostile input with the verdict that it must get."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.scenario.files import CITIES, VALID

SCENARIO, TABLE, SETS = "small.yaml", "cities.csv", "sets.csv"
VALIDATE = ("validate", SCENARIO)
DRY_RUN = ("simulate", SCENARIO, "--dry-run", "--seeds", "2", "--ensemble", SETS)


class Case(NamedTuple):
    """Files, a command, and what must come of it: exit 0, or exit 2 with a message that matches `refused`."""

    name: str
    files: Mapping[str, str | bytes] = {}  # in place of those of a small valid scenario, or beside them
    command: tuple[str, ...] = VALIDATE
    refused: str | None = None  # a pattern; None: accepted
    prepare: Callable[[Path], object] = bool  # makes what is not a plain file

    def write(self, folder: Path) -> None:
        """Write the files of the case."""
        for name, content in {SCENARIO: VALID, TABLE: CITIES, **self.files}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        self.prepare(folder)


def at(file: str, message: str = "") -> str:
    """Return the pattern of a message with line and column."""
    return rf"{file}:\d+:\d+: .*{message}"


def of(file: str, message: str = "") -> str:
    """Return the pattern of a message about a file as a whole, or a place in it."""
    return rf"{file}(:\d+:\d+)?: .*{message}"
