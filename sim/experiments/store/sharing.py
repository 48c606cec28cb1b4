"""Runs of the same experiment that lie in other folders are taken over.

Those beside a new folder, so that an edited arm is made alone; and those of shares that were made apart.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path

from sim.experiments.design.experiment import Experiment
from sim.experiments.design.identity import file_digest
from sim.experiments.problems import ExperimentError
from sim.experiments.store.files import publish
from sim.experiments.store.parts import is_whole, part_files, read_origin
from sim.experiments.store.record import RECORD, read_record


def folders_beside(folder: Path, experiment: Experiment) -> list[Path]:
    """Return the folders beside one that experiments of the same scenario name have by default."""
    return sorted(folder.parent.glob(f"{experiment.scenario.name}-????????"))


def take_over(folder: Path, experiment: Experiment, missing: set[str], others: Iterable[Path]) -> None:
    """Copy parts with missing runs from other folders; what is not whole stays where it is."""
    parts = folder / "runs"
    for other in others:
        if other == folder or not belongs_to(experiment, other):
            continue
        for path in part_files(other / "runs"):
            origin = read_origin(path)
            if origin is not None and not missing.isdisjoint(origin.runs) and not (parts / path.name).exists():
                _copy(path, parts)


def belongs_to(experiment: Experiment, other: Path) -> bool:
    """Tell whether a folder holds runs of this experiment."""
    try:
        return (other / RECORD).is_file() and not experiment.identities.isdisjoint(read_record(other).identities)
    except ExperimentError:  # damaged, or of a newer version: no runs for us
        return False


def _copy(path: Path, parts: Path) -> None:
    temporary = parts / ".tmp" / path.name
    shutil.copyfile(path, temporary)
    if is_whole(path, file_digest(temporary), None):
        publish(temporary, parts / path.name)
