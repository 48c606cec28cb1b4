"""prices.csv: what wrongful stops, detections, staff hours and money come to at both ends of a parameter's range.

The baseline of `scenarios/russia.yaml` from 2021 to 2030, the same seeds at each end, one parameter at a time.
"""

import csv
import io
from collections.abc import Iterator

import numpy as np

from docs.generated import Generated
from docs.tables import ROOT
from sim.engines import make_engine
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.state import World
from sim.scenario.load import load_scenario
from sim.scenario.registry import Parameter, registered_parameters

PATH = "docs/prices.csv"
GROUPS = ("detection", "supplier", "crime")
COUNTED = ("stops_wrongful", "detections", "staff_hours", "spend_city_rub", "offences")
COLUMNS = ("parameter", "at", "value", *COUNTED)
SEEDS = range(4)
PEOPLE_PER_AGENT = 20_000
FIRST_MONTH = 60  # January 2021


def measured() -> tuple[Parameter, ...]:
    """Return the parameters of detection, operation and crime."""
    return tuple(parameter for parameter in registered_parameters() if parameter.group in GROUPS)


def rows() -> Iterator[list[str]]:
    """Run the model; return a row for the default, and one for each end of each range."""
    scenario = load_scenario(ROOT / "scenarios" / "russia.yaml", people_per_agent=PEOPLE_PER_AGENT)
    engine, policy = make_engine("compiled"), scenario.policies[scenario.baseline]
    places = [OUTCOME_NAMES.index(name) for name in COUNTED]

    def totals(world: World) -> list[str]:
        runs = [engine.run(world, policy, seed).country[FIRST_MONTH:, places].sum(axis=0) for seed in SEEDS]
        return [f"{number:.6g}" for number in np.mean(runs, axis=0)]

    yield ["", "default", "", *totals(scenario.world)]
    for parameter in measured():
        for end in ("low", "high"):
            value = getattr(parameter, end)
            changed = scenario.world.parameters.copy()
            changed[parameter.name] = value
            yield [parameter.name, end, f"{value:g}", *totals(scenario.world._replace(parameters=changed))]


def make() -> Generated:
    """Return prices.csv; this runs the model."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows())
    return Generated(text.getvalue())
