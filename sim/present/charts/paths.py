"""Time paths: median and 5% to 95% band over seeds, month by month, for the country."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiments.store.csvfiles import read_rows
from sim.experiments.store.parquet import connect, rows_of
from sim.experiments.store.record import read_record
from sim.experiments.store.schema import COUNTRY, DICTIONARY, VALUES, DictionaryRow
from sim.model.outcomes import Outcome
from sim.scenario.text.months import format_month

Numbers = NDArray[np.float64]
_QUANTILES = (0.05, 0.5, 0.95)
_AT_ONCE = 4_000_000  # values of a policy that are held together; each reading goes through all of its rows
_READ_AT_ONCE = 500_000  # of them: while they are put in order they take five times their room

# The file has the rows of a policy by seed, month and outcome. DuckDB does not always keep to that: of 3.6 million rows
# it handed 1,711 on last.
_QUERY = """
    SELECT file_row_number AS position, value FROM {rows}
    WHERE place = ? AND policy = ? AND list_contains(?, outcome) AND seed BETWEEN ? AND ?
"""


class Band(NamedTuple):
    """Quantiles over seeds of one outcome under one policy; nan where no run gave a value."""

    months: tuple[str, ...]
    low: Numbers  # 5%, (n_months,)
    median: Numbers
    high: Numbers  # 95%


class Course(NamedTuple):
    """One outcome under one policy, month by month in each run; nan where it is undefined."""

    months: tuple[str, ...]
    values: Numbers  # (n_seeds, n_months)


def bands(folder: Path, outcomes: Iterable[Outcome]) -> dict[tuple[str, str], Band]:
    """Bands by (policy, outcome), policies in the order of the alphabet; what adds up is shown since the start."""
    return {key: band_of(course) for key, course in courses(folder, outcomes)}


def courses(
    folder: Path, outcomes: Iterable[Outcome], policies: Iterable[str] | None = None
) -> Iterator[tuple[tuple[str, str], Course]]:
    """Yield every run by (policy, outcome), of some policies or of all, as bands have them: one after the other."""
    record = read_record(folder)
    there = {row.outcome for row in read_rows(folder / DICTIONARY.file, DictionaryRow)}
    wanted = sorted((one for one in outcomes if one.name in there), key=lambda outcome: outcome.name)
    months = tuple(format_month(record.start_month + month) for month in range(record.n_months))
    n_seeds = max(arm["seeds"] for arm in record.arms.values())
    n_together = max(_AT_ONCE // (max(len(record.points), 1) * n_seeds * len(months)), 1)
    at_once = n_seeds if record.points else max(_READ_AT_ONCE // (n_together * len(months)), 1)  # seeds
    for policy in sorted(record.arms) if policies is None else policies:
        for first in range(0, len(wanted), n_together):
            together = wanted[first : first + n_together]
            values = _values(folder, policy, together, (n_seeds, at_once)).reshape(-1, len(months), len(together))
            for number, outcome in enumerate(together if values.size else ()):
                yield (policy, outcome.name), Course(months, _since_the_start(outcome, values[:, :, number]))


def _values(folder: Path, policy: str, outcomes: Sequence[Outcome], seeds: tuple[int, int]) -> Numbers:
    """Return the country's values by seed, month and outcome, which are in the order of the alphabet.

    `seeds` are how many there are and how many are read at once: all of a sweep, in which points come before seeds.
    """
    n_seeds, at_once = seeds
    query = _QUERY.format(rows=rows_of(folder / VALUES.file, numbered=True))
    blocks: list[Numbers] = []
    with connect() as connection:
        for first in range(0, n_seeds, at_once):
            about = [COUNTRY, policy, [outcome.name for outcome in outcomes], first, first + at_once - 1]
            found = connection.execute(query, about).fetchnumpy()
            blocks.append(np.ma.filled(found["value"], np.nan)[np.argsort(found["position"], kind="stable")])
    return np.concatenate(blocks)


def _since_the_start(outcome: Outcome, by_seed: Numbers) -> Numbers:
    return np.cumsum(np.nan_to_num(by_seed), axis=1) if outcome.over_time == "sum" else by_seed


def band_of(course: Course) -> Band:
    """Quantiles that leave out undefined values; nan where all are undefined."""
    months, values = course
    defined = np.isfinite(values)
    always, at_times = defined.all(axis=0), defined.any(axis=0)
    at_times &= ~always
    quantiles = np.full((3, len(months)), np.nan)
    quantiles[:, always] = np.quantile(values[:, always], _QUANTILES, axis=0)
    quantiles[:, at_times] = np.nanquantile(values[:, at_times], _QUANTILES, axis=0)  # slow
    return Band(months, *quantiles)
