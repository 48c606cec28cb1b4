"""Time paths: median and 5 to 95 % band over seeds, month by month, for the country."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.outcomes import Outcome

Numbers = NDArray[np.float64]


class Band(NamedTuple):
    """Quantiles over seeds of one outcome under one policy; nan where no run gave a value."""

    months: tuple[str, ...]
    low: Numbers  # 5 %, (n_months,)
    median: Numbers
    high: Numbers  # 95 %


def bands(folder: Path, outcomes: Iterable[Outcome]) -> dict[tuple[str, str], Band]:
    """Bands by (policy, outcome); outcomes that add up are shown as totals since the start."""
    wanted = {outcome.name: outcome for outcome in outcomes}
    columns = _country(folder / "outcomes.parquet", list(wanted))
    edges = _starts(columns["policy"], columns["outcome"])
    found = {}
    for start, end in zip(edges, [*edges[1:], columns["value"].size], strict=True):
        name = str(columns["outcome"][start])
        months = tuple(dict.fromkeys(columns["month"][start:end].tolist()))
        values = columns["value"][start:end].reshape(-1, len(months))  # one row a seed
        if wanted[name].over_time == "sum":
            values = np.cumsum(np.nan_to_num(values), axis=1)
        found[str(columns["policy"][start]), name] = _band(months, values)
    return found


def _country(parquet: Path, names: list[str]) -> dict[str, NDArray[Any]]:
    import duckdb  # imported here: `--help` must stay quick

    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT policy, outcome, month, value FROM read_parquet(?) "
            "WHERE place = 'country' AND outcome IN (SELECT unnest(?)) "
            "ORDER BY policy, outcome, seed, month",
            [str(parquet), names],
        ).fetchall()
    policy, outcome, month, value = zip(*rows, strict=True) if rows else ((), (), (), ())
    texts = {"policy": policy, "outcome": outcome, "month": month}
    columns = {name: np.array(texts[name], dtype=np.str_) for name in texts}
    return columns | {"value": np.array(value, dtype=np.float64)}


def _starts(policy: NDArray[Any], outcome: NDArray[Any]) -> list[int]:
    """Rows at which another policy or outcome begins."""
    if policy.size == 0:
        return []
    new = (policy[1:] != policy[:-1]) | (outcome[1:] != outcome[:-1])
    return [0, *(np.flatnonzero(new) + 1).tolist()]


def _band(months: tuple[str, ...], values: Numbers) -> Band:
    """Quantiles that leave out undefined values; nan where all are undefined."""
    defined = np.isfinite(values).any(axis=0)
    quantiles = np.full((3, len(months)), np.nan)
    quantiles[:, defined] = np.nanquantile(values[:, defined], (0.05, 0.5, 0.95), axis=0)
    return Band(months, *quantiles)
