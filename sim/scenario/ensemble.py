"""An ensemble: sets of values for a few parameters, one set a line of a CSV file."""

import csv
import hashlib
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from sim.model.state import Parameters
from sim.scenario.registry import parameter_record
from sim.scenario.scenario import Scenario
from sim.scenario.text.problems import Place, Problems, did_you_mean, fail

ABOUT_SET = ("set", "wave", "draw", "distance")  # columns that are not parameters


class Ensemble(NamedTuple):
    """Parameter sets; run `seed` uses set `seed` modulo their number, whatever the policy."""

    names: tuple[str, ...]
    sets: tuple[tuple[float, ...], ...]
    sha256: str  # of the file

    def values(self, seed: int) -> dict[str, float]:
        """Return the values that a seed uses."""
        return dict(zip(self.names, self.sets[seed % len(self.sets)], strict=True))


def read_ensemble(path: Path, scenario: Scenario) -> Ensemble:
    """Read an ensemble and check it against a scenario's parameters.

    Raises
    ------
    ScenarioError: with every problem: an unknown parameter, no number, a number outside the hard limits.
    """
    known = {parameter.name: parameter for parameter in scenario.parameters}
    try:
        content = path.read_bytes()
        lines = list(csv.reader(content.decode("utf-8-sig").splitlines()))
    except (OSError, ValueError) as error:
        raise fail(Place(str(path)), "", f"cannot be read as a table: {error}") from None
    if len(lines) < 2:
        raise fail(Place(str(path)), "", "holds no parameter set; `calibrate` writes such a file")
    header, *rows = lines
    problems = Problems()
    names = _names(header, known, Place(str(path), 1), problems)
    problems.raise_if_any()
    sets = []
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            problems.add(Place(str(path), number), "", f"has {len(row)} fields where the header has {len(header)}")
            continue
        texts = dict(zip(header, row, strict=True))
        sets.append(tuple(_value(texts[name], known[name], Place(str(path), number), problems) for name in names))
    problems.raise_if_any()
    return Ensemble(tuple(names), tuple(sets), hashlib.sha256(content).hexdigest())


def _names(header: list[str], known: Collection[str], place: Place, problems: Problems) -> list[str]:
    """Return the columns that are parameters."""
    names = [name for name in header if name not in ABOUT_SET]
    for name in names:
        if name not in known:
            problems.add(place, name, f"is not a parameter; {did_you_mean(name, known)}")
    if len(set(header)) < len(header) or not names:
        problems.add(place, "", "needs one column for each parameter, each named once")
    return names


def _value(text: str, parameter: object, place: Place, problems: Problems) -> float:
    name, low, high = (getattr(parameter, key) for key in ("name", "hard_low", "hard_high"))
    try:
        value = float(text)
    except ValueError:
        problems.add(place, name, f"must be a number; got '{text[:40]}'")
        return 0.0
    if not low <= value <= high:
        problems.add(place, name, f"is {value:g}, outside the limits {low:g} to {high:g}")
    return value


def with_ensemble(scenario: Scenario, ensemble: Ensemble) -> Scenario:
    """Return the scenario with parameters that depend on the seed; the ensemble becomes part of its identity."""
    about = {
        "sha256": ensemble.sha256,
        "parameters": list(ensemble.names),
        "sets": [list(values) for values in ensemble.sets],
    }
    return replace(
        scenario,
        parameter_sets=tuple(parameters_of(scenario, ensemble, seed) for seed in range(len(ensemble.sets))),
        resolved_world=scenario.resolved_world | {"ensemble": about},
    )


def parameters_of(scenario: Scenario, ensemble: Ensemble, seed: int) -> Parameters:
    """Return the scenario's parameters with those of a seed's set in their place."""
    values = {parameter.name: parameter.value for parameter in scenario.parameters}
    return parameter_record(values | ensemble.values(seed))
