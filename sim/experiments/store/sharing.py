"""Runs of the same experiment that lie in folders beside a new one are taken over: an edited arm is made alone."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sim.experiments.design.experiment import Experiment
from sim.experiments.design.identity import file_digest
from sim.experiments.problems import ExperimentError
from sim.experiments.store.merging import Merged, sorting
from sim.experiments.store.parts import is_whole, part_files, put_part, read_origins, rows_per_run
from sim.experiments.store.record import RECORD, read_record


def take_over(folder: Path, experiment: Experiment, missing: set[str]) -> None:
    """Copy missing runs from folders of the same scenario name; what is not whole stays where it is."""
    left, n_rows, parts = set(missing), rows_per_run(experiment.scenario.world), folder / "runs"
    for path in _beside(folder, experiment):
        for origin in read_origins([path]).values():
            taken = left.intersection(origin.runs)
            if taken and is_whole(path, file_digest(path), None):
                ours = Merged(origin.of(taken), dict.fromkeys(taken, path), n_rows)
                with sorting(parts / ".tmp") as connection:
                    put_part(ours.origin, parts, partial(ours.write, connection))
                left -= taken


def _beside(folder: Path, experiment: Experiment) -> Iterator[Path]:
    """Yield the parts of folders that share an experiment with this one."""
    for beside in sorted(folder.parent.glob(f"{experiment.scenario.name}-????????")):
        if beside != folder and _is_same(beside, experiment):
            yield from part_files(beside / "runs")


def _is_same(beside: Path, experiment: Experiment) -> bool:
    try:
        return (beside / RECORD).is_file() and not experiment.identities.isdisjoint(read_record(beside).identities)
    except ExperimentError:  # damaged, or of a newer version: no runs for us
        return False
