"""CSV for people: cells that no spreadsheet runs, and the decimal sign of a country where one is asked for."""

import csv
import io
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sim.experiments.problems import UsageError
from sim.experiments.store.csvfiles import safe_cell, safe_sql
from sim.experiments.store.parquet import file_name, quoted
from sim.experiments.store.schema import Field
from sim.present.export.table import identifier


class Dialect(NamedTuple):
    """How a CSV file is written."""

    delimiter: str = ","
    decimal: str = "."
    is_marked: bool = False  # with the byte order mark from which Excel knows that it is UTF-8


_MARK = "\ufeff"
PLAIN = Dialect()  # as programs read it


def dialect_of(locale: str | None) -> Dialect:
    """Return how the spreadsheets of a country read CSV; plain CSV without one.

    Raises
    ------
    UsageError
        There is no such locale.

    Examples
    --------
    >>> dialect_of("ru_RU"), dialect_of("en-GB").delimiter
    (Dialect(delimiter=';', decimal=',', is_marked=True), ',')
    """
    if locale is None:
        return PLAIN
    from babel import Locale, UnknownLocaleError  # where it is used
    from babel.numbers import get_decimal_symbol

    try:
        decimal = get_decimal_symbol(Locale.parse(locale.replace("-", "_")), numbering_system="latn")
    except (UnknownLocaleError, ValueError):
        raise UsageError(
            f"--locale {locale!r} is not known; it takes a language and a country, such as ru_RU, de_DE or en_GB"
        ) from None
    return Dialect("," if decimal == "." else ";", decimal, True)


def write_table(connection: Any, table: str, columns: Sequence[Field], path: Path, dialect: Dialect = PLAIN) -> None:
    """Write a table of a connection as CSV, its rows in their order."""
    cells, body = ", ".join(_cell(field, dialect) for field in columns), path.with_suffix(".body")
    options = f"FORMAT csv, HEADER false, DELIMITER {quoted(dialect.delimiter)}"
    connection.execute(f"COPY (SELECT {cells} FROM {table}) TO {quoted(file_name(body))} ({options})").fetchall()
    with path.open("wb") as whole, body.open("rb") as rows:
        whole.write((_MARK * dialect.is_marked + _header(columns, dialect)).encode())
        shutil.copyfileobj(rows, whole)
    body.unlink()


def _header(columns: Sequence[Field], dialect: Dialect) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=dialect.delimiter, lineterminator="\n").writerow(
        safe_cell(field.name) for field in columns
    )
    return buffer.getvalue()


def _cell(field: Field, dialect: Dialect) -> str:
    name = identifier(field.name)
    if field.type in ("string", "yearmonth"):
        return safe_sql(name)
    if field.type == "number" and dialect.decimal != PLAIN.decimal:
        return f"replace(CAST({name} AS VARCHAR), '.', {quoted(dialect.decimal)})"
    return name
