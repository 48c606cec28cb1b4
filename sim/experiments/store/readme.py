"""The README.txt of an experiment folder."""

from collections.abc import Sequence
from textwrap import fill

from sim.experiments.store.parquet import quoted
from sim.experiments.store.schema import TABLES, Table, fields_of

_TEXT = """\
{title}
An experiment of the surveillance roll-out simulator. All files are plain text or Parquet.

What is in this folder
{tables}
  scenario.resolved.yaml, scenario.cities.csv
                          the world and the policies as they were run, defaults included;
                          `simulate` reads them again
  provenance.json         versions, platform, time and command
  datapackage.json        fields and SHA-256 of the tables, for programs
  experiment.json, runs/  the stored runs in few Parquet files; a further `simulate` adds to them
  report.html             the same as pictures and sentences
  figures/                the pictures of the report, each with what it needs to stand alone
  export/                 the same for Excel, databases and dashboards, once `export` was run
{checkpoints}
How to read the numbers
  Each policy is run with the same seeds as the baseline; differences are taken seed by seed.
  Intervals cover chance in the model, not the doubt about its parameters.
  An empty cell means undefined, for example a ratio with nothing to divide by.
  Text that begins with = + - or @ has a quote in front, so that no spreadsheet runs it.
{readings}

Columns of {first}; datapackage.json has those of the other tables
{columns}

How to open outcomes.parquet
  DuckDB  SELECT * FROM 'outcomes.parquet' WHERE place = 'country' AND outcome = 'detections';
  Python  duckdb.sql("select * from 'outcomes.parquet'").df()
          polars.read_parquet("outcomes.parquet"), once polars is installed
          pandas.read_parquet("outcomes.parquet"), once pyarrow is installed
  R       arrow::read_parquet("outcomes.parquet")

How to ask with DuckDB, with this as the working folder and no program of ours
  CREATE VIEW outcomes AS SELECT * FROM 'outcomes.parquet';
  CREATE VIEW runs AS SELECT DISTINCT run, policy, seed FROM 'runs/*.parquet';
  CREATE VIEW pairs AS
    SELECT one.*, base.value AS baseline_value, one.value - base.value AS difference
    FROM outcomes AS one JOIN outcomes AS base USING (point, seed, month, place, outcome)
    WHERE base.policy = {baseline} AND one.policy <> {baseline};
  SELECT policy, month, avg(difference) FROM pairs
    WHERE place = 'country' AND outcome = 'detections' GROUP BY ALL ORDER BY ALL;

The model compares policies. It does not measure what recognition did in any real city.
"""
READINGS = (
    "Without adjusted_p, more and less rest on the interval of that row alone, "
    "and are not corrected for the number of questions asked.",
    "Where the interval of the mean does not hold 0 and that of the median does, "
    "a few pairs carry the mean: tell both.",
    "Equal also holds where both worlds have zero in every run: then nothing of the kind happened, "
    "and the row does not say what the policy would do where it happens.",
)  # README.md says them too
_CHECKPOINTS = "  checkpoints/            states of the baseline from which further runs start; may be deleted\n"


def readme_text(title: str, baseline: str, has_checkpoints: bool, tables: Sequence[Table] = TABLES) -> str:
    """Return README.txt: how to read the folder; the columns of the first table are told."""
    return _TEXT.format(
        title=title,
        baseline=quoted(baseline),
        first=tables[0].file,
        tables="\n".join(_line(table.file, table.about, 24) for table in tables),
        readings="\n".join(fill(one, 100, initial_indent="  ", subsequent_indent="    ") for one in READINGS),
        checkpoints=_CHECKPOINTS if has_checkpoints else "",
        columns="\n".join(_line(column.name, column.meaning, 20) for column in fields_of(tables[0].rows)),
    )


def _line(name: str, meaning: str, width: int) -> str:
    return fill(f"  {name:<{width}}{meaning}", 100, subsequent_indent=" " * (width + 2), break_on_hyphens=False)
