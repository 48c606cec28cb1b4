"""The tables of an experiment folder that are made from its runs and its world alone."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from sim.experiments.design.identity import arm_identity, run_identity
from sim.experiments.store.csvfiles import write_csv
from sim.experiments.store.files import publish
from sim.experiments.store.inventory import stored_runs
from sim.experiments.store.parquet import connect, copy_to, file_name, quoted, rows_of
from sim.experiments.store.parts import read_origins
from sim.experiments.store.record import Record
from sim.experiments.store.schema import CITIES, COUNTRY, DICTIONARY, VALUES, CityRow, DictionaryRow, fields_of
from sim.model.outcomes import CITY_OUTCOMES, OUTCOMES
from sim.model.state import World

# DuckDB need not look up each text once more where it knows all that there are; readers find texts all the same.
# Policies stay as they are, so that a file still tells which rows are of which: readers skip the others by it.
_TEXTS = """
    CREATE TYPE MONTH_TEXT AS ENUM (SELECT {month} FROM (SELECT DISTINCT month FROM {parts}) AS part ORDER BY 1);
    CREATE TYPE PLACE_TEXT AS ENUM (SELECT DISTINCT place FROM {parts} ORDER BY 1);
    CREATE TYPE SCENARIO_TEXT AS ENUM ({scenario});
    CREATE TYPE OUTCOME_TEXT AS ENUM ({names});
