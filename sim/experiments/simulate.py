"""Run an experiment: make what is missing, then the tables of its folder."""

import sys
import time
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sim.engines.choice import traits_of
from sim.experiments.design.experiment import Experiment
from sim.experiments.making.families import Family, Portion, missing_families, portion_of, without
from sim.experiments.making.shown import Style, shown
from sim.experiments.problems import ExperimentError, UsageError
from sim.experiments.store.checkpoints import shelf_of
from sim.experiments.store.current import current_record
from sim.experiments.store.datapackage import PACKAGE, find_altered, is_current
from sim.experiments.store.describe import vouch, write_provenance, write_readme, write_scenario
from sim.experiments.store.files import only_writer
from sim.experiments.store.inventory import close_parts, stored_runs, verify_parts
from sim.experiments.store.merging import merge_parts
from sim.experiments.store.parts import rows_per_run
from sim.experiments.store.quarantine import Failure, quarantine_new, quarantined, release
from sim.experiments.store.record import RECORD, Record, write_record
from sim.experiments.store.recovery import Before, read_before
from sim.experiments.store.schema import COUNTRY
from sim.experiments.store.sharing import folders_beside, take_over
from sim.experiments.store.sweeps import write_points
from sim.experiments.store.tables import write_cities, write_dictionary, write_outcomes
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:  # imported where runs are made: engines bring the compiler along
    from sim.experiments.making.audit import Audited
    from sim.experiments.making.dask.named import Cluster
    from sim.experiments.making.runs import Mishaps

CityMonths = Literal["december", "all"]
Conclude = Callable[[Path], object]  # writes what is made from the tables, while the folder is still locked


class Options(NamedTuple):
    """How an experiment is run."""

    n_seeds: int = 20
    n_workers: int = 1
    city_months: CityMonths = "december"
    save_at: int = 0  # [months] lived when each seed's baseline is stored as a checkpoint; 0: never
    run_timeout_s: float | None = None  # after which a worker process that finished no run is ended; None: by its size
    takes_over: bool = False  # runs of the same experiment from folders beside
    retries_failed: bool = False  # make again what failed in an earlier command
    cluster: "Cluster | None" = None  # Dask workers make the runs; None: processes on this machine
    audit_share: float = 0.0  # of the runs that are made, made once more on another worker
    progress: Style = "line"  # how it is shown, on stderr
    portion: Portion | None = None  # only this share is made, and no table; None: everything
    joined: tuple[Path, ...] = ()  # folders of shares, whose runs are taken over


class Finished(NamedTuple):
    """What a command did."""

    folder: Path
    record: Record
    n_made: int
    n_kept: int
    damaged: list[str]  # parts, copies under other names among them
    failures: list[Failure]
    set_aside: list[str]  # checkpoints
    healed: list[str]  # what else was lost or altered and made again, in words
    left_out: list[Failure]  # runs that failed in an earlier command
    audited: "Audited | None"

    @property
    def is_whole(self) -> bool:
        """Tell whether every run that was asked for is there."""
        return not self.failures and not self.left_out


def run_experiment(
    experiment: Experiment, folder: Path, options: Options, conclude: Conclude = lambda folder: None
) -> Finished:
    """Make every run that the folder lacks and write its tables; `conclude` adds the comparison and what follows.

    Of a share the runs are made and nothing else: another command joins them.

    Raises
    ------
    UsageError
        The folder belongs to another experiment or is being written.
    DamageError
        experiment.json is damaged or lost, and the runs cannot stand in for it.
    ExperimentError
        Nothing could be made.
    EngineError, MissingPartError
        The engine cannot be used here; nothing was written.
    """
    _check_places(experiment.scenario.world.city_names)
    traits_of(experiment.engine).refuse_unusable()
    read_before(folder, experiment)
    parts = folder / "runs"
    parts.mkdir(parents=True, exist_ok=True)
    with only_writer(folder):
        damaged = verify_parts(parts, _identities(read_before(folder, experiment), experiment))
        before = read_before(folder, experiment)
        healed = [*before.told, *_altered(folder)]
        record = current_record(before, experiment, options.n_seeds, options.city_months)
        if not (folder / RECORD).exists():
            write_record(folder, record._replace(arms=before.arms))
        unsaved, set_aside = _unsaved_seeds(experiment, folder, options)
        families, finished = _missing(experiment, folder, options, unsaved)
        families, left_out = _without_failed(families, folder, options)
        started = time.time()
        failures, more, audited = _make(experiment, families, folder, options) if families else ([], [], None)
        planned = {run.identity for family in families for run in family.runs}
        n_made = len(planned - {failure.run.identity for failure in failures})
        if (failures or left_out) and not n_made and not finished:
            raise ExperimentError(f"no run could be made: {[*failures, *left_out][0].reason}")
        quarantine_new(folder, [failure for failure in failures if failure.run.identity in planned])
        merge_parts(parts, rows_per_run(experiment.scenario.world))
        if options.portion is None:
            write_record(folder, record)
            if n_made or not is_current(folder):
                shown(options.progress, sys.stderr).tell_step("writing tables and the report ...")
                _write_tables(folder, record, experiment.scenario)
        close_parts(parts)
        if options.portion is None:
            about = _about(started, n_made, options, [*left_out, *failures])
            _describe(folder, record, about | _audit_about(options, audited), conclude)
    n_kept = _n_wanted(experiment, options) - len(planned) - len(left_out)
    return Finished(folder, record, n_made, n_kept, damaged, failures, set_aside + more, healed, left_out, audited)


