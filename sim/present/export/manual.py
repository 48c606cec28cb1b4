"""Tables that explain the others: what the export is, what policies are called, what each column means."""

from collections.abc import Sequence

from sim.experiments.store.reader import Results
from sim.experiments.store.schema import Field
from sim.present.export.about import facts
from sim.present.export.table import ExportTable, given
from sim.present.words.language import words

_POLICY = (
    Field("policy", "string", "arm of the scenario"),
    Field("policy_label", "string", "what texts and pictures call it"),
    Field("is_baseline", "boolean", "whether the others are compared with it"),
    Field("n_seeds", "integer", "runs that were asked for"),
)
_ABOUT = (Field("about", "string", "what is told"), Field("text", "string", "what there is to know"))
_COLUMN = (
    Field("table_name", "string", "table"),
    Field("column_name", "string", "column of it"),
    Field("type", "string", "as the Data Package standard names it"),
    Field("meaning", "string", "what it holds, with its unit"),
)


def policies_table(results: Results) -> ExportTable:
    """Return the table of policies; the baseline is the first."""
    rows = [(name, results.called(name), name == results.baseline, int(arm["seeds"]))
            for name, arm in results.record.arms.items()]  # fmt: skip
    return given("policies", words().say("export.table.policies"), _POLICY, lambda: rows)


def about_table(results: Results) -> ExportTable:
    """Return the table of what a reader has to know."""
    return given("about", words().say("export.table.about"), _ABOUT, lambda: list(facts(results).items()))


def columns_table(tables: Sequence[ExportTable]) -> ExportTable:
    """Return the table of columns, its own left out."""
    rows = [(table.name, column.name, column.type, column.meaning) for table in tables for column in table.columns]
    return given("columns", words().say("export.table.columns"), _COLUMN, lambda: rows)
