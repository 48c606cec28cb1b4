"""CSV: every table as a file of its own, as a spreadsheet of the reader's country opens it."""

from collections.abc import Sequence
from pathlib import Path

from sim.present.export.source import Source
from sim.present.export.text import Dialect, write_table
from sim.present.export.written import Written

_FOLDER = "csv"


def write(source: Source, folder: Path, dialect: Dialect) -> Sequence[Written]:
    """Write each table."""
    (folder / _FOLDER).mkdir()
    files = [
        Written(f"{_FOLDER}/{table.name}.csv", table.about, table.columns, dialect) for table in source.tables.values()
    ]
    for table, file in zip(source.tables, files, strict=True):
        source.ask(table)
        write_table(source.connection, table, file.columns, folder / file.path, dialect)
    return files
