"""An ensemble: sets of values for a few parameters, one set a line of a CSV file."""

import hashlib
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from sim.model.state import Parameters
from sim.scenario.registry import Parameter, parameter_record
from sim.scenario.scenario import Scenario
from sim.scenario.text.csvtable import Line, Table, read_csv
from sim.scenario.text.files import open_source
from sim.scenario.text.meant import number_hint
from sim.scenario.text.problems import Place, Problems, did_you_mean
from sim.scenario.text.scalars import scalar, shorten

ABOUT_SET = ("set", "wave", "draw", "distance")  # columns that are not parameters


class Ensemble(NamedTuple):
    """Parameter sets; run `seed` uses set `seed` modulo their number, whatever the policy."""

    names: tuple[str, ...]
    sets: tuple[tuple[float, ...], ...]
    sha256: str  # of the file's text with LF line ends
    warnings: tuple[str, ...]  # about what is read otherwise than plain CSV

    def values(self, seed: int) -> dict[str, float]:
        """Return the values that a seed uses."""
        return dict(zip(self.names, self.sets[seed % len(self.sets)], strict=True))


def read_ensemble(path: Path, scenario: Scenario) -> Ensemble:
    """Read an ensemble and check it against a scenario's parameters.

    Raises
    ------
    ScenarioError: not a table within the limits, or with every problem: an unknown parameter, no number, a number
    outside the hard limits.
    """
    known = {parameter.name: parameter for parameter in scenario.parameters}
    source, problems = open_source(path), Problems()
    table = read_csv(source, (*known, *ABOUT_SET), problems)
    names = _names(table, known, problems)
    if not table.rows:
        problems.add(Place(source.shown), "", "holds no parameter set; `calibrate` writes such a file")
    sets = [tuple(_value(row, known[name], problems) for name in names) for row in table.rows]
    problems.raise_if_any()
    sha256 = hashlib.sha256(table.text.encode()).hexdigest()
    return Ensemble(tuple(names), tuple(sets), sha256, tuple(problems.warnings))


def _names(table: Table, known: Collection[str], problems: Problems) -> list[str]:
    """Return the columns that are parameters, and note those that are not."""
    names = [name for name in table.names if name not in ABOUT_SET]
    for name in names:
        if name not in known:
            problems.add(table.header, shorten(name), f"is not a parameter; {did_you_mean(name, known)}")
    if not names:
        problems.add(table.header, "", "needs one column for each parameter, each named once")
    return [name for name in names if name in known]


def _value(row: Line, parameter: Parameter, problems: Problems) -> float:
    text, place = row.fields[parameter.name], row.places[parameter.name]
    try:
        value = scalar(text)
    except ValueError:
        value = None
    if isinstance(value, bool) or not isinstance(value, int | float):
        problems.add(place, parameter.name, f"must be a number; got '{shorten(text)}'{number_hint(text)}")
        return parameter.value
    if not parameter.hard_low <= value <= parameter.hard_high:
        limits = f"{parameter.hard_low:g} to {parameter.hard_high:g}"
        problems.add(place, parameter.name, f"is {value:g}, outside the limits {limits}")
    return float(value)


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
