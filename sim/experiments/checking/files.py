"""Every file of an experiment folder against what vouches for it; nothing in the folder is touched."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from sim.experiments.design.identity import file_digest
from sim.experiments.problems import DamageError, UsageError
from sim.experiments.store.checkpoints import FOLDER as CHECKPOINTS
from sim.experiments.store.checkpoints import is_sound
from sim.experiments.store.datapackage import PACKAGE, listed_hashes
from sim.experiments.store.describe import CITIES, PROVENANCE, README, SCENARIO, vouched_for
from sim.experiments.store.exports import EXPORT, export_faults, export_files
from sim.experiments.store.inventory import DIGESTS, digests_text, find_wrong, read_digests, stored_runs
from sim.experiments.store.parts import part_files
from sim.experiments.store.quarantine import QUARANTINE, count_noted, count_unreadable
from sim.experiments.store.record import RECORD, Record, read_record
from sim.experiments.store.schema import COMPARISON, VALUES
from sim.experiments.store.sweeps import BY_POINT_FILE
from sim.experiments.store.tables import planned_runs, told_runs

_LOCKS = {".lock", f"{EXPORT}/.lock"}


class Fault(NamedTuple):
    """A file that is not what was made."""

    path: str  # within the folder
    what: str


class Checked(NamedTuple):
    """What was looked at, and what is wrong."""

    n_files: int
    faults: list[Fault]
    record: Record | None  # where experiment.json is whole


def check_files(folder: Path) -> Checked:
    """Compare every file of a folder with what vouches for it.

    The data package and provenance.json vouch for each other, the package for what was made from the runs, and the
    name of a part for the part.

    Raises
    ------
    UsageError
        The folder holds no experiment, or none that is finished.
    """
    if not folder.is_dir() or not any((folder / name).exists() for name in (RECORD, PACKAGE, "runs")):
        raise UsageError(f"{folder} is not an experiment folder. Name the folder that `simulate` printed")
    if not any((folder / name).exists() for name in (PACKAGE, COMPARISON.file, BY_POINT_FILE)):
        raise UsageError(f"{folder} holds no finished experiment; run simulate again to finish it")
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()} - _LOCKS
    faults: list[Fault] = []
    record = _record(folder, faults)
    vouched = _vouched(folder, faults)
    faults += _altered(folder, vouched)
    has_table = VALUES.file in vouched and VALUES.file not in {fault.path for fault in faults}
    faults += _parts(folder, record, has_table)
    faults += _others(folder)
    faults += [Fault(*fault) for fault in export_faults(folder)]
    known = _known(folder, vouched) | {fault.path for fault in faults}
    faults += [Fault(name, "does not belong to this experiment") for name in sorted(found - known)]
    return Checked(len(found), sorted(set(faults)), record)


def _record(folder: Path, faults: list[Fault]) -> Record | None:
    try:
        return read_record(folder)
    except (DamageError, UsageError) as error:
        faults.append(Fault(RECORD, _short(error, folder)))
        return None


def _vouched(folder: Path, faults: list[Fault]) -> dict[str, str]:
    """Return the SHA-256 that files should have; what vouches and is damaged itself is noted."""
    hashes: dict[str, str] = {}
    for name, read in ((PACKAGE, listed_hashes), (PROVENANCE, vouched_for)):
        try:
            hashes |= read(folder)
        except (DamageError, OSError, KeyError, TypeError, ValueError, AttributeError) as error:  # of another form
            what = "is missing" if isinstance(error, FileNotFoundError) else "is not as written"
            faults.append(Fault(name, what))
    return hashes


def _altered(folder: Path, hashes: dict[str, str]) -> Iterator[Fault]:
    for name, sha256 in hashes.items():
        path = folder / name
        if not path.is_file():
            yield Fault(name, "is missing")
        elif file_digest(path) != sha256:
            yield Fault(name, "is not as written")


def _parts(folder: Path, record: Record | None, has_table: bool) -> Iterator[Fault]:
    """Yield parts that are not what their names say, what SHA256SUMS says otherwise, and runs that are lost."""
    parts = folder / "runs"
    hashes = {path: file_digest(path) for path in sorted(parts.glob("*.parquet")) if path.is_file()}
    wrong = find_wrong(parts, hashes, None if record is None else record.identities)
    for path in wrong:
        yield Fault(f"runs/{path.name}", "is not the part that its name says (damaged, copied or renamed)")
    yield from _sums(parts, {path.name: sha256 for path, sha256 in hashes.items()}, is_judged=not wrong)
    if record is not None and not wrong and (has_table or not record.points):
        yield from _lost_runs(folder, record)


def _sums(parts: Path, hashes: dict[str, str], *, is_judged: bool) -> Iterator[Fault]:
    """Yield parts that SHA256SUMS names and are gone, and what is wrong with its text where that can be judged."""
    for name in sorted(read_digests(parts).keys() - hashes.keys()):
        yield Fault(f"runs/{name}", "is missing")
    if not (parts / DIGESTS).is_file():
        yield Fault(f"runs/{DIGESTS}", "is missing")
    elif is_judged and not _has_lines(parts / DIGESTS, digests_text(hashes)):
        yield Fault(f"runs/{DIGESTS}", "is not as written")


def _has_lines(path: Path, text: str) -> bool:
    """Tell whether a file has these lines, in any order: a command that was interrupted has not sorted them."""
    return sorted(path.read_bytes().splitlines(keepends=True)) == sorted(text.encode().splitlines(keepends=True))


def _lost_runs(folder: Path, record: Record) -> Iterator[Fault]:
    """Tell how many runs are neither stored nor noted as failed.

    Points of a sweep may have fewer seeds than the record says: there, what its table tells of must be stored.
    """
    stored = stored_runs(folder / "runs").keys()
    if record.points:
        asked = told_runs(folder, record)
        n_missing = len(asked - stored)
    else:
        asked = {run.identity for run in planned_runs(record)}  # arms that are alike share their runs
        n_missing = len(asked) - len(stored) - count_noted(folder)
    if n_missing > 0:
        yield Fault("runs", f"lacks {n_missing} of {len(asked)} runs")


def _others(folder: Path) -> Iterator[Fault]:
    """Yield checkpoints that are not what their names say, and notes on failed runs that cannot be read."""
    for path in sorted((folder / CHECKPOINTS).glob("*.npz")):
        if not is_sound(path):
            yield Fault(f"{CHECKPOINTS}/{path.name}", "is not what its name says")
    if count_unreadable(folder):
        yield Fault(QUARANTINE, "has lines that are not as written")


def _known(folder: Path, vouched: Iterable[str]) -> set[str]:
    """Return the names of files that belong to an experiment."""
    names = {*vouched, PROVENANCE, PACKAGE, RECORD, QUARANTINE, f"runs/{DIGESTS}", README, SCENARIO, CITIES}
    return names | {path.relative_to(folder).as_posix() for path in _by_name(folder)} | export_files(folder)


def _by_name(folder: Path) -> list[Path]:
    """Return files whose names vouch for them, and those that `simulate` set aside."""
    aside = [*(folder / "runs").glob("*.damaged"), *(folder / CHECKPOINTS).glob("*.damaged")]
    return [*part_files(folder / "runs"), *(folder / CHECKPOINTS).glob("*.npz"), *aside]


def _short(error: Exception, folder: Path) -> str:
    return str(error).replace(f"{folder / RECORD} ", "").split(". ")[0]
