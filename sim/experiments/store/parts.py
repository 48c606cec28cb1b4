"""A part: the stored runs of one batch, one row a month and place.

Parts hold every month of every city, so that `--city-months` can change without a new run.
The columns after `place` are the outcomes; those that cities do not report are NULL there.
"""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiments.design.batches import Batch, Run
from sim.experiments.design.identity import SCHEMA_VERSION, file_digest
from sim.experiments.store.files import publish
from sim.experiments.store.parquet import write_columns
from sim.experiments.store.schema import COUNTRY
from sim.model.outcomes import CITY_OUTCOMES, OUTCOME_NAMES
from sim.model.state import World

if TYPE_CHECKING:  # engines bring the compiler along, which reading parts does not need
    from sim.engines import RunResult

ColumnsOfRuns = dict[str, NDArray[np.generic]]


class Part(NamedTuple):
    """A stored part, as its worker reports it."""

    name: str
    sha256: str
    seconds: float
    n_runs: int


def write_part(world: World, batch: Batch, results: "list[RunResult]", folder: Path) -> tuple[str, str]:
    """Store a batch under its identity, atomically; return file name and SHA-256."""
    blocks = [run_columns(world, run, result) for run, result in zip(batch.runs, results, strict=True)]
    columns = {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}
    temporary = folder / ".tmp" / batch.identity
    write_columns(columns, temporary)
    sha256 = file_digest(temporary)
    path = folder / f"{batch.identity}.parquet"
    publish(temporary, path)
    return path.name, sha256


def run_columns(world: World, run: Run, result: "RunResult") -> ColumnsOfRuns:
    """Return one run as columns: by month, the country first, then cities in the world's order."""
    n_places = 1 + len(world.city_names)
    n_rows = world.n_months * n_places
    months = world.start_month + np.arange(world.n_months, dtype=np.int32)
    places = np.array([COUNTRY, *world.city_names], dtype=object)
    columns: ColumnsOfRuns = {
        "schema": np.full(n_rows, SCHEMA_VERSION, dtype=np.int32),
        "run": np.full(n_rows, run.identity, dtype=object),
        "policy": np.full(n_rows, run.policy, dtype=object),
        "seed": np.full(n_rows, run.seed, dtype=np.int64),
        "month": np.repeat(months, n_places),
        "place": np.tile(places, world.n_months),
    }
    for index, name in enumerate(OUTCOME_NAMES):
        values = np.full((world.n_months, n_places), np.nan)
        values[:, 0] = result.country[:, index]
        if name in CITY_OUTCOMES:
            values[:, 1:] = result.cities[:, :, CITY_OUTCOMES.index(name)]
        columns[name] = values.ravel()
    return columns
