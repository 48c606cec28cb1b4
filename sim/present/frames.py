"""Tables as data frames of the library that is installed: pandas, or polars."""

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Any, Literal

import numpy as np

from sim.experiments.problems import UsageError
from sim.experiments.store.parquet import connect
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import COUNTRY, VALUES, CityRow, ComparisonRow
from sim.experiments.store.sweeps import varied_names
from sim.model.levers import LEVERS, Lever
from sim.scenario.scenario import Scenario

Frame = Literal["pandas", "polars"]
_LIBRARIES: tuple[Frame, ...] = ("pandas", "polars")
_COUNTRY_QUERY = """
    SELECT policy, {point} seed, date, outcome, value FROM read_parquet($values) WHERE place = $country
    ORDER BY policy, {point} seed, date, outcome
"""
_CITIES_QUERY = """
    SELECT policy, {point} seed, date, place AS city, outcome, value FROM read_parquet($values) WHERE place <> $country
    ORDER BY policy, {point} seed, date, city, outcome
"""


def chosen_library(wanted: str | None) -> Frame:
    """Return the library that makes data frames: the one wanted, else pandas, else polars.

    Raises
    ------
    UsageError
        There is no such library, or it is not installed.
    """
    for name in _LIBRARIES:
        if wanted in (None, name) and find_spec(name):
            return name
    if wanted is not None and wanted not in _LIBRARIES:
        raise UsageError(f"frame={wanted!r} is not known; data frames are made by {' or '.join(_LIBRARIES)}")
    raise UsageError(f"data frames need {wanted or 'pandas or polars'}; install it: pip install {wanted or 'pandas'}")


def frame_of(columns: Mapping[str, Any], library: Frame) -> Any:
    """Return columns of equal length as a data frame."""
    import narwhals  # where it is used

    return narwhals.from_dict(dict(columns), backend=library).to_native()


def rows_frame(rows: Sequence[Any], kind: type[Any], library: Frame) -> Any:
    """Return rows of a class of schema.py as a data frame."""
    return frame_of({name: [getattr(row, name) for row in rows] for name in kind._fields}, library)


def levers_frame(scenario: Scenario, library: Frame) -> Any:
    """Return every lever with its value at the start, as scenario files write it, and what it is."""
    start = scenario.resolved_world["levers"]
    columns: dict[str, list[Any]] = {
        "lever": [lever.name for lever in LEVERS],
        "value": [_written(lever, start[lever.name]) for lever in LEVERS],
    }
    columns |= {name: [getattr(lever, name) for lever in LEVERS] for name in ("unit", "low", "high", "meaning", "cost")}
    return frame_of(columns, library)


def _written(lever: Lever, value: Any) -> str:
    if lever.kind == "switch":
        return str(bool(value)).lower()
    return lever.choices[int(value)] if lever.kind == "choice" else f"{value:.15g}"


def country_frame(results: Results, library: Frame) -> Any:
    """Return every outcome of the country in each month of each run; of a sweep, with the number of the point."""
    return frame_of(_columns(_COUNTRY_QUERY, results), library)


def cities_frame(results: Results, cities: Sequence[CityRow], library: Frame) -> Any:
    """Return the outcomes kept of cities, each with its region, place on the map and residents."""
    columns = _columns(_CITIES_QUERY, results)
    about = {city.name: city for city in cities}
    found = [about[name] for name in columns["city"]]
    more = {name: [getattr(city, name) for city in found] for name in ("region", "latitude", "longitude", "population")}
    return frame_of(columns | more, library)


def points_frame(results: Results, library: Frame) -> Any:
    """Return the points of a sweep, with the values of what is varied."""
    values = [point["values"] for point in results.record.points]
    columns = {name: [one[name] for one in values] for name in varied_names(results.record)}
    return frame_of({"point": list(range(len(values))), **columns}, library)


def by_point_frame(results: Results, library: Frame) -> Any:
    """Return the comparison at each point of a sweep: the columns of by_point.csv."""
    rows, points = results.by_point, results.record.points
    values = {name: [points[one.point]["values"][name] for one in rows] for name in varied_names(results.record)}
    compared = {name: [getattr(one.row, name) for one in rows] for name in ComparisonRow._fields}
    numbers = {"point": [one.point for one in rows]}
    return frame_of({**numbers, **values, **compared, "planned_pairs": [one.planned_pairs for one in rows]}, library)


def _columns(query: str, results: Results) -> dict[str, Any]:
    """Return the columns of a query."""
    asked = query.format(point="point," if results.is_sweep else "")
    about = {"values": str(results.folder / VALUES.file), "country": COUNTRY}
    with connect() as connection:
        found = connection.execute(asked, about).fetchnumpy()
    return arrays_of(found)


def arrays_of(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns as DuckDB gives them; texts become lists, and numbers that are undefined not a number (nan)."""
    texts = {name: column.tolist() for name, column in found.items() if column.dtype == object}
    numbers = {name: np.ma.filled(column, np.nan) for name, column in found.items() if column.dtype.kind == "f"}
    return {**found, **numbers, **texts}
