"""Archives among the experiments: listed by name, and unpacked only when somebody looks into one."""

from contextlib import ExitStack
from pathlib import Path
from weakref import finalize

from sim.experiments.archive.opening import is_archive, opened


class Unpacked:
    """What an archive holds, in a folder of its own that goes when nobody has this object any more.

    Raises
    ------
    UsageError
        It may not be unpacked, or holds no result.
    DamageError
        It is not what was written.
    """

    def __init__(self, path: Path) -> None:
        opening = ExitStack()
        self.folder = opening.enter_context(opened(path)).folder
        finalize(self, opening.close)


def archives_in(folder: Path) -> list[Path]:
    """Return the archives that lie in a folder; nothing of them is read."""
    try:
        return sorted(path for path in folder.iterdir() if is_archive(path) and not path.name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        return []
