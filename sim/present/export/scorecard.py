"""What each policy changes in the outcomes that the terminal shows, side by side."""

from collections.abc import Iterator, Sequence

from sim.experiments.store.reader import Results
from sim.experiments.store.schema import ComparisonRow, DictionaryRow, Field
from sim.present.export.table import ExportTable, given
from sim.present.export.wide import ABOUT_OUTCOME
from sim.present.words.language import words

_FIELDS = (
    *ABOUT_OUTCOME,
    Field("stakeholder", "string", "whom it concerns"),
    Field("better", "string", "what they want, more or less; empty without a direction"),
    Field("window", "string", "months that count"),
    Field("baseline_mean", "number", "mean over the runs of the baseline"),
)


def scorecard_table(results: Results, dictionary: Sequence[DictionaryRow]) -> ExportTable:
    """Return the table of differences and readings, two columns a policy."""
    about = words().say("export.table.scorecard")
    columns = [field for policy in results.policies for field in _of_policy(policy)]
    return given("scorecard", about, (*_FIELDS, *columns), lambda: list(_rows(results, dictionary)))


def _of_policy(policy: str) -> tuple[Field, Field]:
    return (
        Field(f"{policy}: difference", "number", f"{policy} minus baseline, mean over pairs of runs"),
        Field(f"{policy}: reading", "string", "what may be said of it: more, less, equal, unclear, too few"),
    )


def _rows(results: Results, dictionary: Sequence[DictionaryRow]) -> Iterator[tuple[str | float | None, ...]]:
    for row in dictionary:
        compared = [results.comparison.get((policy, row.outcome)) for policy in results.policies]
        there = [one for one in compared if one is not None]
        if row.headline and there:
            about = (row.outcome, row.label, row.unit, row.stakeholder, row.better, there[0].window)
            cells = (cell for one in compared for cell in _cells(one))
            yield (*about, there[0].baseline_mean, *cells)


def _cells(row: ComparisonRow | None) -> tuple[float | None, str | None]:
    return (None, None) if row is None else (row.difference, row.reading)
