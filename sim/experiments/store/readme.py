"""The README.txt of an experiment folder."""

TEXT = """\
{title}
An experiment of the surveillance roll-out simulator. All files are plain text or Parquet.

What is in this folder
  comparison.csv          each policy minus the baseline, with a 95 % interval: start here
  summary.csv             mean and 95 % interval of each policy
  outcomes.parquet        every outcome of the country by month, of cities by year (December)
  outcomes.csv            what each outcome means, its unit, and how it adds up over months
  scenario.resolved.yaml  the world and the policies as they were run, defaults included
  provenance.json         versions, platform, time and command
  datapackage.json        fields and SHA-256 of the tables, for programs
  experiment.json, runs/  the stored runs; a further `simulate` adds to them
  report.html             the same as pictures and sentences, once a report was made
{checkpoints}
How to read the numbers
  Each policy is run with the same seeds as the baseline; differences are taken seed by seed.
  comparison.csv counts the months from the first difference between the policies to the end.
  lo95 and hi95 are a 95 % interval of Student's t over seeds. It covers chance in the model, not
  the doubt about its parameters. It is empty with one seed.
  p_better is the share of seeds in which the policy does better for those whom the outcome
  concerns (outcomes.csv, column better); ties count half.
  An empty cell means undefined, for example a ratio with nothing to divide by.
  Text that begins with = + - or @ has a quote in front, so that no spreadsheet runs it.

How to open outcomes.parquet
  DuckDB  SELECT * FROM 'outcomes.parquet' WHERE place = 'country' AND outcome = 'detections';
  Python  pandas.read_parquet("outcomes.parquet")
  R       arrow::read_parquet("outcomes.parquet")

The model compares policies. It does not measure what recognition did in any real city.
"""

CHECKPOINTS = """\
  checkpoints/            states of the baseline from which further runs start; may be deleted
"""
