"""What an experiment folder belongs to and which runs its tables hold: experiment.json."""

import json
from pathlib import Path
from typing import Any, NamedTuple, get_origin, get_type_hints

from sim.experiments.design.experiment import Experiment
from sim.experiments.design.identity import RUN_SCHEMA, SCHEMA_VERSION, engine_version, model_version
from sim.experiments.problems import DamageError, UsageError
from sim.experiments.store.sealed import MAKE_AGAIN, read_sealed, write_sealed
from sim.scenario.text.months import format_month

RECORD = "experiment.json"
_OF_SWEEPS = ("points", "design")
_ARM_FIELDS = {"identity": str, "definition": object, "first_difference": int | None, "seeds": int}


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
    preface: str = ""  # what the scenario file says of itself at its top
    look_for: str = ""  # what to look for in the results
    question: dict[str, str] = {}  # outcome and policy of what a reader is asked first; empty where nothing is
    labels: dict[str, str] = {}  # by arm, its plain name where it has one
    points: list[dict[str, Any]] = []  # of a sweep: identity and values of each; empty where nothing is swept
    design: dict[str, Any] = {}  # where the points come from: kind, seed, ranges

    @property
    def first_difference(self) -> int:
        """Month index of the first lever difference of any arm; 0 without any."""
        months = [arm["first_difference"] for arm in self.arms.values()]
        return min((month for month in months if month is not None), default=0)

    @property
    def identities(self) -> frozenset[str]:
        """What the stored runs say that they belong to."""
        return frozenset(point["identity"] for point in self.points) or frozenset([self.identity])

    @property
    def months(self) -> tuple[str, str]:
        """First and last month that are simulated."""
        return format_month(self.start_month), format_month(self.start_month + self.n_months - 1)


def window_of(record: Record) -> tuple[str, str]:
    """Return the months that a comparison counts by default, as YYYY-MM: from the first lever difference on."""
    return format_month(record.start_month + record.first_difference), record.months[1]


def read_record(folder: Path) -> Record:
    """Return what a folder belongs to, whatever version of the program made it.

    Raises
    ------
    UsageError
        The folder holds no experiment, or one of a newer program.
    DamageError
        experiment.json is not what was written.
    """
    path = folder / RECORD
    try:
        fields = read_sealed(path)
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(f"{folder} is not an experiment folder: it has no {RECORD}. {_if_lost(folder)}") from None
    schema = fields.get("schema")
    if isinstance(schema, int) and schema > SCHEMA_VERSION:
        raise UsageError(
            f"{folder} was made by a newer version of this program: its tables have schema {schema}, and this version "
            f"reads schemas 1 to {SCHEMA_VERSION}. Update the program to read it."
        )
    if not isinstance(schema, int) or schema < 1:
        raise DamageError(f"{path} is damaged: there is no schema {schema!r}. {MAKE_AGAIN}.")
    fields = Record._field_defaults | (_since_schema_1(fields) if schema == 1 else {}) | fields
    if wrong := _wrong_fields(fields):
        raise DamageError(f"{path} is damaged: {', '.join(wrong)} not as a record has it. {MAKE_AGAIN}.")
    return Record(**fields)


def _if_lost(folder: Path) -> str:
    if not folder.is_dir():
        return "Name the folder of an experiment, as `simulate` printed it"
    if not any((folder / "runs").glob("*.parquet")):
        return "Name the folder that `simulate` printed, or run `simulate`"
    return f"It holds runs: {MAKE_AGAIN[0].lower()}{MAKE_AGAIN[1:]}"


def _wrong_fields(fields: dict[str, Any]) -> list[str]:
    """Return the names of fields that are missing, unknown, or of another kind."""
    kinds = {name: get_origin(hint) or hint for name, hint in get_type_hints(Record).items()}
    wrong = [name for name in kinds if not isinstance(fields.get(name), kinds[name])]
    wrong += [name for name in fields if name not in kinds]
    arms = fields["arms"].items() if "arms" not in wrong else ()
    return wrong + [f"arms.{name}" for name, arm in arms if not _is_arm(arm)]


def _is_arm(arm: Any) -> bool:
    return isinstance(arm, dict) and all(
        name in arm and isinstance(arm[name], kind) for name, kind in _ARM_FIELDS.items()
    )


def _since_schema_1(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields without a default that records of schema 1 lack."""
    return {"engine_version": fields.get("engine"), "parameters": {}, "settings": {}}


def write_record(folder: Path, record: Record) -> None:
    """Write experiment.json; what only sweeps have is left out of others."""
    fields = record._asdict()
    write_sealed(folder / RECORD, {key: value for key, value in fields.items() if value or key not in _OF_SWEEPS})


def check_same(folder: Path, record: Record, experiment: Experiment) -> None:
    """See that a folder belongs to this experiment, and that what it tells would stay as it is.

    Raises
    ------
    UsageError
        The folder belongs to something else, or one of its arms or its baseline would become another.
    """
    if record.identity == experiment.identity:
        _check_arms(folder, record, experiment)
        _check_points(folder, record, experiment)
        return
    if record.schema < RUN_SCHEMA:
        raise UsageError(
            f"{folder} cannot be extended: it was made by model version {record.model_version}, whose runs hold other "
            f"columns (schema {record.schema}; this is {model_version()}, schema {SCHEMA_VERSION}). `compare` still "
            "reads it. Leave out --out, or choose another folder."
        )
    what = ", ".join(filter(None, _differing(record, experiment))) or "the outcomes that are recorded"
    raise UsageError(f"{folder} belongs to another experiment: {what}. Leave out --out, or choose another folder.")


def _check_arms(folder: Path, record: Record, experiment: Experiment) -> None:
    """See that no arm was edited: the tables and the report of the earlier one would be lost."""
    edited = [arm.name for arm in experiment.arms if _is_other(record.arms.get(arm.name), arm.identity)]
    if record.arms and record.baseline != experiment.scenario.baseline:
        edited = [f"baseline ({record.baseline} there, {experiment.scenario.baseline} here)"]
    if edited:
        raise UsageError(
            f"{folder} holds the results of other settings of {', '.join(edited)}, and they would be overwritten. "
            "Leave out --out, and each experiment gets a folder of its own under results/, where runs that are the "
            "same are taken over; or choose another --out."
        )


def _check_points(folder: Path, record: Record, experiment: Experiment) -> None:
    """See that a sweep goes on with the same points or with more: those that are there would be lost."""
    there, here = len(record.points), len(experiment.points)
    if bool(there) != bool(here):
        what = f"a sweep of {there} points" if there else "an experiment without a design"
        raise UsageError(f"{folder} holds {what}. Leave out --out, or choose another folder.")
    lost = record.identities - experiment.identities
    if lost and not experiment.identities <= record.identities:
        raise UsageError(
            f"{folder} holds a sweep, and {len(lost)} of its {there} points are not among the {here} of this design. A "
            "design can be extended where it keeps its points: a list, a grid, Sobol or Morris with the same seed and "
            "ranges. Leave out --out, and runs that are the same are taken over; or choose another folder."
        )


def _is_other(arm: dict[str, Any] | None, identity: str) -> bool:
    return arm is not None and arm["identity"] != identity


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
