"""The files of a fit: the sets that are kept, and beside them where they come from."""

import json
from pathlib import Path
from statistics import median
from typing import Any

from sim.analysis.fit.calibration import Fit, FitOptions
from sim.analysis.fit.parameter_runs import TargetTask
from sim.analysis.fit.space import Space
from sim.experiments.design.identity import model_version
from sim.experiments.store.csvfiles import write_csv
from sim.scenario.ensemble import ABOUT_SET
from sim.scenario.text.months import format_month


def write_fit(
    path: Path, task: TargetTask, space: Space, effort: FitOptions, found: Fit, origin: dict[str, Any]
) -> None:
    """Write the kept sets as a table that `read_ensemble` reads, and a JSON file of the same name.

    No clock and no machine: the same fit writes the same bytes. `origin` says what the task does not know, such as
    the name of the scenario.
    """
    rows = [
        (number, trial.wave, trial.draw, trial.distance, *(trial.values[name] for name in space.names))
        for number, trial in enumerate(found.kept)
    ]
    write_csv(path, (*ABOUT_SET, *space.names), rows)
    about = origin | _about(task, space, effort, found)
    path.with_suffix(".json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8", newline="\n")


def _about(task: TargetTask, space: Space, effort: FitOptions, found: Fit) -> dict[str, Any]:
    first = task.world.start_month
    waves = [[t.distance for t in found.trials if t.stayed and t.wave == wave] for wave in range(effort.n_waves)]
    return {
        "model_version": model_version(),
        "engine": task.engine,
        "task": task.identity,
        "people_per_agent": task.world.people_per_agent,
        "months": [format_month(first), format_month(first + task.world.n_months - 1)],
        "seeds_of_a_wave": effort.n_seeds,
        "seeds_of_last_race": len(effort.new_seeds()),
        "draws": effort.n_draws,
        "waves": effort.n_waves,
        "kept": len(found.kept),
        "targets_fitted": [target.id for target in task.targets],
        "distance_of_start": found.start.distance,
        "distance_by_wave_of_origin": [{"least": min(wave), "median": median(wave)} for wave in waves if wave],
        "distance_kept": [min(t.distance for t in found.kept), max(t.distance for t in found.kept)],
        "targets_met_by_kept": [trial.met for trial in found.kept],
        "ranges": {
            name: [low, high]
            for name, low, high in zip(space.names, space.low.tolist(), space.high.tolist(), strict=True)
        },
    }