def _identities(before: Before, experiment: Experiment) -> frozenset[str]:
    """Return what runs in the folder may belong to: the points of earlier commands among it."""
    return experiment.identities | (frozenset() if before.record is None else before.record.identities)


def _check_places(city_names: tuple[str, ...]) -> None:
    """See that rows of cities cannot mix with one another or with those of the country."""
    if COUNTRY in city_names or len(set(city_names)) < len(city_names):
        raise UsageError(
            f"cities need names that differ, and none is called {COUNTRY!r}; rename one in the cities file"
        )


def _altered(folder: Path) -> list[str]:
    return [f"{folder / name} was not as written; it was made again" for name in find_altered(folder)]


def _missing(
    experiment: Experiment, folder: Path, options: Options, unsaved: list[int]
) -> tuple[list[Family], dict[str, Path]]:
    """Return the families to be made and the runs that are stored, after taking over what lies beside."""
    stored = stored_runs(folder / "runs")
    families = _families(experiment, options, stored, unsaved)
    others = [*options.joined, *(folders_beside(folder, experiment) if options.takes_over else ())]
    if others and (missing := {run.identity for family in families for run in family.runs}):
        take_over(folder, experiment, missing, others)
        stored = stored_runs(folder / "runs")
        families = _families(experiment, options, stored, unsaved)
    return families, stored


def _families(
    experiment: Experiment, options: Options, stored: Collection[str], unsaved: Collection[int]
) -> list[Family]:
    """Return the families to be made; which run is in which share depends on no stored run."""
    if options.portion is None:
        return missing_families(experiment, options.n_seeds, stored, unsaved)
    ours = portion_of(missing_families(experiment, options.n_seeds, ()), options.portion)
    return [left for family in ours if (left := without(family, stored)).runs]


def _n_wanted(experiment: Experiment, options: Options) -> int:
    """Return how many runs were asked for; arms that are alike count as often as they are named."""
    if options.portion is None:
        return len(experiment.identities) * len(experiment.arms) * options.n_seeds
    return sum(len(family.runs) for family in _families(experiment, options, (), ()))


def _without_failed(families: list[Family], folder: Path, options: Options) -> tuple[list[Family], list[Failure]]:
    """Leave out runs that failed in an earlier command, or forget that they did; return which were left out."""
    runs = [run for family in families for run in family.runs]
    for other in options.joined:
        quarantine_new(folder, quarantined(other, runs))
    failed = quarantined(folder, runs)
    if options.retries_failed:
        release(folder, failed)
        return families, []
    left = [without(family, {failure.run.identity for failure in failed}) for family in families]
    return [family for family in left if family.runs or family.saves], failed


def _unsaved_seeds(experiment: Experiment, folder: Path, options: Options) -> tuple[list[int], list[str]]:
    """Return the seeds whose checkpoint is wanted and not there, and the names of damaged ones."""
    shelf = shelf_of(experiment, folder)
    shelf.tidy()
    return shelf.find_missing(options.n_seeds, options.save_at) if options.save_at else ([], [])


def _make(experiment: Experiment, families: list[Family], folder: Path, options: Options) -> "Mishaps":
    from sim.experiments.making.branching import Job
    from sim.experiments.making.means import Means, make_runs  # engines bring the compiler along

    means = Means(options.n_workers, options.run_timeout_s, options.cluster, options.audit_share, options.progress)
    return make_runs(Job(experiment, folder, options.save_at), families, means)


def _write_tables(folder: Path, record: Record, scenario: Scenario) -> None:
    write_outcomes(folder, record)
    write_dictionary(folder)
    write_cities(folder, scenario.world)
    if record.points:
        write_points(folder, record)
    write_scenario(folder, record, scenario.city_text)


def _describe(folder: Path, record: Record, about: dict[str, Any], conclude: Conclude) -> None:
    write_readme(folder, record)
    write_provenance(folder, record, about)
    conclude(folder)
    vouch(folder, (PACKAGE,))


def _about(started: float, n_made: int, options: Options, failures: list[Failure]) -> dict[str, Any]:
    return {
        "started": datetime.fromtimestamp(started, UTC).isoformat(timespec="seconds"),
        "seconds": round(time.time() - started, 1),
        "runs_made": n_made,
        "jobs": options.n_workers,
        "failed_runs": [
            {"policy": run.policy, "point": run.point, "seed": run.seed, "reason": reason} for run, reason in failures
        ],
    }


def _audit_about(options: Options, audited: "Audited | None") -> dict[str, Any]:
    if audited is None:
        return {}
    again = [{"policy": one.run.policy, "point": one.run.point, "seed": one.run.seed, "runs_made_again": len(one.again)}
             for one in audited.expulsions]  # fmt: skip
    return {
        "audit": {
            "share": options.audit_share,
            "runs_the_same": audited.n_same,
            "runs_not_checked": audited.n_unchecked,
            "expelled_workers": again,
        }
    }
