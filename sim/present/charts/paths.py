"""Time paths: median and 5% to 95% band over seeds, month by month, for the country."""

from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiments.store.parquet import connect, rows_of
from sim.experiments.store.schema import COUNTRY, VALUES
from sim.model.outcomes import Outcome

Numbers = NDArray[np.float64]
_QUANTILES = (0.05, 0.5, 0.95)
_QUERY = "SELECT value FROM {rows} WHERE place = ? AND policy = ? AND outcome = ?"  # by seed and month, as the file is


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
    rows = rows_of(folder / VALUES.file)
    wanted = sorted(outcomes, key=lambda outcome: outcome.name)
    with connect() as connection:
        found, months = (_distinct(connection, column, rows) for column in ("policy", "month"))
        for policy, outcome in product(found if policies is None else policies, wanted):
            values = connection.execute(_QUERY.format(rows=rows), [COUNTRY, policy, outcome.name]).fetchnumpy()["value"]
            by_seed = np.ma.filled(values, np.nan).reshape(-1, len(months))
            if by_seed.size:
                yield (policy, outcome.name), Course(months, _since_the_start(outcome, by_seed))


def _distinct(connection: Any, column: str, rows: str) -> tuple[str, ...]:
    query = f"SELECT DISTINCT {column} FROM {rows} WHERE place = ? ORDER BY ALL"
    return tuple(value for (value,) in connection.execute(query, [COUNTRY]).fetchall())


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
