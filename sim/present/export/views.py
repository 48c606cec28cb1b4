"""Views that databases get beside the tables, in SQL that SQLite and DuckDB both read."""

from collections.abc import Iterator

from sim.experiments.store.parquet import quoted
from sim.experiments.store.schema import COUNTRY, Field
from sim.present.export.source import Source
from sim.present.export.table import identifier
from sim.present.export.wide import ABOUT_CITY, MONTH, POINT, POLICY, SEED, YEAR

_KEYS = (POLICY, POINT, SEED, MONTH, YEAR, *ABOUT_CITY)
_FIRST = ("policy_label", "label", "difference", "lo95", "hi95", "unit", "reading")  # what a reader of the rows needs
_ABOUT_BOTH = ("stakeholder", "better", "headline", "definition")
_DIFFERENCES = """
    SELECT {columns} FROM {table} AS compared JOIN dictionary USING (outcome) JOIN policies USING (policy)
"""


def views_of(source: Source) -> dict[str, str]:
    """Return the SQL of each view by its name.

    `outcomes` has the rows of outcomes.parquet; `differences` the comparison with what each outcome means.
    """
    compared = "by_point" if source.results.is_sweep else "comparison"
    return {
        "outcomes": " UNION ALL ".join([*_long(source, "by_month"), *_long(source, "by_city")]),
        "differences": _DIFFERENCES.format(table=compared, columns=_differences(source, compared)),
    }


def _differences(source: Source, table: str) -> str:
    """Return the columns of `differences` as SQL: those in words first, then the others of the table."""
    own = [column.name for column in source.tables[table].columns]
    others = [name for name in own if name not in _FIRST]
    tables = {"policy_label": "policies"} | dict.fromkeys(own, "compared") | dict.fromkeys(_ABOUT_BOTH, "dictionary")
    return ", ".join(f"{tables[name]}.{identifier(name)}" for name in (*_FIRST, *others, *_ABOUT_BOTH))


def _long(source: Source, table: str) -> Iterator[str]:
    keys = ", ".join(key.name for key in (POLICY, POINT, SEED, MONTH) if key in source.tables[table].columns)
    place = quoted(COUNTRY) if table == "by_month" else "city"
    for column in outcome_columns(source, table):
        name = identifier(column.name)
        yield f"SELECT {keys}, {place} AS place, {quoted(column.name)} AS outcome, {name} AS value FROM {table}"


def outcome_columns(source: Source, table: str) -> tuple[Field, ...]:
    """Return the columns of a wide table that hold outcomes."""
    return tuple(column for column in source.tables[table].columns if column not in _KEYS)
