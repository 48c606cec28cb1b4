"""Every outcome of the country by calendar year, added up as the dictionary says, over runs."""

from collections.abc import Iterator, Sequence
from operator import itemgetter

import numpy as np

from sim.analysis.compare.window import Totals, totals_by_year
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import DictionaryRow
from sim.present.export.table import ExportTable, given
from sim.present.export.wide import ABOUT_OUTCOME, PERCENTILES, POINT, POLICY, SPREAD, YEAR
from sim.present.words.language import words

Cells = tuple[str | int | float | None, ...]


def yearly_table(results: Results, dictionary: Sequence[DictionaryRow]) -> ExportTable:
    """Return the table of outcomes by calendar year."""
    groups = (POLICY, POINT) if results.is_sweep else (POLICY,)
    return given(
        "yearly",
        words().say("export.table.yearly"),
        (*groups, YEAR, *ABOUT_OUTCOME, *SPREAD),
        lambda: sorted(_rows(results, dictionary), key=itemgetter(*range(len(groups) + 2))),
    )


def _rows(results: Results, dictionary: Sequence[DictionaryRow]) -> Iterator[Cells]:
    for (point, year), totals in totals_by_year(results.folder, results.record).items():
        groups = (point,) if results.is_sweep else ()
        for policy, about, spread in _spreads(totals, dictionary):
            yield (policy, *groups, year, about.outcome, about.label, about.unit, *spread)


def _spreads(totals: Totals, dictionary: Sequence[DictionaryRow]) -> Iterator[tuple[str, DictionaryRow, Cells]]:
    known = {row.outcome: row for row in dictionary}
    for (policy, outcome), by_seed in totals.items():
        if outcome in known:
            yield policy, known[outcome], _spread([by_seed[seed] for seed in sorted(by_seed)])


def _spread(values: list[float]) -> Cells:
    """Return how many values there are, their mean and percentiles; none where no run has one."""
    if not values:
        return (0, *(None,) * (1 + len(PERCENTILES)))
    middle = (float(number) for number in np.quantile(values, list(PERCENTILES.values())))
    return (len(values), float(np.mean(values)), *middle)
