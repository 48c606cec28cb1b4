"""The tables of a result in one DuckDB connection, each made when it is first asked for."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from sim.experiments.problems import UsageError
from sim.experiments.store.csvfiles import read_rows
from sim.experiments.store.parquet import connect
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import (
    COMPARISON,
    DICTIONARY,
    SUMMARY,
    ComparisonRow,
    DictionaryRow,
    SummaryRow,
    fields_of,
)
from sim.experiments.store.sweeps import tables_of
from sim.present.export.differences import differences_table
from sim.present.export.manual import about_table, columns_table, tables_table
from sim.present.export.places import cities_table
from sim.present.export.policies import answers_table, policies_table
from sim.present.export.scorecard import scorecard_table
from sim.present.export.table import ExportTable, given, stored
from sim.present.export.wide import wide_tables
from sim.present.export.yearly import yearly_table
from sim.present.frames import Frame, arrays_of, frame_of
from sim.present.sentences import Answer, answers

_WITH_DATES = 2  # the first schema whose tables have dates and cities


@dataclass(frozen=True)
class Source:
    """A result whose tables can be asked for by name."""

    results: Results
    tables: dict[str, ExportTable]  # the first to read first
    connection: Any  # of DuckDB
    _made: set[str] = field(default_factory=set)

    def ask(self, name: str) -> Any:
        """Return a table as DuckDB holds it, its rows in their order."""
        table = self.tables[name]
        for needed in table.needs:
            self.ask(needed)
        if name not in self._made:
            table.make(self.connection)
            self._made.add(name)
        return self.connection.table(name)

    def frame(self, name: str, library: Frame) -> Any:
        """Return a table as a data frame."""
        found = self.ask(name)
        rows = found.fetchall()
        return frame_of({column: [row[at] for row in rows] for at, column in enumerate(found.columns)}, library)


@contextmanager
def source_of(results: Results) -> Iterator[Source]:
    """Open the tables of a result.

    Raises
    ------
    UsageError
        It was made by a version of the program whose tables had neither dates nor cities.
    """
    if results.record.schema < _WITH_DATES:
        raise UsageError(
            f"{results.folder} was made by program 0.1.0, whose tables have neither dates nor cities. Run its scenario "
            "again with `simulate`, and export that"
        )
    with connect(alone=True) as connection:
        yield Source(results, {table.name: table for table in _tables(results)}, connection)


def table_frame(results: Results, name: str, library: Frame) -> Any:
    """Return a table of a result as a data frame.

    Raises
    ------
    UsageError
        The result was made by a version of the program whose tables had neither dates nor cities.
    """
    with source_of(results) as source:
        return frame_of(arrays_of(source.ask(name).fetchnumpy()), library)


def _tables(results: Results) -> Sequence[ExportTable]:
    dictionary = read_rows(results.folder / DICTIONARY.file, DictionaryRow)
    compared, *others = _swept(results) if results.is_sweep else _compared(results)
    explained = stored("dictionary", DICTIONARY.about, DictionaryRow, lambda: dictionary)
    told = cache(partial(_answers, results))
    policies = policies_table(results, told)
    tables = (
        *(() if results.is_sweep else (scorecard_table(results, dictionary), answers_table(told))),
        differences_table(compared, explained, policies),
        compared,
        *others,
        *wide_tables(results, dictionary),
        yearly_table(results, dictionary),
        explained,
        cities_table(results),
        policies,
        about_table(results),
    )
    listed = tables_table(tables)
    return (*tables, listed, columns_table([*tables, listed]))


def _answers(results: Results) -> tuple[Answer, ...]:
    """Return the sentences about each policy; none of a sweep, whose points nothing puts together."""
    return () if results.is_sweep else answers(results)


def _compared(results: Results) -> tuple[ExportTable, ...]:
    """Return the tables of a comparison; what is compared comes first."""
    summary = partial(read_rows, results.folder / SUMMARY.file, SummaryRow)
    return (
        stored("comparison", COMPARISON.about, ComparisonRow, lambda: list(results.comparison.values())),
        stored("summary", SUMMARY.about, SummaryRow, summary),
    )


def _swept(results: Results) -> tuple[ExportTable, ...]:
    """Return the tables that a sweep has in place of a comparison; nothing puts its points together."""
    compared, points = tables_of(results.record)[:2]
    values = [tuple(point["values"].values()) for point in results.record.points]
    return (
        given("by_point", compared.about, fields_of(compared.rows),
              lambda: [(one.point, *values[one.point], *one.row, one.planned_pairs) for one in results.by_point]),
        given("points", points.about, fields_of(points.rows),
              lambda: [(number, *cells) for number, cells in enumerate(values)]),
    )  # fmt: skip
