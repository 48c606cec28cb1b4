"""What the model holds under a name: value, range, unit, read from the code and the scenario, never typed."""

import math
import re
import statistics
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import yaml

from docs.tables import ROOT, read_csv
from sim.model.levers import LEVERS
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.rules.learning import fall_by_calendar
from sim.scenario.registry import Parameter, registered_parameters

SCENARIO = ROOT / "scenarios" / "russia.yaml"
CITIES = ROOT / "scenarios" / "data" / "cities.csv"
SUPPLIER = re.compile(r"(\w+)\.(tpir|fmr)_(\d{4})")


class Number(NamedTuple):
    """A value with its range and unit, where it has them."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""

    def text(self) -> str:
        """Return value, range and unit in words."""
        if self.value is None:
            return ""
        span = f" ({_plain(self.low)} to {_plain(self.high)})" if self.low is not None else ""
        return f"{_plain(self.value)}{span} {self.unit}".rstrip()


def _plain(number: float | None) -> str:
    if number is None:
        return ""
    return f"{number:,.0f}" if abs(number) >= 1e4 else f"{number:.4g}"


@cache
def scenario() -> dict[str, Any]:
    """Return the base scenario as it is written."""
    read: dict[str, Any] = yaml.safe_load(SCENARIO.read_text(encoding="utf-8"))
    return read


def _registered(name: str) -> Parameter:
    return {parameter.name: parameter for parameter in registered_parameters()}[name]


def _parameter(name: str) -> Number:
    found = _registered(name)
    return Number(found.value, found.low, found.high, found.unit)


def _lever(name: str) -> Number:
    found = {lever.name: lever for lever in LEVERS}[name]
    return Number(float(found.default), unit=found.unit)


def _outcome(name: str) -> Number:
    if name not in OUTCOME_NAMES:
        raise KeyError(name)
    return Number()


def _scenario(name: str) -> Number:
    """Return a number of the scenario: a count, a city's own value, an event's factor, a supplier's error rate."""
    cities, suppliers = read_csv(CITIES), scenario()["suppliers"]
    if name in cities[0]:
        return Number()
    if name in ("cities", "suppliers"):
        return Number(len(cities if name == "cities" else suppliers))
    if name == "suppliers.spread":
        rates = [math.log(one["false_negative_rate"]) for one in suppliers.values()]
        return Number(statistics.stdev(rates))
    if supplier := SUPPLIER.fullmatch(name):
        return Number(_by_calendar(suppliers[supplier[1]], supplier[2], int(supplier[3])))
    owner, _, key = name.partition(".")
    for event in scenario()["events"]:
        if event["name"] == owner:
            return Number(len(event["where"]["cities"]) if key == "cities" else event["multiply"][key])
    return Number(float({city["name_en"]: city for city in cities}[owner][key]))


def _by_calendar(supplier: dict[str, Any], rate: str, year: int) -> float:
    """Return an error rate in July of a year, by calendar time alone, without what experience adds."""
    if rate == "fmr":
        return float(supplier["false_match_rate"])  # that of its test; practice sets the threshold at which rooms run
    tested_year, tested_month = map(int, str(supplier["tested"]).split("-"))
    names = ("error_decline_slows_year", "error_decline_per_year", "error_decline_later_per_year")
    declines = [_registered(name).value for name in names]
    factor = fall_by_calendar(12.0 * tested_year + tested_month - 1.0, 12.0 * year + 6.0, *declines)
    return 1.0 - float(supplier["false_negative_rate"] * factor)


LOOKED_UP: dict[str, Callable[[str], Number]] = {
    "parameter": _parameter, "lever": _lever, "outcome": _outcome, "scenario": _scenario,
}  # fmt: skip