"""
_MEMORY = "256MB"  # beyond it DuckDB sorts on the disk
_MONTH = "printf('%04d-%02d', part.month // 12, part.month % 12 + 1)"

# Rows are sorted while an outcome is still a column: outcomes, named in the order of the alphabet, then fall in place.
_OUTCOMES_QUERY = """
    SELECT {columns}
    FROM (
        SELECT * EXCLUDE ({outcomes}),
            unnest(CASE WHEN place = {country} THEN [{names}]::OUTCOME_TEXT[] ELSE [{city_names}]::OUTCOME_TEXT[] END)
                AS outcome,
            unnest(CASE WHEN place = {country} THEN [{outcomes}] ELSE [{city_outcomes}] END) AS value
        FROM (
            SELECT {scenario}::SCENARIO_TEXT AS scenario, policy, {point} AS point, seed, {month}::MONTH_TEXT AS month,
                make_date(part.month // 12, part.month % 12 + 1, 1) AS date, place::PLACE_TEXT AS place, {outcomes}
            FROM {kept} AS part
        )
    )
"""
_KEPT = "part.place = {country} OR {december}"
_OF_PART = (
    "SELECT policy, seed, month, place, {outcomes} FROM {parts} AS part WHERE {is_kept} ORDER BY seed, month, place"
)
_OF_ALL = """(
    SELECT runs.policy, runs.point, runs.seed, part.month, part.place, {outcomes}
    FROM {parts} AS part JOIN runs ON part.run = runs.run AND part.filename = runs.part WHERE {is_kept}
    ORDER BY runs.policy, runs.point, runs.seed, part.month, part.place
)"""
_TOLD = "SELECT DISTINCT policy, point, seed FROM {values}"


def write_outcomes(folder: Path, record: Record) -> None:
    """Write outcomes.parquet from the parts: complete runs of the record's arms, each once, sorted."""
    temporary = folder / "runs" / ".tmp" / "outcomes"
    wanted = _wanted_runs(record, stored_runs(folder / "runs"))
    outcomes = sorted(outcome.name for outcome in OUTCOMES)
    december = "true" if record.city_months == "all" else "part.month % 12 = 11"
    texts = {
        "scenario": quoted(record.name),
        "month": _MONTH,
        "parts": rows_of(*dict.fromkeys(run.part for run in wanted)),
        "names": ", ".join(map(quoted, outcomes)),
        "outcomes": ", ".join(outcomes),
        "is_kept": _KEPT.format(country=quoted(COUNTRY), december=december),
    }
    of_cities = sorted(CITY_OUTCOMES)
    with connect(spill=temporary.parent) as connection:
        connection.execute(f"SET memory_limit = '{_MEMORY}'")
        connection.register("runs", _as_columns(wanted))
        connection.execute(_TEXTS.format(**texts))
        in_order = None if record.points else _in_order(wanted)
        pieces = [_sorted_apart(connection, part, temporary, texts) for part in in_order or ()]
        query = _OUTCOMES_QUERY.format(
            **texts,
            columns=", ".join(column.name for column in fields_of(VALUES.rows)),
            point="point" if record.points else "0::BIGINT",  # which Parquet packs otherwise than a column of zeros
            country=quoted(COUNTRY),
            city_outcomes=", ".join(of_cities),
            city_names=", ".join(map(quoted, of_cities)),
            kept=rows_of(*pieces) if pieces else _OF_ALL.format(**texts),
        )
        copy_to(connection, query, temporary)
    for piece in pieces:
        piece.unlink()
    publish(temporary, folder / VALUES.file)


def _sorted_apart(connection: Any, part: Path, temporary: Path, texts: Mapping[str, str]) -> Path:
    """Write the rows of a part that the table keeps, sorted, to a file beside it; one part fits into memory."""
    piece = temporary.with_name(f"{temporary.name}-{part.stem}")
    copy_to(connection, _OF_PART.format(**{**texts, "parts": rows_of(part)}), piece)
    return piece


class PlannedRun(NamedTuple):
    """A run that the arms, points and seeds of a record ask for."""

    identity: str
    policy: str
    point: int
    seed: int


class _StoredRun(NamedTuple):
    identity: str
    policy: str
    point: int
    seed: int
    part: Path


def planned_runs(record: Record) -> Iterator[PlannedRun]:
    """Yield every run that a record asks for; arms that are alike share theirs."""
    for policy, arm in record.arms.items():
        for point, identity in enumerate(_identities(record, arm)):
            for seed in range(arm["seeds"]):
                yield PlannedRun(run_identity(identity, seed), policy, point, seed)


def told_runs(folder: Path, record: Record) -> set[str]:
    """Return the identities of the runs of which outcomes.parquet tells."""
    with connect() as connection:
        found = set(connection.execute(_TOLD.format(values=rows_of(folder / VALUES.file))).fetchall())
    return {run.identity for run in planned_runs(record) if (run.policy, run.point, run.seed) in found}


def _wanted_runs(record: Record, stored: dict[str, Path]) -> list[_StoredRun]:
    return [_StoredRun(*run, stored[run.identity]) for run in planned_runs(record) if run.identity in stored]


def _in_order(wanted: list[_StoredRun]) -> list[Path] | None:
    """Return the parts of an experiment without points, if its runs and no others lie in them as in the table."""
    ordered = sorted(wanted, key=lambda run: (run.policy, run.seed))
    parts = list(dict.fromkeys(run.part for run in ordered))
    origins = read_origins(parts)
    there = [
        (run, origin.arm["name"], seed) for origin in map(origins.get, parts) if origin is not None
        for run, (seed, _) in origin.runs.items()
    ]  # fmt: skip
    return parts if [(run.identity, run.policy, run.seed) for run in ordered] == there else None


def _identities(record: Record, arm: dict[str, Any]) -> list[str]:
    """Return what an arm is called at each point."""
    return [arm_identity(point["identity"], arm["definition"]) for point in record.points] or [arm["identity"]]


def _as_columns(runs: list[_StoredRun]) -> "dict[str, np.ndarray[tuple[int], np.dtype[np.generic]]]":
    return {
        "run": np.array([run.identity for run in runs], dtype=object),
        "policy": np.array([run.policy for run in runs], dtype=object),
        "point": np.array([run.point for run in runs], dtype=np.int64),
        "seed": np.array([run.seed for run in runs], dtype=np.int64),
        "part": np.array([file_name(run.part) for run in runs], dtype=object),
    }


def write_dictionary(folder: Path) -> None:
    """Write outcomes.csv: what each outcome is, in which unit, for whom, and how it adds up."""
    rows = [
        DictionaryRow(
            outcome.name,
            outcome.label,
            outcome.unit,
            outcome.over_time,
            outcome.better,
            outcome.stakeholder,
            outcome.definition,
            " ".join(outcome.numerator),
            " ".join(outcome.denominator),
            outcome.headline,
            outcome.by_city,
        )
        for outcome in OUTCOMES
    ]
    write_csv(folder / DICTIONARY.file, DictionaryRow._fields, rows)


def write_cities(folder: Path, world: World) -> None:
    """Write cities.csv: the cities of the world, by name."""
    rows = [
        CityRow(
            int(city.code),
            name,
            world.region_names[city.region],
            float(city.latitude),
            float(city.longitude),
            int(city.population),
        )
        for name, city in zip(world.city_names, world.cities, strict=True)
    ]
    rows.sort(key=lambda row: row.name)
    write_csv(folder / CITIES.file, CityRow._fields, rows)
