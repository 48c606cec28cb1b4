"""The tables of a sweep: its points, and the comparison at each of them.

A sweep has no comparison.csv and no summary.csv: what its points differ by is doubt about numbers of the model, and a
mean over them would pass for an answer.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from sim.experiments.store.csvfiles import Cell, read_parts_of_rows, write_csv
from sim.experiments.store.record import Record
from sim.experiments.store.schema import (
    CITIES,
    DICTIONARY,
    TABLES,
    VALUES,
    ComparisonRow,
    PointColumns,
    PointRow,
    Table,
    annotations_of,
    row_class,
)
from sim.scenario.parts.levers import LEVER_BY_NAME
from sim.scenario.registry import registered_parameters

POINTS_FILE, BY_POINT_FILE = "points.csv", "by_point.csv"
SWEEP_FILES = (BY_POINT_FILE, POINTS_FILE, VALUES.file, DICTIONARY.file, CITIES.file)
_BY_POINT = "each policy minus the baseline at each point, with 95% intervals: start here"


def tables_of(record: Record) -> tuple[Table, ...]:
    """Return the tables of an experiment folder, the first to read first."""
    if not record.points:
        return TABLES
    columns = annotations_of(PointColumns)
    varied = {name: Annotated[_kind(record, name), _meaning(name)] for name in varied_names(record)}
    by_point = {"point": columns["point"], **varied, **annotations_of(ComparisonRow)}
    by_point["planned_pairs"] = columns["planned_pairs"]
    points = {"point": Annotated[int, "number, as in outcomes.parquet"], **varied}
    return (
        Table(BY_POINT_FILE, row_class(by_point), _BY_POINT),
        Table(POINTS_FILE, row_class(points), "the points of the sweep: what is varied, and its value"),
        VALUES,
        DICTIONARY,
        CITIES,
    )


def varied_names(record: Record) -> tuple[str, ...]:
    """Return what a sweep varies; nothing where nothing is swept."""
    return tuple(record.points[0]["values"]) if record.points else ()


def write_points(folder: Path, record: Record) -> None:
    """Write points.csv."""
    rows = [(number, *point["values"].values()) for number, point in enumerate(record.points)]
    write_csv(folder / POINTS_FILE, ("point", *varied_names(record)), rows)


def write_by_point(folder: Path, record: Record, rows: list[PointRow]) -> None:
    """Write by_point.csv: the values of each point beside what is compared there."""
    header = ("point", *varied_names(record), *ComparisonRow._fields, "planned_pairs")
    write_csv(folder / BY_POINT_FILE, header, (_cells(record.points[one.point]["values"], one) for one in rows))


def read_by_point(folder: Path) -> tuple[PointRow, ...]:
    """Read by_point.csv.

    Raises
    ------
    UsageError
        The file is not such a table.
    """
    rows = read_parts_of_rows(folder / BY_POINT_FILE, PointColumns, ComparisonRow)
    return tuple(PointRow(*numbers, row) for numbers, row in rows)


def _cells(values: Mapping[str, Any], one: PointRow) -> tuple[Cell, ...]:
    return one.point, *values.values(), *one.row, one.planned_pairs


def _kind(record: Record, name: str) -> type[Any]:
    kind = type(record.points[0]["values"][name])
    return float if kind is int else kind


def _meaning(name: str) -> str:
    """Return what is varied, in the words of the registry, with its unit."""
    known: dict[str, Any] = {one.name: one for one in registered_parameters()} | dict(LEVER_BY_NAME)
    what = "lever at the start" if name in LEVER_BY_NAME else "parameter"
    return f"{what}: {known[name].meaning} [{known[name].unit}]" if name in known else what
