"""What a folder keeps of commands: of one that was interrupted, and of one that asked for more seeds."""

from collections.abc import Iterable
from pathlib import Path

from sim.experiments.design.experiment import Experiment
from sim.experiments.making.families import Portion, missing_families, portion_of
from sim.experiments.store.inventory import stored_runs
from sim.experiments.store.reader import Results


def interrupted_text(experiment: Experiment, folder: Path, n_seeds: int, portion: Portion | None = None) -> str:
    """Say how many of the runs that were asked for are finished and kept, and how to go on."""
    families = missing_families(experiment, n_seeds, ())
    wanted = {run.identity for one in (portion_of(families, portion) if portion else families) for run in one.runs}
    n_kept = len(wanted & stored_runs(folder / "runs").keys())
    kept = f"{n_kept} of {len(wanted)} runs are finished" + (f", and kept in {folder}" if n_kept else "")
    return f"interrupted; {kept}. The same command goes on from there"


def more_seeds_text(results: Results, n_seeds: int, arms: Iterable[str]) -> str:
    """Say which of the arms that were asked for are compared over more seeds than were; nothing where none is."""
    stored = {arm: results.record.arms[arm]["seeds"] for arm in arms if arm in results.record.arms}
    compared = {arm: n for arm, n in stored.items() if arm != results.baseline} or stored
    more = {arm: n for arm, n in compared.items() if n > n_seeds}
    if not more:
        return ""
    told = ", ".join(f"{n} seeds of {arm}" for arm, n in more.items())
    return (
        f"{told} are stored in {results.folder} and all of them are compared, though {n_seeds} were asked for; a new "
        f"folder (--out, in Python out=) holds {n_seeds} alone"
    )
