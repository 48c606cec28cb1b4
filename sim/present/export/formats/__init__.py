"""Formats of an export. A format is one module here: nothing else names it.

Its name is the format's, `write(source, folder, dialect)` writes its files and returns them. `dialect` is how CSV for
people is written; other formats have no use for it.
"""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from sim.present.export.source import Source
from sim.present.export.text import Dialect
from sim.present.export.written import Written


class Format(Protocol):
    """A module of this package."""

    def write(self, source: Source, folder: Path, dialect: Dialect) -> Sequence[Written]:
        """Write the files of a format into a folder, and return them."""


def format_names() -> tuple[str, ...]:
    """Return the formats, sorted."""
    return tuple(sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py")))


def format_of(name: str) -> Format:
    """Return a format."""
    return cast(Format, import_module(f"{__name__}.{name}"))
