"""Parquet through DuckDB, one thread, so that the same rows are the same bytes."""

import errno
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.experiments.problems import UsageError

Columns = Mapping[str, NDArray[np.generic]]
ABOUT = "about"  # key of what a file says about itself
_ZSTD_LEVEL = 1  # a fifth faster than 3 and 4% larger, of national runs


def connect(spill: Path | None = None, alone: bool = False) -> Any:
    """Return a connection with one thread to an in-memory database: that of the process, or its own.

    It has its own to spill or to make lasting tables, which all connections of a database see; registered and temporary
    ones are a connection's. To begin and end a database takes longer than most queries here.
    """
    connection = _new_database() if alone or spill else _database().cursor()
    if connection.execute("SELECT current_setting('enable_progress_bar')").fetchall() == [(True,)]:
        connection.execute("SET enable_progress_bar = false")  # it would be printed among answers; notebooks have none
    if spill is not None:
        connection.execute(f"SET temp_directory = {quoted(file_name(spill))}")
    return connection


@cache
def _database() -> Any:
    return _new_database()


def _new_database() -> Any:
    import duckdb  # where it is used: 0.1 s

    return duckdb.connect(config={"threads": 1})


def quoted(path: Path | str) -> str:
    """Return a text as an SQL literal.

    Examples
    --------
    >>> quoted("it's")
    "'it''s'"
    """
    return "'" + str(path).replace("'", "''") + "'"


def rows_of(*paths: Path, numbered: bool = False) -> str:
    """Return the SQL that reads these Parquet files; column `filename` says which file a row is from.

    With `numbered`, column `file_row_number` says where it stands there.

    Raises
    ------
    UsageError
        DuckDB cannot open a file of that name.
    """
    options = "union_by_name = true, filename = true, hive_partitioning = false"
    options += ", file_row_number = true" * numbered
    return f"read_parquet({files(*paths)}, {options})"


def files(*paths: Path) -> str:
    """Return an SQL list of files that are meant as they are named: in DuckDB's eyes `run[1]` would be a pattern.

    Raises
    ------
    UsageError
        DuckDB cannot open a file of that name.

    Examples
    --------
    >>> files(Path("/run[1]/a.parquet"))
    "['/run[[]1]/a.parquet']"
    """
    meant = [quoted(re.sub(r"([*?[])", r"[\1]", file_name(path))) for path in paths]
    return f"[{', '.join(meant)}]"


def file_name(path: Path) -> str:
    """Return the name under which DuckDB knows a file, as column `filename` has it.

    Raises
    ------
    UsageError
        DuckDB cannot open a file of that name.
    """
    name = str(path.absolute())
    try:
        name.encode()
    except UnicodeEncodeError:
        shown = name.encode(errors="backslashreplace").decode()
        raise UsageError(f"{shown} has a name that is not UTF-8; choose another folder") from None
    return name


def in_groups(queries: Iterable[str]) -> str:
    """Return the SQL of the rows of queries, the first one's first; all but the last must have the rows of a group.

    DuckDB keeps their order where each fills a group (`copy_to`): what is left of one waits for the end.
    """
    return " UNION ALL BY NAME ".join(queries)


def slices(table: str, n_rows: int, size: int) -> Iterator[str]:
    """Yield the SQL of so many rows of a table, and of the next ones, to its end."""
    for start in range(0, n_rows, size):
        yield f"SELECT * FROM {table} WHERE rowid BETWEEN {start} AND {start + size - 1}"


def copy_to(connection: Any, query: str, path: Path, about: str | None = None, group: int | None = None) -> int:
    """Write the rows of a query, in its order, and what the file says about itself; return how many there are.

    `group` is how many rows are packed together, where DuckDB is not to choose.

    Raises
    ------
    OSError
        The disk is full.
    """
    options = f"FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL {_ZSTD_LEVEL}"
    if about is not None:
        options += f", KV_METADATA {{{ABOUT}: {quoted(about)}}}"
    if group is not None:
        options += f", ROW_GROUP_SIZE {group}"
    with full_disk_told(path.parent):
        copied = connection.execute(f"COPY ({query}) TO {quoted(file_name(path))} ({options})")
        written: int = copied.fetchone()[0]
    return written


@contextmanager
def full_disk_told(folder: Path) -> Iterator[None]:
    """Let DuckDB tell of a full disk as everything else does.

    Raises
    ------
    OSError
        The disk is full.
    """
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        if os.strerror(errno.ENOSPC) in str(error):  # DuckDB has no class of its own for it
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder)) from None
        raise


def write_columns(columns: Columns, path: Path, about: str, group: int | None = None) -> None:
    """Write columns of equal length, so many rows packed together; NaN becomes NULL.

    They pass through a table: what comes from memory directly is written in other bytes than what comes from a file.
    """
    with connect() as connection:
        connection.register("columns_of_part", dict(columns))
        connection.execute("CREATE TEMP TABLE part AS SELECT * FROM columns_of_part")
        n_rows = len(next(iter(columns.values())))
        copy_to(connection, in_groups(slices("part", n_rows, group or n_rows)), path, about, group)


def read_about(*paths: Path) -> dict[str, str]:
    """Return what files say about themselves, by `file_name`; nothing where one of them cannot be read."""
    import duckdb

    query = f"SELECT file_name, decode(value) FROM parquet_kv_metadata({files(*paths)}) WHERE decode(key) = '{ABOUT}'"
    try:
        with connect() as connection:
            return dict(connection.execute(query).fetchall())
    except duckdb.Error:
        return {}
