"""priced.md: what each parameter of detection, operation and crime moves over its range; and unpriced ones."""

from typing import NamedTuple

from docs.generated import Generated
from docs.generators.prices import GROUPS, PEOPLE_PER_AGENT, SEEDS
from docs.tables import DOCS, Row, read_csv, table
from sim.scenario.registry import Parameter, registered_parameters

PATH = "docs/priced.md"
STOPS, HOURS = "stops_wrongful", "staff_hours"
PRICES = {"detections": "wanted people found", "staff_hours": "staff hours", "spend_city_rub": "roubles of cities"}
MUCH = 3.0  # times, between the ends of a range
LEAST_PRICE = 1.1  # times


class Moved(NamedTuple):
    """How many times an outcome at one end of a parameter's range is what it is at the other."""

    parameter: Parameter
    at: dict[str, tuple[float, float]]  # outcome: at the low end, at the high one

    def times(self, outcome: str) -> float:
        """The larger over the smaller; infinity where one is zero and the other is not."""
        low, high = sorted(self.at[outcome])
        if high == low:
            return 1.0
        return high / low if low > 0.0 else float("inf")

    @property
    def is_driver(self) -> bool:
        """Whether wrongful stops move more than threefold."""
        return self.times(STOPS) > MUCH

    @property
    def is_unpriced(self) -> bool:
        """Whether stops move that much, and neither finds nor money by a tenth: hours follow alerts by themselves."""
        return self.is_driver and all(self.times(price) < LEAST_PRICE for price in PRICES if price != HOURS)


def moved() -> list[Moved]:
    """Return what prices.csv says of each parameter, the largest driver of stops first."""
    rows = read_csv(DOCS / "prices.csv")
    found = [_moved(parameter, rows) for parameter in registered_parameters() if parameter.group in GROUPS]
    return sorted(found, key=lambda one: (-one.times(STOPS), one.parameter.name))


def _moved(parameter: Parameter, rows: list[Row]) -> Moved:
    low, high = ({row["at"]: row for row in rows if row["parameter"] == parameter.name}[at] for at in ("low", "high"))
    if (float(low["value"]), float(high["value"])) != (parameter.low, parameter.high):
        raise ValueError(f"docs/prices.csv: {parameter.name} has another range now; run: python -m docs prices")
    return Moved(parameter, {name: (float(low[name]), float(high[name])) for name in (STOPS, *PRICES)})


def make() -> Generated:
    """Return priced.md, from prices.csv."""
    found = moved()
    drivers = [one for one in found if one.is_driver]
    listed = ", ".join(f"`{one.parameter.name}`" for one in drivers if one.is_unpriced) or "none"
    return Generated(
        "\n".join(
            [
                "# What moves wrongful stops, and at what price",
                "",
                "Made by `python -m docs priced` from `docs/prices.csv` (`python -m docs prices` runs the model);",
                "do not edit.",
                "",
                "The baseline of `scenarios/russia.yaml`, 2021 to 2030, with one parameter at a time at the low and",
                "the high end of its plausible range: wrongful stops and what stands against them. *Times* is the",
                f"larger of the two over the smaller, over {len(SEEDS)} seeds of {PEOPLE_PER_AGENT:,} people an agent.",
                "What luck moves is not told, and what a switch or a lever leaves idle here moves nothing.",
                "",
                f"{len(drivers)} of {len(found)} parameters of detection, suppliers and crime move wrongful stops more",
                "than threefold. Of these, some move neither finds nor money by a tenth, but staff hours alone, which",
                f"alerts and stops take by themselves: {listed}. Doubt these most (`docs/unpriced.csv`).",
                "",
                table(_header(), [_row(one) for one in found]),
                "",
            ]
        )
    )


def _header() -> list[str]:
    prices = (f"{name}, times" for name in PRICES.values())
    return ["parameter", "from", "to", "confidence", "wrongful stops", "times", *prices]


def _row(one: Moved) -> list[str]:
    low, high = one.at[STOPS]
    times = [f"{one.times(name):.3g}" for name in (STOPS, *PRICES)]
    parameter = one.parameter
    return [
        f"`{parameter.name}`", f"{parameter.low:g}", f"{parameter.high:g}", parameter.confidence,
        f"{low:,.0f} to {high:,.0f}", *times,
    ]  # fmt: skip
