"""A table that is exported: its columns said once, and how it is made in a DuckDB connection."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from sim.experiments.store.schema import Field, fields_of

SQL_TYPES = {
    "string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE",
    "yearmonth": "VARCHAR", "year": "BIGINT",
}  # fmt: skip


class ExportTable(NamedTuple):
    """A table: what it is called, what it tells, its columns, and what makes it."""

    name: str
    about: str
    columns: tuple[Field, ...]
    make: Callable[[Any], None]  # of a DuckDB connection
    needs: tuple[str, ...] = ()  # tables that are made before it


def asked(
    name: str, about: str, columns: Iterable[Field], query: str, needs: tuple[str, ...] = (), values: Any = None
) -> ExportTable:
    """Return a table that a query makes."""

    def make(connection: Any) -> None:
        connection.execute(f"CREATE TABLE {name} AS {query}", values)

    return ExportTable(name, about, tuple(columns), make, needs)


def given(name: str, about: str, columns: Iterable[Field], rows: Callable[[], Sequence[Any]]) -> ExportTable:
    """Return a table of rows that Python has; None is an empty cell."""
    fields = tuple(columns)

    def make(connection: Any) -> None:
        connection.register("given_rows", _as_columns(fields, rows()))
        types = ", ".join(f"CAST({identifier(one.name)} AS {SQL_TYPES[one.type]}) AS {identifier(one.name)}"
                          for one in fields)  # fmt: skip
        connection.execute(f"CREATE TABLE {name} AS SELECT {types} FROM given_rows")
        connection.unregister("given_rows")

    return ExportTable(name, about, fields, make)


def stored(name: str, about: str, kind: type[Any], rows: Callable[[], Sequence[Any]]) -> ExportTable:
    """Return a table of rows of a class of schema.py."""
    return given(name, about, fields_of(kind), rows)


def identifier(name: str) -> str:
    """Return a name as SQL reads it.

    Examples
    --------
    >>> print(identifier('a"b'))
    "a""b"
    """
    return '"' + name.replace('"', '""') + '"'


def _as_columns(fields: Sequence[Field], rows: Sequence[Any]) -> dict[str, Any]:
    cells = zip(*rows, strict=True) if rows else ((),) * len(fields)
    return {field.name: _column(field, list(column)) for field, column in zip(fields, cells, strict=True)}


def _column(field: Field, cells: list[Any]) -> Any:
    """Return a column that DuckDB reads; what is missing stays missing, in numbers too."""
    if field.type in ("integer", "number", "year"):
        holes = [cell is None for cell in cells]
        kind = np.float64 if field.type == "number" else np.int64
        return np.ma.array(np.array([0 if cell is None else cell for cell in cells], kind), mask=holes)
    if field.type == "boolean":
        return np.array(cells, np.bool_)
    return np.array(cells, object)
