"""The registry of parameters: sim/data/parameters.csv, read and checked once."""

import csv
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from sim.model.state import Parameters


class Parameter(NamedTuple):
    """A number of the model: value, plausible range, hard limits, where it comes from."""

    name: str
    unit: str
    value: float
    low: float
    high: float
    hard_low: float
    hard_high: float
    symbol: str
    group: str
    meaning: str
    source: str
    confidence: str


@cache
def registered_parameters() -> tuple[Parameter, ...]:
    """Return every parameter, in the order of the file.

    Raises
    ------
    ValueError: the registry itself is wrong.
    """
    text = files("sim").joinpath("data", "parameters.csv").read_text(encoding="utf-8")
    parameters = tuple(_parameter(row) for row in csv.DictReader(text.splitlines()))
    if len({parameter.name for parameter in parameters}) < len(parameters):
        raise ValueError("parameters.csv: a name is registered twice")
    return parameters


def _parameter(row: dict[str, str]) -> Parameter:
    numbers = [float(row[name]) for name in ("value", "low", "high", "hard_low", "hard_high")]
    value, low, high, hard_low, hard_high = numbers
    if not (all(map(math.isfinite, numbers)) and hard_low <= low <= value <= high <= hard_high):
        raise ValueError(f"parameters.csv: {row['name']}: not hard_low <= low <= value <= high <= hard_high")
    words = [row[name] for name in ("symbol", "group", "meaning", "source", "confidence")]
    if not (row["name"].isidentifier() and row["unit"] and row["source"]):
        raise ValueError(f"parameters.csv: {row['name']}: needs a name, a unit and a source")
    return Parameter(row["name"], row["unit"], value, low, high, hard_low, hard_high, *words)


@cache
def _dtype() -> np.dtype[np.void]:
    return np.dtype([(parameter.name, "f8") for parameter in registered_parameters()])


def parameter_record(values: Mapping[str, float]) -> Parameters:
    """Return one record with a field for each registered parameter.

    Raises
    ------
    KeyError: a registered parameter has no value, or a value no registered parameter.
    """
    if strange := set(values) ^ set(_dtype().names or ()):
        raise KeyError(f"missing or unknown parameters: {', '.join(sorted(strange))}")
    record = np.zeros(1, _dtype()).view(np.recarray)[0]
    for name, value in values.items():
        record[name] = value
    return record


def default_parameters() -> Parameters:
    """Return the record of the registry's own values."""
    return parameter_record({parameter.name: parameter.value for parameter in registered_parameters()})
