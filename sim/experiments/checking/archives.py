"""Every byte of an archive against its seal, and every file in it against SHA256SUMS."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from sim.experiments.archive.container import SUMS, checked_members, is_sealed, sha256_in, sums_in
from sim.experiments.checking.files import Fault
from sim.experiments.problems import UsageError

_UNREADABLE = (zipfile.BadZipFile, NotImplementedError, EOFError, KeyError, RuntimeError, ValueError, OSError)


def archive_faults(path: Path) -> list[Fault]:
    """Return what in an archive is not what was written; nothing is unpacked.

    Raises
    ------
    UsageError
        It holds what may not be unpacked.
    """
    whole = is_sealed(path)
    try:
        with zipfile.ZipFile(path) as archive:
            checked_members(archive, path.stat().st_size)
            faults = list(_changed(archive))
    except UsageError as error:
        if whole:
            raise UsageError(f"{path} is not unpacked: {error}") from None
        return [Fault("", f"is not as written: {error}")]
    except _UNREADABLE as error:
        return [Fault("", f"cannot be read (cut, or damaged): {error}")]
    if not whole and not faults:
        return [Fault("", "has all its files, and was changed around them, or packed again by another program")]
    return faults


def _changed(archive: zipfile.ZipFile) -> Iterator[Fault]:
    noted = sums_in(archive)
    found = {member.filename: member for member in archive.infolist() if member.filename != SUMS}
    for name in sorted(noted.keys() | found.keys()):
        if name not in found:
            yield Fault(name, "is missing")
        elif name not in noted:
            yield Fault(name, "does not belong to this archive")
        elif _sha256(archive, found[name]) != noted[name]:
            yield Fault(name, "is not as written")


def _sha256(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    try:
        return sha256_in(archive, member)
    except _UNREADABLE:
        return ""
