"""Views that databases get beside the tables, in SQL that SQLite and DuckDB both read."""

from collections.abc import Iterator

from sim.experiments.store.parquet import quoted
from sim.experiments.store.schema import COUNTRY, Field
from sim.present.export.source import Source
from sim.present.export.table import identifier
from sim.present.export.wide import ABOUT_CITY, MONTH, POINT, POLICY, SEED, YEAR

_KEYS = (POLICY, POINT, SEED, MONTH, YEAR, *ABOUT_CITY)


def views_of(source: Source) -> dict[str, str]:
    """Return the SQL of each view by its name: `outcomes` has the rows of outcomes.parquet."""
    return {"outcomes": " UNION ALL ".join([*_long(source, "by_month"), *_long(source, "by_city")])}


def _long(source: Source, table: str) -> Iterator[str]:
    keys = ", ".join(key.name for key in (POLICY, POINT, SEED, MONTH) if key in source.tables[table].columns)
    place = quoted(COUNTRY) if table == "by_month" else "city"
    for column in outcome_columns(source, table):
        name = identifier(column.name)
        yield f"SELECT {keys}, {place} AS place, {quoted(column.name)} AS outcome, {name} AS value FROM {table}"


def outcome_columns(source: Source, table: str) -> tuple[Field, ...]:
    """Return the columns of a wide table that hold outcomes."""
    return tuple(column for column in source.tables[table].columns if column not in _KEYS)
