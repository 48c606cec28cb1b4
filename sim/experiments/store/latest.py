"""results/latest: a file that holds the name of the folder of the last experiment."""

import os
from pathlib import Path

from sim.experiments.problems import UsageError
from sim.experiments.store.files import publish

RESULTS = Path("results")  # where experiments lie that were not sent elsewhere
LATEST = "latest"


def note_latest(folder: Path) -> None:
    """Note that an experiment under results/ was the last one; a file, since not every system has links."""
    temporary = folder.with_name(f".{LATEST}.{os.getpid()}.tmp")
    temporary.write_text(f"{folder.name}\n", encoding="utf-8", newline="\n")
    publish(temporary, folder.with_name(LATEST))


def find_result(given: Path) -> Path:
    """Return the experiment folder that is meant: the one given, or the last one for `latest` or `results/latest`.

    Raises
    ------
    UsageError
        No experiment was noted, or the one that was noted is not there.
    """
    path = RESULTS / LATEST if given == Path(LATEST) and not given.exists() else given
    if path.name != LATEST and path.is_file():
        if path.suffix == ".zip":
            raise UsageError(f"{path} is an archive, which this command does not read; unpack it, and name its result/")
        raise UsageError(f"{path} is a file; name the experiment folder, such as {path.parent}")
    if path.name != LATEST or path.is_dir():
        return path
    try:
        name = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise UsageError(f"{path} names no experiment yet; run simulate without --out, or name a folder") from None
    folder = path.with_name(name) if name and name == Path(name).name else path
    if not folder.is_dir():
        raise UsageError(f"{path} names {name!r}, which is not a folder beside it; name a folder of {path.parent}")
    return folder
