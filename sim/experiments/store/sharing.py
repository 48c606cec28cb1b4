"""Runs of the same experiment that lie in folders beside a new one are taken over: an edited arm is made alone."""

import shutil
from pathlib import Path

from sim.experiments.design.experiment import Experiment
from sim.experiments.design.identity import file_digest
from sim.experiments.problems import ExperimentError
from sim.experiments.store.files import publish
from sim.experiments.store.parts import is_whole, part_files, read_origin
from sim.experiments.store.record import RECORD, read_record


def take_over(folder: Path, experiment: Experiment, missing: set[str]) -> None:
    """Copy parts with missing runs from folders of the same scenario name; what is not whole stays where it is."""
    parts = folder / "runs"
    for beside in sorted(folder.parent.glob(f"{experiment.scenario.name}-????????")):
        if beside == folder or not _is_same(beside, experiment):
            continue
        for path in part_files(beside / "runs"):
            origin = read_origin(path)
            if origin is not None and not missing.isdisjoint(origin.runs) and not (parts / path.name).exists():
                _copy(path, parts)


def _is_same(beside: Path, experiment: Experiment) -> bool:
    try:
        return (beside / RECORD).is_file() and not experiment.identities.isdisjoint(read_record(beside).identities)
    except ExperimentError:  # damaged, or of a newer version: no runs for us
        return False


def _copy(path: Path, parts: Path) -> None:
    temporary = parts / ".tmp" / path.name
    shutil.copyfile(path, temporary)
    if is_whole(path, file_digest(temporary), None):
        publish(temporary, parts / path.name)
