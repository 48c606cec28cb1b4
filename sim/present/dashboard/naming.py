"""What is told of files: their names as the shelf has them, without the folders of this computer."""

import re
import tempfile
from pathlib import Path

_UNPACKED = r"[/\\]rollout-\w+"  # a folder that the program made for a while


def without_folders(said: str, *folders: Path) -> str:
    """Return what was said with files named as they lie in some folders, or in an unpacked archive.

    Examples
    --------
    >>> without_folders("/home/ada/results/one/comparison.csv is damaged", Path("/home/ada/results"))
    'one/comparison.csv is damaged'
    """
    for folder in folders:
        for known in _spellings(folder):
            said = _without(said, re.escape(known), folder.resolve().name)
    for known in _spellings(Path(tempfile.gettempdir())):
        said = _without(said, re.escape(known) + _UNPACKED, "TMPDIR")
    return said


def _spellings(folder: Path) -> list[str]:
    """Return how a folder may be written, the longest first; files in "." have nothing before their names."""
    places = (folder, folder.absolute(), folder.resolve())
    known = {spelt for place in places for spelt in (str(place), place.as_posix())} - {"."}
    return sorted(known, key=len, reverse=True)


def _without(said: str, folder: str, name: str) -> str:
    """Leave a folder out before what lies in it, and put a name in its place where it stands alone."""
    start, end = r"(?<![\w./\\-])", r"(?![\w-])"
    return re.sub(f"{start}{folder}{end}", lambda _: name, re.sub(rf"{start}{folder}[/\\]+", "", said))
