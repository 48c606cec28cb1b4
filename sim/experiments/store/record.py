"""What an experiment folder belongs to and which runs its tables hold: experiment.json."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from sim.experiments.design.experiment import Experiment
from sim.experiments.design.identity import SCHEMA_VERSION, engine_version, model_version
from sim.experiments.problems import UsageError
from sim.experiments.store.files import write_text
from sim.scenario.text.months import format_month

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
    engine_version: str
    model_version: str
    people_per_agent: int
    start_month: int  # [months] year * 12 + month - 1
    n_months: int
    n_places: int  # the country and its cities
    baseline: str
    world: dict[str, Any]
    parameters: dict[str, dict[str, Any]]  # by name, what the scenario says of them: value, range, source
    arms: dict[str, dict[str, Any]]  # by name, baseline first: identity, definition, first_difference, seeds
    city_months: str  # december or all
    warnings: list[str]
    settings: dict[str, str]  # given with --set, by key
    header: str = ""  # what the scenario file says of itself at its top

    @property
    def first_difference(self) -> int:
        """Month index of the first lever difference of any arm; 0 without any."""
        months = [arm["first_difference"] for arm in self.arms.values()]
        return min((month for month in months if month is not None), default=0)

    @property
    def months(self) -> tuple[str, str]:
        """First and last month that are simulated."""
        return format_month(self.start_month), format_month(self.start_month + self.n_months - 1)


def read_record(folder: Path) -> Record:
    """Return what a folder belongs to, whatever version of the program made it.

    Raises
    ------
    UsageError
        The folder holds no experiment, or one of a newer program.
    """
    path = folder / RECORD
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        schema = fields["schema"]
        if schema in (1, SCHEMA_VERSION):
            return Record(**(_since_schema_1(fields) | fields))
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(f"{folder} is not an experiment folder: it has no {RECORD}") from None
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{path} is damaged: {error}") from None
    if not isinstance(schema, int) or schema <= SCHEMA_VERSION:
        raise UsageError(f"{path} is damaged: there is no schema {schema!r}")
    raise UsageError(
        f"{folder} was made by a newer version of this program: its tables have schema {schema}, and this version "
        f"reads schemas 1 to {SCHEMA_VERSION}. Update the program to read it."
    )


def _since_schema_1(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that records of schema 1 lack, or those of schema 2 that know no settings."""
    return {"engine_version": fields["engine"], "parameters": {}, "settings": {}}


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
    if record.schema != SCHEMA_VERSION:
        raise UsageError(
            f"{folder} cannot be extended: it was made by model version {record.model_version}, whose runs hold other "
            f"columns (schema {record.schema}; this is {model_version()}, schema {SCHEMA_VERSION}). `compare` still "
            "reads it. Leave out --out, or choose another folder."
        )
    what = ", ".join(filter(None, _differing(record, experiment))) or "the outcomes that are recorded"
    raise UsageError(f"{folder} belongs to another experiment: {what}. Leave out --out, or choose another folder.")


def _differing(record: Record, experiment: Experiment) -> list[str]:
    """Return what sets a folder apart from an experiment; texts may be empty."""
    scenario = experiment.scenario
    other_engine = record.engine != experiment.engine
    other_version = not other_engine and record.engine_version != engine_version(experiment.engine)
    return [
        f"engine ({record.engine} there, {experiment.engine} here)" * other_engine,
        f"engine version ({record.engine_version} there)" * other_version,
        f"model version ({record.model_version} there, {model_version()} here)"
        * (record.model_version != model_version()),
        "world" * (record.world != json.loads(json.dumps(scenario.resolved_world))),
        "people per agent" * (record.people_per_agent != scenario.world.people_per_agent),
    ]
