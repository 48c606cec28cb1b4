"""The zip file of an archive: the same bytes for the same files, and a seal over all of them.

Files are stored, not compressed: compressed bytes depend on the version of a library, and can unpack to a disk full.
The comment at the end is the SHA-256 of all bytes before it; SHA256SUMS tells which file it was that changed.
"""

import hashlib
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import IO

from sim.experiments.problems import DamageError, UsageError
from sim.experiments.store.files import publish

SUMS = "SHA256SUMS"  # of every other member, as `sha256sum --check` reads it
MOST_MEMBERS = 100_000
_LONGEST_NAME = 240  # characters
_ODD = set('<>:"|?*\\')  # in no name that every system can have
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can tell
_MODE = 0o100644 << 16  # a plain file, which its owner may write and others read
_LINK_KINDS = (0, 0o100000)  # no kind given, and a plain file
_SEAL = b"sha256:"
_BLOCK = 1 << 20  # [bytes]

Content = bytes | Path  # what a member holds: bytes, or those of a file


def write_archive(path: Path, members: Mapping[str, Content]) -> None:
    """Write an archive, whole or not at all; SHA256SUMS is added."""
    sums = "".join(f"{_sha256(content)}  {name}\n" for name, content in sorted(members.items()))
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_STORED) as archive:
            for name, content in sorted({**members, SUMS: sums.encode()}.items()):
                _add(archive, name, content)
            archive.comment = _SEAL + b"0" * 64  # of the length that it will have
        with temporary.open("rb+") as file:
            seal = _seal_of(file)
            file.seek(-len(seal), 2)
            file.write(seal)
        publish(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def is_sealed(path: Path) -> bool:
    """Tell whether an archive has the very bytes that were written."""
    with path.open("rb") as file:
        seal = _seal_of(file)
        file.seek(max(0, file.seek(0, 2) - len(seal)))
        return file.read() == seal


def checked_members(archive: zipfile.ZipFile, n_bytes: int) -> list[zipfile.ZipInfo]:
    """Return what an archive of so many bytes holds, once it is seen that unpacking it can harm nothing.

    Raises
    ------
    UsageError
        A name leads out of the folder or is there twice; a member is a link, compressed, or too much.
    """
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise UsageError(f"it holds {len(members):,} files, and at most {MOST_MEMBERS:,} are unpacked")
    if (total := sum(member.file_size for member in members)) > n_bytes:
        raise UsageError(f"its files claim {total:,} bytes, more than the {n_bytes:,} of the archive itself")
    names = [member.filename.casefold() for member in members]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise UsageError(f"it holds {twice!r} more than once")
    for member in members:
        if why := _refusal_of(member):
            raise UsageError(f"its member {member.filename[:_LONGEST_NAME]!r} {why}")
    return members


def unpack(path: Path, folder: Path) -> None:
    """Unpack an archive into an empty folder.

    Raises
    ------
    DamageError
        The archive is not what was written.
    UsageError
        Its files may not be unpacked, or there is no room for them.
    """
    n_bytes = path.stat().st_size
    if not is_sealed(path):
        raise DamageError(f"{path} is not as written, or not an archive of this program; `verify` tells what changed")
    try:
        with zipfile.ZipFile(path) as archive:
            members = checked_members(archive, n_bytes)
            if n_bytes > (free := shutil.disk_usage(folder).free):
                raise UsageError(f"{n_bytes:,} bytes are needed, and {folder} has {free:,}; set TMPDIR to another")
            for member in members:
                _unpack(archive, member, folder / member.filename)
    except UsageError as error:
        raise UsageError(f"{path} is not unpacked: {error}") from None
    except (zipfile.BadZipFile, NotImplementedError, EOFError, FileExistsError, NotADirectoryError) as error:
        raise DamageError(f"{path} is not an archive that can be read: {error}") from None


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as source, path.open("xb") as copy:
        shutil.copyfileobj(source, copy, _BLOCK)


def sums_in(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the SHA-256 that SHA256SUMS tells, by member.

    Raises
    ------
    KeyError, zipfile.BadZipFile: it is missing or damaged.
    """
    pairs = [line.split("  ", 1) for line in archive.read(SUMS).decode("utf-8", "replace").splitlines()]
    return {pair[1]: pair[0] for pair in pairs if len(pair) == 2}


def sha256_in(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    """Return the SHA-256 of a member's bytes."""
    with archive.open(member) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # it is a binary file


def _add(archive: zipfile.ZipFile, name: str, content: Content) -> None:
    about = zipfile.ZipInfo(name, _EPOCH)
    about.create_system = 3  # whichever system writes it
    about.external_attr = _MODE
    about.file_size = len(content) if isinstance(content, bytes) else content.stat().st_size
    with _opened(content) as source, archive.open(about, "w") as target:
        shutil.copyfileobj(source, target, _BLOCK)


def _opened(content: Content) -> IO[bytes]:
    return BytesIO(content) if isinstance(content, bytes) else content.open("rb")


def _sha256(content: Content) -> str:
    with _opened(content) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # it is a binary file


def _seal_of(file: IO[bytes]) -> bytes:
    """Return the comment that seals the bytes of a file before it."""
    length = max(0, file.seek(0, 2) - len(_SEAL) - 64)
    file.seek(0)
    found = hashlib.sha256()
    for block in _blocks(file, length):
        found.update(block)
    return _SEAL + found.hexdigest().encode()


def _blocks(file: IO[bytes], length: int) -> Iterator[bytes]:
    while length and (block := file.read(min(_BLOCK, length))):
        length -= len(block)
        yield block


def _refusal_of(member: zipfile.ZipInfo) -> str:
    """Return why a member is not unpacked, empty where it may be."""
    name = member.orig_filename
    if member.filename != name or not _is_plain(name.split("/")) or len(name) > _LONGEST_NAME:
        return "has no plain name within the archive"
    if member.external_attr >> 16 & 0o170000 not in _LINK_KINDS or member.external_attr & 0x10:
        return "is a link, a folder or a device, not a file"
    if member.compress_type != zipfile.ZIP_STORED or member.compress_size != member.file_size or member.flag_bits & 1:
        return "is compressed or locked, which archives of this program are not"
    return ""


def _is_plain(parts: Sequence[str]) -> bool:
    return all(part.strip(". ") and part.isprintable() and not _ODD & set(part) for part in parts)
