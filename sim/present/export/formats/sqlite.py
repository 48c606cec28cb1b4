"""SQLite: the tables, indices where dashboards filter, and views, in one file. Dates are text as SQLite reads them."""

import errno
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sim.present.export.source import Source
from sim.present.export.table import ExportTable, identifier
from sim.present.export.text import Dialect
from sim.present.export.views import views_of
from sim.present.export.written import Written
from sim.present.words.language import words

_FILE = "result.sqlite"
_BATCH = 20_000  # rows at a time
_TYPES = {"integer": "INTEGER", "year": "INTEGER", "boolean": "INTEGER", "number": "REAL", "date": "DATE"}
_INDICES = {"by_month": "policy, month", "by_city": "city, month", "cities_by_year": "year, policy"}


def write(source: Source, folder: Path, dialect: Dialect) -> Sequence[Written]:
    """Write the database."""
    with closing(sqlite3.connect(folder / _FILE)) as database, _full_disk_told(folder):
        database.execute("PRAGMA journal_mode = OFF")  # the file is not there before it is whole
        database.execute("PRAGMA synchronous = OFF")
        for table in source.tables.values():
            _copy(source, table, database)
        for table_name, columns in _INDICES.items():
            database.execute(f"CREATE INDEX {table_name}_index ON {table_name} ({columns})")
        for name, query in views_of(source).items():
            database.execute(f"CREATE VIEW {name} AS {query}")
        database.commit()
    return (Written(_FILE, words().say("export.file.sqlite")),)


@contextmanager
def _full_disk_told(folder: Path) -> Iterator[None]:
    """Let SQLite tell of a full disk as everything else does."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder)) from None
        raise


def _copy(source: Source, table: ExportTable, database: sqlite3.Connection) -> None:
    columns = ", ".join(f"{identifier(one.name)} {_TYPES.get(one.type, 'TEXT')}" for one in table.columns)
    database.execute(f"CREATE TABLE {table.name} ({columns})")
    slots = ", ".join("?" * len(table.columns))
    database.executemany(f"INSERT INTO {table.name} VALUES ({slots})", _rows(source, table))


def _rows(source: Source, table: ExportTable) -> Iterator[tuple[Any, ...]]:
    source.ask(table.name)
    cells = ", ".join(f"CAST({identifier(one.name)} AS VARCHAR)" if one.type == "date" else identifier(one.name)
                      for one in table.columns)  # fmt: skip
    found = source.connection.execute(f"SELECT {cells} FROM {table.name}")
    while batch := found.fetchmany(_BATCH):
        yield from batch
