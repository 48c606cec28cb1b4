"""The comparison in words: what each policy changes, with what policy and outcome mean."""

from collections.abc import Iterator

from sim.experiments.store.schema import Field
from sim.present.export.table import ExportTable, asked, identifier
from sim.present.words.language import words

_FIRST = ("policy_label", "label", "difference", "lo95", "hi95", "unit", "reading")  # what a reader of the rows needs
_ABOUT_BOTH = ("stakeholder", "better", "headline", "definition")
_QUERY = """
    SELECT {columns} FROM {table} AS compared JOIN dictionary USING (outcome) JOIN policies USING (policy)
    ORDER BY compared.rowid
"""


def differences_table(compared: ExportTable, dictionary: ExportTable, policies: ExportTable) -> ExportTable:
    """Return a comparison, or that of each point, with what its policies and outcomes mean beside it."""
    others = [field.name for field in compared.columns if field.name not in _FIRST]
    found = dict(_found((policies, "policies"), (dictionary, "dictionary"), (compared, "compared")))
    columns = [found[name] for name in (*_FIRST, *others, *_ABOUT_BOTH)]
    query = _QUERY.format(columns=", ".join(sql for sql, _ in columns), table=compared.name)
    needs = (compared.name, "dictionary", "policies")
    return asked("differences", words().say("export.table.differences"), [field for _, field in columns], query, needs)


def _found(*parts: tuple[ExportTable, str]) -> Iterator[tuple[str, tuple[str, Field]]]:
    """Yield each column by its name, as SQL and as it is described; that of a later table takes its place."""
    for table, called in parts:
        for field in table.columns:
            yield field.name, (f"{called}.{identifier(field.name)}", field)
