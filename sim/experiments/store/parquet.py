"""Parquet through DuckDB, one thread, so that the same rows are the same bytes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def connect(spill: Path | None = None) -> Any:
    """Return a fresh in-memory DuckDB connection with one thread."""
    import duckdb  # where it is used: 0.1 s

    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    if spill is not None:
        connection.execute(f"SET temp_directory = {quoted(spill)}")
    return connection


def quoted(path: Path | str) -> str:
    """Return a text as an SQL literal.

    Examples
    --------
    >>> quoted("it's")
    "'it''s'"
    """
    return "'" + str(path).replace("'", "''") + "'"


def copy_to(connection: Any, query: str, path: Path) -> None:
    """Write the rows of a query, in its order."""
    connection.execute(f"COPY ({query}) TO {quoted(path)} (FORMAT parquet, COMPRESSION zstd)")


def write_columns(columns: Mapping[str, NDArray[np.generic]], path: Path) -> None:
    """Write columns of equal length; NaN becomes NULL."""
    with connect() as connection:
        connection.register("columns_of_part", dict(columns))
        copy_to(connection, "SELECT * FROM columns_of_part", path)
