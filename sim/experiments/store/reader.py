"""The one reader of an experiment folder: what was asked, and the paired comparison that came out."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from sim.experiments.problems import UsageError
from sim.experiments.store.csvfiles import Cells, read_rows
from sim.experiments.store.datapackage import check_tables
from sim.experiments.store.record import Record, read_record, window_of
from sim.experiments.store.schema import COMPARISON, DICTIONARY, ComparisonRow, DictionaryRow, PointRow, reading_of
from sim.experiments.store.sweeps import read_by_point, tables_of
from sim.model.outcomes import Outcome


class Results(NamedTuple):
    """An experiment folder, read."""

    folder: Path
    record: Record
    comparison: dict[tuple[str, str], ComparisonRow]  # by (policy, outcome), as in comparison.csv; empty for a sweep
    by_point: tuple[PointRow, ...] = ()  # of a sweep, as in by_point.csv

    @property
    def title(self) -> str:
        """The scenario's title, or its name."""
        return self.record.title or self.record.name

    @property
    def is_sweep(self) -> bool:
        """Whether runs were made at the points of a design, which no comparison puts together."""
        return bool(self.record.points)

    @property
    def baseline(self) -> str:
        """Name of the arm that the others are compared with."""
        return self.record.baseline

    def called(self, arm: str) -> str:
        """Return what sentences, tables and pictures for people call an arm: its label, or its name without one."""
        return self.record.labels.get(arm, arm)

    @property
    def arms(self) -> dict[str, Any]:
        """Settings of each arm, by name; the baseline first."""
        return {name: arm["definition"] for name, arm in self.record.arms.items()}

    @property
    def policies(self) -> tuple[str, ...]:
        """Arms with a comparison, in the scenario's order; the baseline is not among them."""
        compared = {policy for policy, _ in self.comparison} | {one.row.policy for one in self.by_point}
        return tuple(arm for arm in self.record.arms if arm in compared)

    @property
    def n_seeds(self) -> int:
        """Seeds that can be compared."""
        seeds = max(arm["seeds"] for arm in self.record.arms.values())
        return max((row.n_pairs for row in self.comparison.values()), default=seeds)

    def rows_of(self, policy: str, outcomes: Iterable[Outcome]) -> list[tuple[Outcome, ComparisonRow]]:
        """Return the rows of a policy, with their outcomes; outcomes that the folder does not have are left out."""
        found = [(outcome, self.comparison.get((policy, outcome.name))) for outcome in outcomes]
        return [(outcome, row) for outcome, row in found if row is not None]

    @property
    def window(self) -> tuple[str, str]:
        """First and last month that the comparison counts: from the first lever difference on unless chosen."""
        for row in (*self.comparison.values(), *(one.row for one in self.by_point[:1])):
            first, _, last = row.window.partition(" to ")
            return first, last
        return window_of(self.record)

    @property
    def varied(self) -> tuple[str, ...]:
        """Parameters whose values come from an ensemble."""
        return tuple(self.record.world.get("ensemble", {}).get("parameters", ()))


def read_results(folder: Path) -> Results:
    """Read an experiment folder that any version of the program finished.

    Raises
    ------
    UsageError
        The folder holds no experiment, or none that is finished.
    DamageError
        A table or experiment.json is not what was written.
    """
    return read_made(folder, open_record(folder))


def open_record(folder: Path) -> Record:
    """Return the record of a finished experiment once its tables are seen to be what was written.

    Raises
    ------
    UsageError
        The folder holds no experiment, or none that is finished.
    DamageError
        A table or experiment.json is not what was written.
    """
    record = read_record(folder)
    if not record.arms or not (folder / tables_of(record)[0].file).exists():
        raise UsageError(f"{folder} holds no finished experiment; run simulate again to finish it")
    check_tables(folder)
    return record


def read_made(folder: Path, record: Record) -> Results:
    """Read a comparison, or that of each point, which its caller has just made or vouches for."""
    if record.points:
        return Results(folder, record, {}, read_by_point(folder))
    path = folder / COMPARISON.file
    rows = read_rows(path, ComparisonRow, _with_new) if record.schema > 1 else _rows_of_schema_1(folder, record)
    return Results(folder, record, {(row.policy, row.outcome): row for row in rows})


def _with_new(cells: Cells) -> Cells:
    """Leave those columns empty that a version of the same schema did not have yet."""
    return dict.fromkeys(ComparisonRow._field_defaults, "") | cells


def _rows_of_schema_1(folder: Path, record: Record) -> list[ComparisonRow]:
    """Read a comparison that lacks the columns from `unit` on; medians stay empty."""
    about = {row.outcome: row for row in read_rows(folder / DICTIONARY.file, DictionaryRow)}
    more = {"reading": "", "window": " to ".join(window_of(record))}
    more |= dict.fromkeys(("median_difference", "median_lo95", "median_hi95"), "")

    def complete(cells: Cells) -> Cells:
        outcome = about[cells["outcome"]]
        return _with_new(cells) | more | {"unit": outcome.unit, "label": outcome.label}

    rows = read_rows(folder / COMPARISON.file, ComparisonRow, complete)
    return [row._replace(reading=reading_of(row.difference, row.lo95, row.hi95)) for row in rows]
