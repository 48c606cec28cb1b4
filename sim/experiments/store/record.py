"""What an experiment folder belongs to and which runs its tables hold: experiment.json."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from sim.experiments.design import Experiment
from sim.experiments.identity import SCHEMA_VERSION, model_version
from sim.experiments.problems import UsageError
from sim.experiments.store.files import write_text

RECORD = "experiment.json"
_BEFORE_RECORD = {".lock", "runs", f".{RECORD}.tmp"}  # left when a command ends before its first run


class Record(NamedTuple):
    """What a folder belongs to and which runs its tables hold (experiment.json)."""

    schema: int
    identity: str
    name: str
    title: str
    description: str
    engine: str
    model_version: str
    people_per_agent: int
    start_month: int  # [months] year * 12 + month - 1
    n_months: int
    n_places: int  # the country and its cities
    baseline: str
    world: dict[str, Any]
    arms: dict[str, dict[str, Any]]  # by name, baseline first: identity, definition, first_difference, seeds
    city_months: str  # december or all
    warnings: list[str]

    @property
    def first_difference(self) -> int:
        """Month index of the first lever difference of any arm; 0 without any."""
        months = [arm["first_difference"] for arm in self.arms.values()]
        return min((month for month in months if month is not None), default=0)


def read_record(folder: Path) -> Record:
    """Return what a folder belongs to.

    Raises
    ------
    UsageError
        The folder holds no experiment, or one of a newer program.
    """
    path = folder / RECORD
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(f"{folder} is not an experiment folder: it has no {RECORD}") from None
    except ValueError as error:
        raise UsageError(f"{path} is damaged: {error}") from None
    if fields.get("schema") != SCHEMA_VERSION:
        raise UsageError(f"{folder} was written by another version of this program")
    return Record(**fields)


def write_record(folder: Path, record: Record) -> None:
    """Write experiment.json."""
    write_text(folder / RECORD, json.dumps(record._asdict(), indent=1, ensure_ascii=False) + "\n")


def check_folder(folder: Path, experiment: Experiment) -> None:
    """See that the folder is free or belongs to this experiment; change nothing.

    Raises
    ------
    UsageError
        The folder belongs to something else.
    """
    if (folder / RECORD).exists():
        _check_same(folder, read_record(folder), experiment)
    elif folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; choose another --out")
    elif folder.is_dir() and any(path.name not in _BEFORE_RECORD for path in folder.iterdir()):
        raise UsageError(f"{folder} is not empty and not an experiment folder; choose another --out")


def _check_same(folder: Path, record: Record, experiment: Experiment) -> None:
    if record.identity == experiment.identity:
        return
    differing = [
        f"engine ({record.engine} there, {experiment.engine} here)" * (record.engine != experiment.engine),
        "model version" * (record.model_version != model_version()),
        "world" * (record.world != json.loads(json.dumps(experiment.scenario.resolved_world))),
    ]
    what = ", ".join(filter(None, differing)) or "people per agent"
    raise UsageError(f"{folder} belongs to another experiment: {what}. Leave out --out, or choose another folder.")
