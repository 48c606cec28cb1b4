"""Nothing in an archive tells whose computer made it: no home folder, and none on the way to the result."""

import re
from collections.abc import Mapping
from pathlib import Path

from sim.experiments.archive.container import Content
from sim.experiments.problems import ExperimentError

_TEXTS = {".txt", ".json", ".jsonl", ".yaml", ".csv", ".html", ".svg", ".cff", ".bib", ""}
_REMEDY = (
    "Where a failed run says so, the same `simulate` command with --retry-failed makes it again; a scenario's words "
    "are yours to change"
)


def check_private(members: Mapping[str, Content], folder: Path) -> None:
    """See that no text names a folder of this computer.

    Raises
    ------
    ExperimentError
        One does; it is named.
    """
    places = [place for place in (Path.home(), folder.resolve(), Path.cwd()) if len(place.parts) > 1]
    ours = re.compile(b"|".join(map(_pattern, places)))
    for name, content in members.items():
        if Path(name).suffix in _TEXTS:
            text = content if isinstance(content, bytes) else content.read_bytes()
            if found := ours.search(text):
                raise ExperimentError(
                    f"not archived: {name} names {found.group().decode()}, a folder of this computer. {_REMEDY}"
                )


def _pattern(folder: Path) -> bytes:
    """Return what finds a folder in a text, and not in the middle of a web address."""
    return rb"(?<![\w.%-])" + re.escape(f"{folder.as_posix().rstrip('/')}/".encode())
