"""What earlier commands left in a folder: told by experiment.json or, where it is lost or damaged, by the parts."""

from pathlib import Path
from typing import Any, NamedTuple

from sim.experiments.design.experiment import Experiment
from sim.experiments.design.identity import arm_identity
from sim.experiments.problems import DamageError, UsageError
from sim.experiments.store.origin import Origin
from sim.experiments.store.parquet import file_name
from sim.experiments.store.parts import part_files, read_origins
from sim.experiments.store.record import RECORD, Record, check_same, read_record

_BEFORE_RECORD = {".lock", "runs", f".{RECORD}.tmp"}  # left when a command ends before its first run


class Before(NamedTuple):
    """What a folder held before a command."""

    record: Record | None = None
    arms: dict[str, dict[str, Any]] = {}
    told: tuple[str, ...] = ()  # what was lost and made again, in words


def read_before(folder: Path, experiment: Experiment) -> Before:
    """Return what a folder holds of this experiment; change nothing.

    Raises
    ------
    UsageError
        The folder belongs to something else, or no folder can be there.
    DamageError
        experiment.json is damaged or lost, and the parts cannot stand in for it.
    """
    file_name(folder)
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; choose another --out")
    if not (folder / RECORD).exists():
        return _without_record(folder, experiment)
    try:
        record = read_record(folder)
    except DamageError:
        return _rebuilt(folder, experiment, "damaged")
    check_same(folder, record, experiment)
    return Before(record, record.arms)


def _without_record(folder: Path, experiment: Experiment) -> Before:
    if part_files(folder / "runs"):
        return _rebuilt(folder, experiment, "missing")
    if folder.is_dir() and any(path.name not in _BEFORE_RECORD for path in folder.iterdir()):
        raise UsageError(f"{folder} is not empty and not an experiment folder; choose another --out")
    return Before()


def _rebuilt(folder: Path, experiment: Experiment, what: str) -> Before:
    """Return the arms that the parts tell of, with the seeds that they hold."""
    path = folder / RECORD
    origins = [origin for part in part_files(folder / "runs") for origin in read_origins([part]).values()]
    if not origins:
        raise DamageError(
            f"{path} is {what}, and no run under {folder / 'runs'} tells what it belongs to (runs until version 0.2.0 "
            "do not). Put the file back from a copy, or choose another --out."
        )
    ours = [origin for origin in origins if not experiment.identities.isdisjoint(origin.seeds)]
    if any(not experiment.identities.issuperset(origin.seeds) for origin in ours):
        raise UsageError(
            f"{path} is {what}, and the runs there belong to a sweep of more points than this one. Run the command "
            "that made them, leave out --out, or choose another folder."
        )
    if not ours:
        raise UsageError(
            f"{path} is {what}, and the runs there belong to another experiment (world, people per agent, engine or "
            "version). Run the command that made them, leave out --out, or choose another folder."
        )
    told = f"{path} was {what}; it was made again from the runs"
    return Before(None, _arms_of(ours, experiment), (told,))


def _arms_of(origins: list[Origin], experiment: Experiment) -> dict[str, dict[str, Any]]:
    """Return the arms by name; of other settings than this command's nothing is taken.

    Parts of a sweep name an arm by the point at which it ran; the record names it by the scenario's own values.
    """
    identities = {arm.name: arm.identity for arm in experiment.arms}
    arms: dict[str, dict[str, Any]] = {}
    for origin in origins:
        arm = dict(origin.arm)
        name = arm.pop("name")
        arm["identity"] = arm_identity(experiment.identity, arm["definition"])
        if identities.setdefault(name, arm["identity"]) != arm["identity"]:
            continue
        seeds = max(arms.get(name, {}).get("seeds", 0), 1 + max(map(max, origin.seeds.values())))
        arms[name] = arm | {"seeds": seeds}
    return dict(sorted(arms.items()))
