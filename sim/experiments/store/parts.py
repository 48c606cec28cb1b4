"""A part: stored runs of one arm, one row a month and place.

A part's file is named after its runs and after its bytes, so that neither a copy nor a damaged file passes for it,
and it says inside what the runs belong to, so that experiment.json can be made again.
Parts hold every month of every city, so that `--city-months` can change without a new run.
The columns after `place` are the outcomes; those that cities do not report are NULL there.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from sim.experiments.design.experiment import Experiment
from sim.experiments.design.identity import RUN_SCHEMA, file_digest
from sim.experiments.design.run import Run
from sim.experiments.store.files import publish
from sim.experiments.store.layout import rows_together
from sim.experiments.store.origin import Origin, as_origin, origin_of
from sim.experiments.store.parquet import file_name, read_about, write_columns
from sim.experiments.store.schema import COUNTRY
from sim.model.outcomes import CITY_OUTCOMES, OUTCOME_NAMES
from sim.model.state import World

if TYPE_CHECKING:  # engines bring the compiler along, which reading parts does not need
    from sim.engines import RunResult

ColumnsOfRuns = dict[str, NDArray[np.generic]]
_OF_CITIES = [OUTCOME_NAMES.index(name) for name in CITY_OUTCOMES]
_NAME = re.compile(r"[0-9a-f]{32}(-[0-9a-f]{32})?")  # runs, bytes; until 0.2.0 runs alone


class Part(NamedTuple):
    """A stored part, as its worker reports it."""

    name: str
    sha256: str
    seconds: float
    runs: frozenset[str]  # identities


def write_part(experiment: Experiment, made: "Mapping[Run, RunResult]", folder: Path) -> tuple[str, str]:
    """Store runs of one arm under their name, atomically; return file name and SHA-256."""
    runs = sorted(made, key=lambda run: run.seed)
    world = experiment.scenario.world
    columns = columns_of({run: made[run] for run in runs}, world)
    arm = next(arm for arm in experiment.arms if arm.name == runs[0].policy)
    origin = origin_of(arm, experiment.identity, [run.seed for run in runs])
    group = rows_together(rows_per_run(world))
    return put_part(origin, folder, lambda path: write_columns(columns, path, origin.text, group))


def put_part(origin: Origin, folder: Path, write: Callable[[Path], object]) -> tuple[str, str]:
    """Have a part written beside its place, and move it there under its name; return file name and SHA-256."""
    temporary = folder / ".tmp" / f"{origin.identity}-{uuid4().hex}"  # a worker that was given up may write, too
    write(temporary)
    sha256 = file_digest(temporary)
    path = folder / f"{origin.identity}-{sha256[:32]}.parquet"
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


def read_origins(paths: Sequence[Path]) -> dict[Path, Origin]:
    """Return what parts say of themselves; those until 0.2.0 say nothing, and none does where one cannot be read."""
    about = read_about(*paths) if paths else {}
    return {path: as_origin(about[name]) for path in paths if (name := file_name(path)) in about}


def find_strange(paths: Sequence[Path], experiments: Collection[str]) -> list[Path]:
    """Return those of whole parts whose name speaks of other runs than they hold, or that belong elsewhere."""
    return [
        path
        for path, origin in read_origins(paths).items()
        if origin.identity != path.name[:32] or not origin.seeds.keys() <= set(experiments)
    ]


def rows_per_run(world: World) -> int:
    """Return how many rows a run has: one a month for the country and for each city."""
    return world.n_months * (1 + len(world.city_names))


def columns_of(made: "Mapping[Run, RunResult]", world: World) -> ColumnsOfRuns:
    """Return runs as columns, one after another: by month, the country first, then cities in the world's order."""
    n_places, n_rows = 1 + len(world.city_names), rows_per_run(world)
    months = world.start_month + np.arange(world.n_months, dtype=np.int32)
    places = np.array([COUNTRY, *world.city_names], dtype=object)
    columns: ColumnsOfRuns = {
        "schema": np.full(len(made) * n_rows, RUN_SCHEMA, dtype=np.int32),
        "run": np.repeat(np.array([run.identity for run in made], dtype=object), n_rows),
        "policy": np.repeat(np.array([run.policy for run in made], dtype=object), n_rows),
        "seed": np.repeat(np.array([run.seed for run in made], dtype=np.int64), n_rows),
        "month": np.tile(np.repeat(months, n_places), len(made)),
        "place": np.tile(places, len(made) * world.n_months),
    }
    values = np.full((len(OUTCOME_NAMES), len(made), world.n_months, n_places), np.nan)
    for number, result in enumerate(made.values()):
        values[:, number, :, 0] = result.country.T
        values[_OF_CITIES, number, :, 1:] = np.moveaxis(result.cities, 2, 0)
    return columns | dict(zip(OUTCOME_NAMES, values.reshape(len(OUTCOME_NAMES), -1), strict=True))
