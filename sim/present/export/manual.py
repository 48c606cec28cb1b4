"""Tables that explain the others: what the export is, what each table says, what each column means."""

from collections.abc import Sequence

from sim.experiments.store.reader import Results
from sim.experiments.store.schema import Field
from sim.present.export.about import facts
from sim.present.export.table import ExportTable, given
from sim.present.words.language import words

_ABOUT = (Field("about", "string", "what is told"), Field("text", "string", "what there is to know"))
_COLUMN = (
    Field("table_name", "string", "table"),
    Field("column_name", "string", "column of it"),
    Field("type", "string", "as the Data Package standard names it"),
    Field("meaning", "string", "what it holds, with its unit"),
)
_TABLE = (Field("table_name", "string", "table"), Field("meaning", "string", "what it says"))
_ALSO = ("tables", "columns", "outcomes")  # the view of databases among them


def about_table(results: Results) -> ExportTable:
    """Return the table of what a reader has to know."""
    return given("about", words().say("export.table.about"), _ABOUT, lambda: list(facts(results).items()))


def columns_table(tables: Sequence[ExportTable]) -> ExportTable:
    """Return the table of columns, its own left out."""
    rows = [(table.name, column.name, column.type, column.meaning) for table in tables for column in table.columns]
    return given("columns", words().say("export.table.columns"), _COLUMN, lambda: rows)


def tables_table(tables: Sequence[ExportTable]) -> ExportTable:
    """Return the table of all tables and views, itself and that of columns among them."""
    also = {name: words().say(f"export.table.{name}") for name in _ALSO}
    rows = [*((table.name, table.about) for table in tables), *also.items()]
    return given("tables", also["tables"], _TABLE, lambda: rows)
