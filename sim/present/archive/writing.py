"""An experiment folder written as an archive, once every file of it is seen to be what was made."""

from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

import sim
from sim.experiments.archive.container import Content, write_archive
from sim.experiments.archive.opening import CRATE, RESULT
from sim.experiments.checking.files import check_files
from sim.experiments.problems import DamageError, ExperimentError
from sim.experiments.store.checkpoints import FOLDER as CHECKPOINTS
from sim.experiments.store.describe import read_provenance
from sim.experiments.store.environment import PROGRAM, requirements_text
from sim.experiments.store.exports import EXPORT
from sim.experiments.store.files import only_writer
from sim.experiments.store.reader import read_results
from sim.experiments.store.sweeps import tables_of
from sim.present.archive.crate import crate_text
from sim.present.archive.private import check_private
from sim.present.archive.texts import citation_file, readme, zenodo
from sim.present.citation import bibtex

_LEFT_OUT = (".lock", "*.damaged", f"{CHECKPOINTS}/*")  # of this computer, set aside, or made again where wanted


def archive_result(folder: Path, path: Path) -> int:
    """Write a result as one file; return how many files are in it.

    The same result gives the same bytes, and nothing in it tells whose computer made it.

    Raises
    ------
    UsageError
        The folder holds no finished experiment, or is being written.
    DamageError
        A file of it is not as it was made.
    ExperimentError
        A file names folders of this computer.
    """
    read_results(folder)  # first: what is not an experiment gets no lock
    with only_writer(folder):
        _check(folder)
        members = _members(folder)
        check_private(members, folder)
        write_archive(path, members)
    return len(members) + 1


def _check(folder: Path) -> None:
    if faults := [fault for fault in check_files(folder).faults if not fault.path.startswith(f"{EXPORT}/")]:
        named = "; ".join(f"{fault.path} {fault.what}" for fault in faults[:5]) + (" and more" if faults[5:] else "")
        raise DamageError(
            f"{folder} is not archived, since {len(faults)} of its files are not as they were made: {named}. The same "
            "`simulate` command makes them again"
        )


def _members(folder: Path) -> dict[str, Content]:
    results, provenance = read_results(folder), read_provenance(folder)
    texts = {
        "README.txt": readme(results, provenance),
        "CITATION.cff": citation_file(results, provenance),
        "citation.bib": bibtex(results) + "\n",
        ".zenodo.json": zenodo(results, provenance),
        "LICENSE": _licence(),
        "environment.txt": requirements_text(provenance.get("python", ""), provenance.get("packages", {})),
    }
    members: dict[str, Content] = {name: text.encode() for name, text in texts.items()}
    members |= {f"{RESULT}/{path.relative_to(folder).as_posix()}": path for path in _files(folder)}
    about = {f"{RESULT}/{table.file}": table.about for table in tables_of(results.record)}
    crate = crate_text(results, provenance, about, _sizes(members))
    return members | {CRATE: crate.encode()}


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not _is_left_out(path.relative_to(folder)):
            yield path


def _is_left_out(path: Path) -> bool:
    return path.parts[0] == EXPORT or any(path.match(pattern) for pattern in _LEFT_OUT)


def _sizes(members: Mapping[str, Content]) -> dict[str, int]:
    return {name: len(one) if isinstance(one, bytes) else one.stat().st_size for name, one in members.items()}


def _licence() -> str:
    """Return the program's licence, which its results share: of the checkout, or of what was installed."""
    path = Path(sim.__file__).parent.parent / "LICENSE"
    text = path.read_text(encoding="utf-8") if path.is_file() else _installed_licence()
    if text is None:
        raise ExperimentError("the program was installed without its licence; install it again")
    return text


def _installed_licence() -> str | None:
    found = metadata.distribution(PROGRAM)
    return found.read_text("licenses/LICENSE") or found.read_text("LICENSE")
