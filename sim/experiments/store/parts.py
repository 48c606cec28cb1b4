"""A part: the stored runs of one batch, one row a month and place.

A part's file is named after its runs and after its bytes, so that neither a copy nor a damaged file passes for it,
and it says inside what the runs belong to, so that experiment.json can be made again.
Parts hold every month of every city, so that `--city-months` can change without a new run.
The columns after `place` are the outcomes; those that cities do not report are NULL there.
"""

import json
import re
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from sim.experiments.design.batches import Batch, Run
from sim.experiments.design.experiment import Experiment
from sim.experiments.design.identity import SCHEMA_VERSION, canonical, digest, file_digest, run_identity
from sim.experiments.store.files import publish
from sim.experiments.store.parquet import file_name, read_about, write_columns
from sim.experiments.store.schema import COUNTRY
from sim.model.outcomes import CITY_OUTCOMES, OUTCOME_NAMES
from sim.model.state import World

if TYPE_CHECKING:  # engines bring the compiler along, which reading parts does not need
    from sim.engines import RunResult

ColumnsOfRuns = dict[str, NDArray[np.generic]]
_NAME = re.compile(r"[0-9a-f]{32}(-[0-9a-f]{32})?")  # runs, bytes; until 0.2.0 runs alone


class Part(NamedTuple):
    """A stored part, as its worker reports it."""

    name: str
    sha256: str
    seconds: float
    runs: frozenset[str]  # identities


class Origin(NamedTuple):
    """What the runs of a part belong to."""

    experiment: str  # identity
    arm: dict[str, Any]  # name, identity, definition, first_difference
    seeds: list[int]

    @property
    def runs(self) -> list[str]:
        """Identities of the runs."""
        return [run_identity(self.arm["identity"], seed) for seed in self.seeds]


def write_part(experiment: Experiment, batch: Batch, results: "list[RunResult]", folder: Path) -> tuple[str, str]:
    """Store a batch under its name, atomically; return file name and SHA-256."""
    world = experiment.scenario.world
    blocks = [run_columns(world, run, result) for run, result in zip(batch.runs, results, strict=True)]
    columns = {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}
    temporary = folder / ".tmp" / f"{batch.identity}-{uuid4().hex}"  # a worker that was given up may write, too
    write_columns(columns, temporary, canonical(_origin(experiment, batch)._asdict()))
    sha256 = file_digest(temporary)
    path = folder / f"{batch.identity}-{sha256[:32]}.parquet"
    publish(temporary, path)
    return path.name, sha256


def part_files(folder: Path) -> list[Path]:
    """Return the files that are named as parts are, in order; a copy of a sync tool is not among them."""
    return sorted(path for path in folder.glob("*.parquet") if _NAME.fullmatch(path.stem))


def is_whole(path: Path, sha256: str, noted: str | None) -> bool:
    """Tell whether a file of that SHA-256 is the part that its name says.

    Until 0.2.0 names said nothing of the bytes; for those SHA256SUMS vouches.
    """
    if not _NAME.fullmatch(path.stem):
        return False
    content = path.stem.partition("-")[2]
    return sha256.startswith(content) if content else sha256 == noted


def read_origin(path: Path) -> Origin | None:
    """Return what the runs of a part belong to; None for parts until 0.2.0, and for damaged ones."""
    about = read_about(path).values()
    return next((Origin(**json.loads(text)) for text in about), None)


def find_strange(paths: list[Path], experiments: Collection[str]) -> list[Path]:
    """Return those of whole parts whose name speaks of other runs than they hold, or that belong elsewhere."""
    about = read_about(*paths) if paths else {}
    origins = {path: Origin(**json.loads(about[name])) for path in paths if (name := file_name(path)) in about}
    return [
        path
        for path, origin in origins.items()
        if digest(origin.runs) != path.name[:32] or origin.experiment not in experiments
    ]


def _origin(experiment: Experiment, batch: Batch) -> Origin:
    arm = next(arm for arm in experiment.arms if arm.name == batch.policy)
    return Origin(experiment.identity, arm._asdict(), [run.seed for run in batch.runs])


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
