"""Running a scenario for Python users: as the command `simulate` does, or in a folder that passes."""

import warnings
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from weakref import finalize

from sim.experiments.design.experiment import design_experiment
from sim.experiments.kept import more_seeds_text
from sim.experiments.problems import UsageError
from sim.experiments.simulate import Finished, Options, run_experiment
from sim.experiments.size import refuse_if_too_large, size_of
from sim.experiments.store.latest import RESULTS, note_latest
from sim.experiments.store.reader import Results, read_results
from sim.present.folder import update_folder
from sim.scenario.scenario import Scenario

_ENGINE = "compiled"


class PassingFolder:
    """A folder that goes when nobody holds this any more, or when Python ends."""

    def __init__(self) -> None:
        """Make it."""
        self.path = Path(mkdtemp(prefix="rollout-"))
        finalize(self, rmtree, self.path, ignore_errors=True)


def run_checked(
    scenario: Scenario, seeds: int, jobs: int, out: Path | None, *, anew: bool
) -> tuple[Results, PassingFolder | None]:
    """Run every arm with every seed and compare them; `anew` takes nothing that was made before.

    Raises
    ------
    UsageError
        The folder belongs to something else, the numbers make no sense, or the machine is too small.
    ExperimentError
        No run could be made.
    """
    if seeds < 1 or jobs < 1:
        raise UsageError(f"seeds and jobs must be 1 or more; got {seeds} and {jobs}")
    experiment = design_experiment(scenario, _ENGINE)
    refuse_if_too_large(experiment, size_of(experiment, seeds, jobs))
    passing = PassingFolder() if anew and out is None else None
    folder = passing.path / experiment.default_folder if passing else out or RESULTS / experiment.default_folder
    if anew and folder.exists():
        raise UsageError(
            f"{folder} is there already; name a new folder. Runs under a policy written in Python are always made "
            "anew, since nothing can tell whether the code that it calls is still the same."
        )
    finished = run_experiment(experiment, folder, Options(seeds, jobs), update_folder)
    results = read_results(folder)
    _warn(finished, more_seeds_text(results, seeds, scenario.arms))
    if folder.parent == RESULTS:
        note_latest(folder)
    return results, passing


def _warn(finished: Finished, more: str) -> None:
    if more:
        warnings.warn(more, stacklevel=4)
    for name in finished.damaged:
        warnings.warn(f"runs/{name} was damaged; it was set aside and its runs were made again", stacklevel=4)
    for run, reason in finished.left_out:
        warnings.warn(f"left out, failed before: policy {run.policy}, seed {run.seed}: {reason}", stacklevel=4)
    for run, reason in finished.failures:
        warnings.warn(f"failed: policy {run.policy}, seed {run.seed}: {reason}", stacklevel=4)
