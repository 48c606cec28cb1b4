"""Time paths: median and 5% to 95% band over seeds, month by month, for the country."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiments.store.parquet import connect, rows_of
from sim.experiments.store.schema import COUNTRY, VALUES
from sim.model.outcomes import Outcome

Numbers = NDArray[np.float64]
_QUANTILES = (0.05, 0.5, 0.95)


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
    """Bands by (policy, outcome); outcomes that add up are shown as totals since the start."""
    return {key: band_of(course) for key, course in courses(folder, outcomes).items()}


def courses(
    folder: Path, outcomes: Iterable[Outcome], policies: Iterable[str] | None = None
) -> dict[tuple[str, str], Course]:
    """Every run by (policy, outcome), of some policies or of all; outcomes that add up are totals since the start."""
    wanted = {outcome.name: outcome for outcome in outcomes}
    columns = _country(folder / VALUES.file, list(wanted), None if policies is None else list(policies))
    edges = _starts(columns["policy"], columns["outcome"])
    found = {}
    for start, end in zip(edges, [*edges[1:], columns["value"].size], strict=True):
        name = str(columns["outcome"][start])
        months = tuple(dict.fromkeys(columns["month"][start:end].tolist()))
        values = columns["value"][start:end].reshape(-1, len(months))  # one row a seed
        if wanted[name].over_time == "sum":
            values = np.cumsum(np.nan_to_num(values), axis=1)
        found[str(columns["policy"][start]), name] = Course(months, values)
    return found


def _country(parquet: Path, names: list[str], policies: list[str] | None) -> dict[str, NDArray[Any]]:
    with connect() as connection:
        found = connection.execute(
            f"SELECT policy, outcome, month, value FROM {rows_of(parquet)} "
            "WHERE place = $country AND outcome IN (SELECT unnest($names)) "
            f"{'' if policies is None else 'AND policy IN (SELECT unnest($policies)) '}"
            "ORDER BY policy, outcome, seed, month",
            {"country": COUNTRY, "names": names} | ({} if policies is None else {"policies": policies}),
        ).fetchnumpy()
    return dict(found) | {"value": np.ma.filled(found["value"], np.nan)}


def _starts(policy: NDArray[Any], outcome: NDArray[Any]) -> list[int]:
    """Rows at which another policy or outcome begins."""
    if policy.size == 0:
        return []
    new = (policy[1:] != policy[:-1]) | (outcome[1:] != outcome[:-1])
    return [0, *(np.flatnonzero(new) + 1).tolist()]


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
