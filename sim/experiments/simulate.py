"""Run an experiment: make what is missing, then the tables of its folder."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sim.experiments.design.experiment import Experiment
from sim.experiments.design.identity import SCHEMA_VERSION, engine_version, model_version
from sim.experiments.making.families import Family, missing_families
from sim.experiments.problems import ExperimentError
from sim.experiments.store.checkpoints import shelf_of
from sim.experiments.store.datapackage import is_current
from sim.experiments.store.describe import write_provenance, write_readme, write_scenario
from sim.experiments.store.files import only_writer
from sim.experiments.store.inventory import close_parts, finished_runs, verify_parts
from sim.experiments.store.record import RECORD, Record, check_folder, read_record, write_record
from sim.experiments.store.tables import write_cities, write_dictionary, write_outcomes
from sim.scenario.registry import registered_parameters
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:  # imported where runs are made: engines bring the compiler along
    from sim.experiments.making.runs import Failure, Mishaps

CityMonths = Literal["december", "all"]


class Options(NamedTuple):
    """How an experiment is run."""

    n_seeds: int = 20
    n_workers: int = 1
    city_months: CityMonths = "december"
    save_at: int = 0  # [months] lived when each seed's baseline is stored as a checkpoint; 0: never
    run_timeout_s: float | None = None  # after which a worker process that finished no run is ended; None: by its size


class Finished(NamedTuple):
    """What a command did."""

    folder: Path
    record: Record
    n_made: int
    n_kept: int
    damaged: list[str]  # parts
    failures: "list[Failure]"
    set_aside: list[str]  # checkpoints


def run_experiment(experiment: Experiment, folder: Path, options: Options) -> Finished:
    """Make every run that the folder lacks and write its tables (all but the comparison).

    Raises
    ------
    UsageError
        The folder belongs to another experiment or is being written.
    ExperimentError
        Nothing could be made.
    """
    check_folder(folder, experiment)
    parts = folder / "runs"
    parts.mkdir(parents=True, exist_ok=True)
    with only_writer(folder):
        check_folder(folder, experiment)
        record = _current_record(folder, experiment, options)
        if not (folder / RECORD).exists():
            write_record(folder, record._replace(arms={}))
        damaged = verify_parts(parts, record)
        finished = finished_runs(parts)
        unsaved, set_aside = _unsaved_seeds(experiment, folder, options)
        families = missing_families(experiment, options.n_seeds, finished, unsaved)
        started = time.time()
        failures, more = _make(experiment, families, folder, options) if families else ([], [])
        planned = {run.identity for family in families for run in family.runs}
        n_made = len(planned - {failure.run.identity for failure in failures})
        if not n_made and not finished:
            raise ExperimentError(f"no run could be made: {failures[0].reason}")
        write_record(folder, record)
        if n_made or not is_current(folder):
            _write_tables(folder, record, experiment.scenario)
        close_parts(parts)
        write_readme(folder, record)
        write_provenance(folder, record, _about(started, n_made, options, failures))
    n_kept = len(experiment.arms) * options.n_seeds - len(planned)
    return Finished(folder, record, n_made, n_kept, damaged, failures, set_aside + more)


def _unsaved_seeds(experiment: Experiment, folder: Path, options: Options) -> tuple[list[int], list[str]]:
    """Return the seeds whose checkpoint is wanted and not there, and the names of damaged ones."""
    shelf = shelf_of(experiment, folder)
    shelf.tidy()
    return shelf.find_missing(options.n_seeds, options.save_at) if options.save_at else ([], [])


def _make(experiment: Experiment, families: list[Family], folder: Path, options: Options) -> "Mishaps":
    from sim.experiments.making.branching import Job
    from sim.experiments.making.runs import make_runs  # engines bring the compiler along

    return make_runs(Job(experiment, folder, options.save_at), families, options.n_workers, options.run_timeout_s)


def _write_tables(folder: Path, record: Record, scenario: Scenario) -> None:
    write_outcomes(folder, record)
    write_dictionary(folder)
    write_cities(folder, scenario.world)
    write_scenario(folder, record)


def _current_record(folder: Path, experiment: Experiment, options: Options) -> Record:
    """Return the folder's record with this command's arms and seeds added.

    An arm keeps the seeds of earlier commands unless its definition changed.
    """
    scenario = experiment.scenario
    before = read_record(folder).arms if (folder / RECORD).exists() else {}
    arms: dict[str, dict[str, Any]] = {}
    for arm in experiment.arms:
        old = before.get(arm.name, {})
        seeds = old["seeds"] if old.get("identity") == arm.identity else 0
        arms[arm.name] = arm._asdict() | {"seeds": max(seeds, options.n_seeds)}
        del arms[arm.name]["name"]
    return Record(
        schema=SCHEMA_VERSION,
        identity=experiment.identity,
        name=scenario.name,
        title=scenario.title,
        description=scenario.description,
        engine=experiment.engine,
        engine_version=engine_version(experiment.engine),
        model_version=model_version(),
        people_per_agent=scenario.world.people_per_agent,
        start_month=scenario.world.start_month,
        n_months=scenario.world.n_months,
        n_places=1 + len(scenario.world.city_names),
        baseline=scenario.baseline,
        world=json.loads(json.dumps(scenario.resolved_world)),
        parameters=_own_parameters(scenario),
        arms=arms | {name: arm for name, arm in before.items() if name not in arms},
        city_months=options.city_months,
        warnings=scenario.kept_warnings,
        settings=dict(scenario.settings),
        header=scenario.header,
    )


def _own_parameters(scenario: Scenario) -> dict[str, dict[str, Any]]:
    """Return what the scenario says of parameters in place of the registry: value, range, source."""
    registered = {parameter.name: parameter for parameter in registered_parameters()}
    return {
        one.name: {"value": one.value + 0.0, "low": one.low, "high": one.high, "source": one.source}
        for one in sorted(scenario.parameters)
        if one != registered[one.name]
    }


def _about(started: float, n_made: int, options: Options, failures: "list[Failure]") -> dict[str, Any]:
    return {
        "started": datetime.fromtimestamp(started, UTC).isoformat(timespec="seconds"),
        "seconds": round(time.time() - started, 1),
        "runs_made": n_made,
        "jobs": options.n_workers,
        "failed_runs": [
            {"policy": failure.run.policy, "seed": failure.run.seed, "reason": failure.reason} for failure in failures
        ],
    }
