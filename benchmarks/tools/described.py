"""What tables and columns mean, as Datasette reads it: a metadata file from the table `columns`."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any


def described(database: Path) -> dict[str, Any]:
    """Return the title of a result, what it is, and a sentence for each column."""
    with closing(sqlite3.connect(database)) as opened:
        about = dict(opened.execute("SELECT about, text FROM about"))
        tables: dict[str, dict[str, str]] = {}
        for table, column, meaning in opened.execute("SELECT table_name, column_name, meaning FROM columns"):
            tables.setdefault(table, {})[column] = meaning
        said = dict(opened.execute("SELECT table_name, meaning FROM tables"))
    texts = {name: {"description": said[name], "columns": columns} for name, columns in tables.items()}
    shared = {"title": about["title"], "description": f"{about['what it is']} {about['how sure']}."}
    return shared | {"databases": {"result": shared | {"tables": texts}}}
