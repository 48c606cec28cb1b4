"""DuckDB: the tables with what their columns mean, and views for dashboards, in one file."""

from collections.abc import Sequence
from pathlib import Path

from sim.experiments.store.parquet import file_name, quoted
from sim.present.export.source import Source
from sim.present.export.table import ExportTable, identifier
from sim.present.export.text import Dialect
from sim.present.export.views import views_of
from sim.present.export.written import Written
from sim.present.words.language import words

_FILE = "result.duckdb"
_BLOCK = 16_384  # [bytes] the smallest: each column takes one at least
_READ_FROM = "v1.2.0"  # the oldest DuckDB that reads it: other programs have older ones than ours inside


def write(source: Source, folder: Path, dialect: Dialect) -> Sequence[Written]:
    """Write the database."""
    for name in source.tables:
        source.ask(name)
    run = source.connection.execute
    layout = f"BLOCK_SIZE {_BLOCK}, STORAGE_VERSION {quoted(_READ_FROM)}"
    run(f"ATTACH {quoted(file_name(folder / _FILE))} AS exported ({layout})").fetchall()
    for table in source.tables.values():
        _copy(source, table)
    run("USE exported").fetchall()  # so that views name no database, and hold under any file name
    for name, query in views_of(source).items():
        run(f"CREATE VIEW {name} AS {query}").fetchall()
    run("USE memory").fetchall()
    run("CHECKPOINT exported").fetchall()
    run("DETACH exported").fetchall()
    return (Written(_FILE, words().say("export.file.duckdb")),)


def _copy(source: Source, table: ExportTable) -> None:
    run, name = source.connection.execute, f"exported.{table.name}"
    run(f"CREATE TABLE {name} AS FROM {table.name}").fetchall()
    run(f"COMMENT ON TABLE {name} IS {quoted(table.about)}").fetchall()
    for column in table.columns:
        run(f"COMMENT ON COLUMN {name}.{identifier(column.name)} IS {quoted(column.meaning)}").fetchall()
