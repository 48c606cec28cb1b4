"""Hold the model against every published figure."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.arguments import MAX_SEEDS, add_run_options, up_to, usable_path
from sim.cli.console import print_json, tell
from sim.cli.ensembles import read_told
from sim.cli.exit_codes import CHECK_FAILED, OK
from sim.cli.fitting import last_month, load_until, runs_kept_in

if TYPE_CHECKING:
    from sim.analysis.fit.validation import Check
    from sim.scenario.ensemble import Ensemble
    from sim.scenario.scenario import Scenario

SHIPPED_ENSEMBLE = "data/ensemble.csv"  # under scenarios/
_FRESH_SEED = 1_000_000  # of the first run of a validation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the scenario, the ensemble, and where the document goes."""
    parser.add_argument("scenario", nargs="?", default="russia", help="scenario (default: russia)")
    parser.add_argument("--ensemble", metavar="FILE",
                        help="parameter sets; none: the scenario's own values (default: those shipped)")  # fmt: skip
    parser.add_argument("--seeds", type=up_to(MAX_SEEDS), default=240, help="number of runs (default: 240)")
    add_run_options(parser)
    parser.add_argument("--out", type=usable_path, help="also write this document, such as docs/validation.md")
    parser.add_argument("--json", action="store_true", help="a list of targets on stdout")


def run(options: argparse.Namespace) -> int:
    """Hold every target against the model; 4 when too few are met."""
    from sim.analysis.fit.parameter_runs import Work, make_task
    from sim.analysis.fit.targets import all_targets
    from sim.analysis.fit.validation import check_all, passes

    targets = all_targets()
    scenario = load_until(options, last_month(targets, None))
    path = _ensemble_path(options.ensemble)
    ensemble = read_told(path, scenario) if path else None
    task = make_task(scenario, targets, options.engine)
    store = Path("results") / f"validation-{scenario.name}-{task.identity[:8]}"
    works = [Work(ensemble.values(seed) if ensemble else {}, (seed,)) for seed in _fresh_seeds(options.seeds)]
    with runs_kept_in(task, store, options, options.seeds) as make:
        runs = make(works)
    import numpy as np

    checks = check_all(targets, np.concatenate(runs))
    _show_checks(options, scenario, checks, _about_check(options, scenario, ensemble, path))
    return OK if passes(checks) else CHECK_FAILED


def _fresh_seeds(n: int) -> range:
    """Return seeds that no fit has used."""
    return range(_FRESH_SEED, _FRESH_SEED + n)


def _ensemble_path(text: str | None) -> Path | None:
    """Return the ensemble file: the one named, none for "none", else the shipped one if there is one."""
    from sim.scenario.text.files import shipped_root

    if text is not None:
        return None if text == "none" else Path(text)
    shipped = shipped_root() / SHIPPED_ENSEMBLE
    return shipped if shipped.is_file() else None


def _about_check(
    options: argparse.Namespace, scenario: "Scenario", ensemble: "Ensemble | None", path: Path | None
) -> str:
    from sim.experiments.design.identity import model_version

    sets = (
        f"{len(ensemble.sets)} parameter sets of `{path.name}` ({ensemble.sha256[:12]}), run i with set i modulo their "
        "number: intervals hold what is uncertain about those parameters as well as luck"
        if ensemble and path
        else "the scenario's own parameter values: intervals show chance between runs only"
    )
    return (
        f"Made by `python run.py validate-model`; do not edit. {options.seeds} runs of the baseline of "
        f"`{scenario.name}`, seeds from {_FRESH_SEED:,}, which no fit has used, {scenario.world.people_per_agent:,} "
        f"people an agent, engine {options.engine}, model version `{model_version()}`, with {sets}."
    )


def _show_checks(options: argparse.Namespace, scenario: "Scenario", checks: "Sequence[Check]", about: str) -> None:
    from sim.present.validation import validation_text, write_validation

    if options.json:
        print_json([check.as_json() for check in checks])
    else:
        print(validation_text(checks), end="")
    if options.out:
        write_validation(options.out, checks, about)
        tell(f"written: {options.out}")
