"""What a folder keeps of a command that was interrupted."""

from pathlib import Path

from sim.experiments.design.experiment import Experiment
from sim.experiments.making.families import Portion, missing_families, portion_of
from sim.experiments.store.inventory import stored_runs


def interrupted_text(experiment: Experiment, folder: Path, n_seeds: int, portion: Portion | None = None) -> str:
    """Say how many of the runs that were asked for are finished and kept, and how to go on."""
    families = missing_families(experiment, n_seeds, ())
    wanted = {run.identity for one in (portion_of(families, portion) if portion else families) for run in one.runs}
    n_kept = len(wanted & stored_runs(folder / "runs").keys())
    kept = f"{n_kept} of {len(wanted)} runs are finished" + (f", and kept in {folder}" if n_kept else "")
    return f"interrupted; {kept}. The same command goes on from there"
