"""Where exports are written."""

from pathlib import Path

from sim.experiments.problems import UsageError
from sim.experiments.store.exports import EXPORT


def place_of(name: Path, folder: Path, out: Path | None) -> Path:
    """Return the folder that is written: `out`, else the one in the result, else one beside its archive.

    Raises
    ------
    UsageError
        It would lie among the files of the result, which `verify` would then refuse, or it is a file.
    """
    is_folder = name.is_dir()
    usual = folder / EXPORT if is_folder else name.with_name(f"{name.stem}-{EXPORT}")
    place = usual if out is None else out
    inside = is_folder and place.resolve().is_relative_to(folder.resolve())
    if inside and place.resolve() != (folder / EXPORT).resolve():
        raise UsageError(f"{place} lies in the result that is exported; leave --out out, or choose a folder elsewhere")
    if place.exists() and not place.is_dir():
        raise UsageError(f"{place} is a file; --out takes the name of a folder")
    return place
