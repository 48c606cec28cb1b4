"""A result written in other formats: each file whole or not at all, the result itself untouched."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sim.experiments.design.identity import digest
from sim.experiments.problems import UsageError
from sim.experiments.store.datapackage import PACKAGE, program_digest
from sim.experiments.store.exports import PARTIAL, is_whole, read_exports, source_digest
from sim.experiments.store.files import only_writer, publish
from sim.experiments.store.parquet import full_disk_told
from sim.experiments.store.reader import Results, read_results
from sim.experiments.store.sealed import write_sealed
from sim.present.export.formats import format_names, format_of
from sim.present.export.package import package_of, resource_of
from sim.present.export.source import source_of
from sim.present.export.text import Dialect, dialect_of
from sim.scenario.text.problems import did_you_mean

_FOR_PEOPLE = "csv"  # the format that has a dialect
_Resource = dict[str, Any]


class Wanted(NamedTuple):
    """What is to be written."""

    formats: tuple[str, ...]
    dialect: Dialect


def wanted(formats: Sequence[str] | None, locale: str | None) -> Wanted:
    """Return what a user asks for; every format where none is named.

    Raises
    ------
    UsageError
        There is no such format or locale, or the locale has nothing to act on; all is told at once.
    """
    known = format_names()
    chosen = tuple(known if formats is None else formats)
    problems = [
        f"--to: there is no format {name!r}; {did_you_mean(name, known, at_most=len(known))}"
        for name in chosen if name not in known
    ]  # fmt: skip
    if locale is not None and _FOR_PEOPLE not in chosen:
        problems.append(f"--locale is for {_FOR_PEOPLE}, which --to leaves out")
    try:
        dialect = dialect_of(locale)
    except UsageError as error:
        problems.append(str(error))
    if problems:
        raise UsageError("\n".join(problems))
    return Wanted(chosen, dialect)


def export_result(folder: Path, out: Path, asked: Wanted) -> list[Path]:
    """Write a result in other formats; return the files. What is there and still holds stays as it is.

    Raises
    ------
    UsageError
        The folder holds no finished experiment, or is being written.
    DamageError
        A table of it is not what was written.
    """
    results = read_results(folder)
    made_from = source_digest(folder)
    out.mkdir(parents=True, exist_ok=True)
    with only_writer(out), _fresh(out / PARTIAL):
        there = read_exports(out).get("resources", [])
        abouts = [_about(name, asked, made_from) for name in asked.formats]
        kept = [one for about in abouts for one in _kept(out, there, about)]
        missing = [about for about in abouts if about["export"] not in {one["export"] for one in kept}]
        made = _written(results, out, missing, asked.dialect)
        if source_digest(folder) != made_from:
            raise UsageError(f"{folder} was changed while it was exported; export it again")
        _publish(out, made, [one for one in there if one["export"] in {about["export"] for about in missing}])
        others = [one for one in there if one["export"] not in asked.formats]
        write_sealed(out / PACKAGE, package_of(results, kept + made + others))
    return sorted(out / str(one["path"]) for one in kept + made)


@contextmanager
def _fresh(place: Path) -> Iterator[None]:
    """Make an empty folder, and take it away whatever happens."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    try:
        yield
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _about(name: str, asked: Wanted, made_from: str) -> dict[str, str]:
    """Return what tells whether files of a format are still those that would be written."""
    dialect = list(asked.dialect) if name == _FOR_PEOPLE else []
    return {"export": name, "made_from": made_from, "made_by": digest([program_digest(), dialect])}


def _kept(out: Path, there: Sequence[_Resource], about: dict[str, str]) -> list[_Resource]:
    """Return the files of a format that are there as they would be written; none where one of them is not."""
    own = [one for one in there if one["export"] == about["export"]]
    return own if all(about.items() <= one.items() and is_whole(out, one) for one in own) else []


def _written(results: Results, out: Path, abouts: Sequence[dict[str, str]], dialect: Dialect) -> list[_Resource]:
    """Write the files of formats beside those that are there."""
    place = out / PARTIAL
    with source_of(results) as source, full_disk_told(out):
        return [
            resource_of(place, file, about)
            for about in abouts
            for file in format_of(about["export"]).write(source, place, dialect)
        ]


def _publish(out: Path, made: Sequence[_Resource], earlier: Sequence[_Resource]) -> None:
    """Move what was written to its place, and take away what the same formats wrote before and do not write now."""
    for one in made:
        path = out / PARTIAL / str(one["path"])
        if path.is_file():
            (out / str(one["path"])).parent.mkdir(exist_ok=True)
            publish(path, out / str(one["path"]))
    for one in earlier:
        if one["path"] not in {other["path"] for other in made}:
            (out / str(one["path"])).unlink(missing_ok=True)
