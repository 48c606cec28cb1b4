"""Parts merged into few large ones, in steps that may end at any moment.

A new part is on the disk before SHA256SUMS names it, and parts whose runs lie elsewhere by now go once it names them no
more. A run that two parts hold meanwhile counts once, so every step leaves the same runs.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from sim.experiments.design.identity import canonical
from sim.experiments.problems import DamageError
from sim.experiments.store.inventory import add_digest, forget_digests
from sim.experiments.store.layout import lay_out, rows_together, runs_per_part, runs_together
from sim.experiments.store.origin import Origin, as_origin
from sim.experiments.store.parquet import (
    connect,
    copy_to,
    file_name,
    in_groups,
    quoted,
    read_about,
    rows_of,
    slices,
)
from sim.experiments.store.parts import part_files, put_part, read_origins

_MEMORY = "512MB"  # beyond it DuckDB sorts on the disk
_MOST_OPENED = 100  # parts of which one is made without sorting: each is opened alone
_SORTED = """
    CREATE OR REPLACE TEMP TABLE in_order AS SELECT part.* EXCLUDE (filename, file_row_number)
    FROM {parts} AS part JOIN wanted ON part.run = wanted.run AND part.filename = wanted.part
    ORDER BY wanted.position, part.file_row_number
"""


def merge_parts(parts: Path, rows_per_run: int) -> None:
    """Bring the stored runs into the parts that follow from them alone; what lies right stays.

    Parts until version 0.2.0 do not say whose runs they hold, and stay as they are.

    Raises
    ------
    DamageError
        A part lacks rows of a run that it says it holds; it stays.
    """
    files = {file_name(path): path for path in part_files(parts)}
    about = {files[name]: text for name, text in sorted(read_about(*files.values()).items())} if files else {}
    others = {path: as_origin(text) for path, text in about.items()}  # that do not lie right, as far as is known
    right = {text: path for path, text in about.items()}
    holding = {(_arm(origin), run): path for path, origin in others.items() for run in origin.runs}
    layout = lay_out(others.values(), runs_per_part(rows_per_run))
    if sorted(wanted.text for wanted in layout) == sorted(about.values()):
        return
    there: set[str] = set()  # runs that lie right
    with sorting(parts / ".tmp") as connection:
        for wanted in layout:
            if wanted.text in right:
                del others[right[wanted.text]]
            else:
                part = Merged(wanted, {run: holding[_arm(wanted), run] for run in wanted.runs}, rows_per_run)
                add_digest(parts, *put_part(wanted, parts, partial(part.write, connection)))
            there |= wanted.runs.keys()
            _remove(parts, [path for path, origin in others.items() if origin.runs.keys() <= there])
            others = {path: origin for path, origin in others.items() if path.exists()}


def sorting(spill: Path) -> Any:
    """Return a connection that sorts within bounds of memory, and beyond them in a folder."""
    connection = connect(spill)
    connection.execute(f"SET memory_limit = '{_MEMORY}'")
    return connection


def _arm(origin: Origin) -> str:
    return canonical(origin.arm)


def _remove(parts: Path, superseded: Sequence[Path]) -> None:
    """Remove parts whose runs lie elsewhere, after SHA256SUMS has ceased to name them."""
    if superseded:
        forget_digests(parts, {path.name for path in superseded})
        for path in superseded:
            path.unlink()


class _Group(NamedTuple):
    """Runs that are packed together, as they lie in other parts one after another."""

    runs: Sequence[str]
    parts: Sequence[Path]
    is_whole: bool  # the parts hold no other runs

    @property
    def query(self) -> str:
        chosen = "" if self.is_whole else f" WHERE run IN ({', '.join(map(quoted, self.runs))})"
        return f"SELECT * EXCLUDE filename FROM {rows_of(*self.parts)}{chosen}"


class Merged(NamedTuple):
    """A part that is made of others."""

    origin: Origin
    parts: Mapping[str, Path]  # by run
    rows_per_run: int

    def write(self, connection: Any, path: Path) -> None:
        """Write it, by a connection that is `sorting`.

        Raises
        ------
        DamageError
            A part lacks rows of a run that it says it holds.
        """
        runs, sources = self.origin.runs, sorted({*self.parts.values()})
        n_expected, n_together = len(runs) * self.rows_per_run, rows_together(self.rows_per_run)
        groups = self._groups(read_origins(sources))
        if groups is None:
            self._sort(connection, sources)
        queries = [group.query for group in groups] if groups else slices("in_order", n_expected, n_together)
        n_rows = copy_to(connection, in_groups(queries), path, self.origin.text, n_together)
        if n_rows != n_expected:
            raise DamageError(
                f"{', '.join(map(str, sources))} hold {n_rows} rows of {len(runs)} runs, which should have "
                f"{self.rows_per_run} each. Delete these files; the same `simulate` command makes their runs again."
            )

    def _groups(self, sources: Mapping[Path, Origin]) -> list[_Group] | None:
        """Return the groups of the part; None where runs lie so scattered that they had better be sorted."""
        runs, size = [*self.origin.runs], runs_together(self.rows_per_run)
        places = {path: {run: at for at, run in enumerate(origin.runs)} for path, origin in sources.items()}
        groups = [self._group(runs[at : at + size], places) for at in range(0, len(runs), size)]
        found = [group for group in groups if group is not None]
        return found if len(found) == len(groups) and sum(len(one.parts) for one in found) <= _MOST_OPENED else None

    def _group(self, runs: Sequence[str], places: Mapping[Path, Mapping[str, int]]) -> _Group | None:
        """Return a group, None where its runs lie in another order than they should."""
        parts = list(dict.fromkeys(self.parts[run] for run in runs))
        if not places.keys() >= set(parts):
            return None
        there = [(parts.index(self.parts[run]), places[self.parts[run]][run]) for run in runs]
        if there != sorted(there):
            return None
        return _Group(runs, parts, sum(len(places[part]) for part in parts) == len(runs))

    def _sort(self, connection: Any, sources: Sequence[Path]) -> None:
        """Make a table of the runs in their order."""
        runs = self.origin.runs
        wanted = {
            "run": np.array([*runs], dtype=object),
            "part": np.array([file_name(self.parts[run]) for run in runs], dtype=object),
            "position": np.arange(len(runs)),
        }
        connection.register("wanted", wanted)
        connection.execute(_SORTED.format(parts=rows_of(*sources, numbered=True)))
