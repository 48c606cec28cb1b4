"""Runs of the same experiment that lie in other folders are taken over.

Those beside a new folder, so that an edited arm is made alone; and those of shares that were made apart.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from sim.experiments.design.experiment import Experiment
from sim.experiments.design.identity import file_digest
from sim.experiments.problems import ExperimentError
from sim.experiments.store.merging import Merged, sorting
from sim.experiments.store.parts import is_whole, part_files, put_part, read_origins, rows_per_run
from sim.experiments.store.record import RECORD, read_record


def folders_beside(folder: Path, experiment: Experiment) -> list[Path]:
    """Return the folders beside one that experiments of the same scenario name have by default."""
    return sorted(folder.parent.glob(f"{experiment.scenario.name}-????????"))


def take_over(folder: Path, experiment: Experiment, missing: set[str], others: Iterable[Path]) -> None:
    """Copy missing runs from other folders; what is not whole stays where it is."""
    left, n_rows, parts = set(missing), rows_per_run(experiment.scenario.world), folder / "runs"
    for path in _parts_of(folder, experiment, others):
        for origin in read_origins([path]).values():
            taken = left.intersection(origin.runs)
            if taken and is_whole(path, file_digest(path), None):
                ours = Merged(origin.of(taken), dict.fromkeys(taken, path), n_rows)
                with sorting(parts / ".tmp") as connection:
                    put_part(ours.origin, parts, partial(ours.write, connection))
                left -= taken


def _parts_of(folder: Path, experiment: Experiment, others: Iterable[Path]) -> Iterator[Path]:
    """Yield the parts of other folders that share an experiment with this one."""
    for other in others:
        if other != folder and belongs_to(experiment, other):
            yield from part_files(other / "runs")


def belongs_to(experiment: Experiment, other: Path) -> bool:
    """Tell whether a folder holds runs of this experiment."""
    try:
        return (other / RECORD).is_file() and not experiment.identities.isdisjoint(read_record(other).identities)
    except ExperimentError:  # damaged, or of a newer version: no runs for us
        return False
