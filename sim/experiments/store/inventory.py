"""Which parts an experiment folder holds, whether they are whole, and which runs are in them."""

import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from sim.experiments.design.identity import file_digest
from sim.experiments.store.files import append_line, write_text
from sim.experiments.store.parquet import connect, file_name, rows_of
from sim.experiments.store.parts import find_strange, is_whole, part_files, read_origins

DIGESTS = "SHA256SUMS"  # of the parts, as `sha256sum --check` reads it


def verify_parts(parts: Path, experiments: Collection[str]) -> list[str]:
    """Set aside what is not the part that its name says, so that its runs are made again; return the names.

    A part is named after its content: copies under other names, renamed and damaged files are set aside alike, and so
    are parts of other experiments than those of these identities.
    """
    shutil.rmtree(parts / ".tmp", ignore_errors=True)
    (parts / ".tmp").mkdir()
    found = {path: file_digest(path) for path in sorted(parts.glob("*.parquet"))}
    wrong = find_wrong(parts, found, experiments)
    for path in wrong:
        _set_aside(path)
    _write_digests(parts, {path.name: sha256 for path, sha256 in found.items() if path not in wrong})
    return [path.name for path in wrong]


def set_aside(parts: Path, names: Iterable[str]) -> None:
    """Set whole parts aside whose runs are not to be believed, so that they are made again."""
    known = read_digests(parts)
    for name in names:
        _set_aside(parts / name)
    _write_digests(parts, known)


def _set_aside(path: Path) -> None:
    path.replace(path.with_suffix(".damaged"))


def find_wrong(parts: Path, found: Mapping[Path, str], experiments: Collection[str] | None) -> list[Path]:
    """Return the files that are not the parts that their names say, of those with these SHA-256.

    Where the experiment's identities are not known, parts are not asked what they belong to.
    """
    noted = read_digests(parts)
    whole = {path for path, sha256 in found.items() if is_whole(path, sha256, noted.get(path.name))}
    if experiments is not None:
        whole -= set(find_strange(sorted(whole), experiments))
    return [path for path in found if path not in whole]


def close_parts(parts: Path) -> None:
    """Leave the parts as any other way of making them would: digests sorted, no temporary files.

    A worker that died may have stored parts that it could not report.
    """
    known = read_digests(parts)
    _write_digests(parts, {path.name: known.get(path.name) or file_digest(path) for path in part_files(parts)})
    shutil.rmtree(parts / ".tmp", ignore_errors=True)


def _write_digests(parts: Path, known: dict[str, str]) -> None:
    write_text(parts / DIGESTS, digests_text({name: one for name, one in known.items() if (parts / name).exists()}))


def digests_text(known: Mapping[str, str]) -> str:
    """Return what SHA256SUMS says when a command has ended, of parts by file name."""
    return "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(known.items()))


def read_digests(parts: Path) -> dict[str, str]:
    """Return the SHA-256 of each part by file name."""
    path = parts / DIGESTS
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    pairs = [line.split("  ", 1) for line in lines]
    return {pair[1]: pair[0] for pair in pairs if len(pair) == 2}


def add_digest(parts: Path, name: str, sha256: str) -> None:
    """Note the digest of a new part."""
    append_line(parts / DIGESTS, f"{sha256}  {name}")


def forget_digests(parts: Path, names: Collection[str]) -> None:
    """Note that parts are to go."""
    _write_digests(parts, {name: one for name, one in read_digests(parts).items() if name not in names})


def stored_runs(parts: Path) -> dict[str, Path]:
    """Return the identities of all stored runs, each with the one part that counts for it."""
    paths = part_files(parts)
    origins = read_origins(paths)
    stored = _runs_in_rows([path for path in paths if path not in origins])
    for path in reversed(origins):
        stored |= dict.fromkeys(origins[path].runs, path)
    return stored


def _runs_in_rows(paths: Sequence[Path]) -> dict[str, Path]:
    """Return the runs of parts that do not say what they hold."""
    named = {file_name(path): path for path in paths}
    if not named:
        return {}
    with connect() as connection:
        query = f"SELECT run, min(filename) FROM {rows_of(*paths)} GROUP BY run"
        return {run: named[name] for run, name in connection.execute(query).fetchall()}
