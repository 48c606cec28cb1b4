"""Checkpoints on disk: the baseline's state after a month, from which later commands start histories.

A file is named after what it belongs to (experiment, baseline, seed, month) and what it holds, so
that neither another world's nor a damaged one can be taken for it.
"""

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.experiments.design.experiment import Experiment
from sim.experiments.design.identity import canonical, digest, file_digest
from sim.experiments.problems import UsageError
from sim.experiments.store.files import publish
from sim.model.columns import CITY_DTYPE, FACTOR_DTYPE, PUBLISHED_DTYPE, SUPPLIER_DTYPE
from sim.model.levers import LEVER_DTYPE
from sim.model.state import Citizens, State, World
from sim.scenario.text.months import format_month, parse_month

if TYPE_CHECKING:  # imported where a checkpoint is read: engines bring the compiler along
    from sim.engines.course import Checkpoint

FOLDER = "checkpoints"
_TABLES = {
    "cities": CITY_DTYPE,
    "suppliers": SUPPLIER_DTYPE,
    "levers": LEVER_DTYPE,
    "factors": FACTOR_DTYPE,
    "published": PUBLISHED_DTYPE,
}


class Shelf(NamedTuple):
    """Where the checkpoints of an experiment's baseline lie."""

    folder: Path
    experiment: str  # identity
    arm: str  # identity of the baseline
    world_of: Callable[[int], World]  # by seed

    def save(self, checkpoint: "Checkpoint") -> None:
        """Store a checkpoint, whole or not at all."""
        about = self._about(checkpoint.seed, checkpoint.months)
        self.folder.mkdir(exist_ok=True)
        temporary = self.folder / f".{digest(about)}.tmp"
        with temporary.open("wb") as file:
            np.savez(file, about=np.array(canonical(about)), **_arrays(checkpoint))
        publish(temporary, self.folder / f"{digest(about)}-{file_digest(temporary)[:32]}.npz")

    def tidy(self) -> None:
        """Remove what an earlier command left half-written."""
        for path in self.folder.glob(".*.tmp"):
            path.unlink()

    def load_latest(self, seed: int, months: int) -> "tuple[Checkpoint | None, list[str]]":
        """Return the latest whole checkpoint of at most so many months, and the names of damaged ones set aside."""
        damaged: list[str] = []
        for path in self._stored(seed, months):
            if _is_whole(path) and (found := self._read(path)) is not None:
                return found, damaged
            _set_aside(path)
            damaged.append(path.name)
        return None, damaged

    def find_missing(self, n_seeds: int, months: int) -> tuple[list[int], list[str]]:
        """Return the seeds that have no whole checkpoint after so many months, and the names of damaged ones."""
        missing, damaged = [], []
        for seed in range(n_seeds):
            path = next(iter(self._stored(seed, months, months)), None)
            if path is not None and not _is_whole(path):
                _set_aside(path)
                damaged.append(path.name)
                path = None
            if path is None:
                missing.append(seed)
        return missing, damaged

    def _stored(self, seed: int, most: int, least: int = 1) -> list[Path]:
        """Return what is stored for a seed, latest first."""
        stored = {path.name[:32]: path for path in sorted(self.folder.glob("*.npz"))}
        names = [digest(self._about(seed, months)) for months in range(most, least - 1, -1)] if stored else []
        return [stored[name] for name in names if name in stored]

    def _about(self, seed: int, months: int) -> dict[str, Any]:
        return {"experiment": self.experiment, "arm": self.arm, "seed": seed, "months": months}

    def _read(self, path: Path) -> "Checkpoint | None":
        """Return the checkpoint of a whole file, None if it belongs to something else."""
        from sim.engines.course import Checkpoint, as_nation
        from sim.engines.recording import RunResult
        from sim.model.initial import weights_of_pairs

        with np.load(path, allow_pickle=False) as file:
            about = json.loads(str(file["about"])) if "about" in file.files else {}
            if path.name[:32] != digest(about):
                return None
            tables = {name: file[name].astype(kind).view(np.recarray) for name, kind in _TABLES.items()}
            peers, neighbours = weights_of_pairs(self.world_of(about["seed"]))
            state = State(
                citizens=Citizens._make(file[f"citizens_{name}"] for name in Citizens._fields),
                nation=as_nation(file["nation"][0]),
                peer_weights=peers,
                neighbour_weights=neighbours,
                **tables,
            )
            recorded = RunResult(*(file[f"recorded_{name}"] for name in RunResult._fields))
        return Checkpoint(about["seed"], about["months"], state, recorded)


def has_checkpoints(folder: Path) -> bool:
    """Tell whether an experiment folder keeps any."""
    return any((folder / FOLDER).glob("*.npz"))


def shelf_of(experiment: Experiment, folder: Path) -> Shelf:
    """Return where an experiment folder keeps its checkpoints."""
    return Shelf(folder / FOLDER, experiment.identity, experiment.arms[0].identity, experiment.scenario.world_of)


def months_until(world: World, text: str) -> int:
    """Return how many months are lived when a month, as YYYY-MM, is over.

    Raises
    ------
    UsageError
        It is no month of the world's.
    """
    first, last = world.start_month, world.start_month + world.n_months - 1
    try:
        month = parse_month(text)
    except ValueError as error:
        raise UsageError(f"--checkpoint {error}; got {text!r}") from None
    if not first <= month <= last:
        raise UsageError(f"--checkpoint must be a month from {format_month(first)} to {format_month(last)}; got {text}")
    return month - first + 1


def _arrays(checkpoint: "Checkpoint") -> dict[str, Any]:
    state = checkpoint.state
    return {
        **{f"citizens_{name}": column for name, column in state.citizens._asdict().items()},
        **{name: np.asarray(getattr(state, name)) for name in _TABLES},
        "nation": np.array([state.nation.item()], state.nation.dtype),
        **{f"recorded_{name}": part for name, part in checkpoint.recorded._asdict().items()},
    }


def is_sound(path: Path) -> bool:
    """Tell whether a file is the checkpoint that its name says, and holds what its name says."""
    if not path.is_file() or not _is_whole(path):
        return False
    with np.load(path, allow_pickle=False) as file:
        return "about" in file.files and path.name[:32] == digest(json.loads(str(file["about"])))


def _is_whole(path: Path) -> bool:
    """Tell whether a file holds what its name says."""
    return path.exists() and path.stem[33:] == file_digest(path)[:32]


def _set_aside(path: Path) -> None:
    with contextlib.suppress(FileNotFoundError):  # another worker was faster
        path.replace(path.with_suffix(".damaged"))
