"""What a published figure would be in the model: pure functions of one run's paths."""

import re
from collections.abc import Callable
from math import inf, nan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engines.recording import RunResult
from sim.experiments.problems import UsageError
from sim.experiments.store.schema import COUNTRY
from sim.model.outcomes import CITY_OUTCOMES, OUTCOME_NAMES
from sim.model.rules.adoption import system_cost_rub
from sim.model.state import Parameters, Stage, World

Series = NDArray[np.float64]

# What targets ask of each city besides the outcomes by city: columns that an engine is told to record after them.
WATCHED: tuple[str, ...] = ("cameras_installed", "leak_events_public", "stage", "streams_target")
RECORDED = CITY_OUTCOMES + WATCHED

_REGIONAL_STREAMS = 3000  # of the published price of a regional system (T09)
_YIELD_CAMERAS, _YIELD_MONTHS = 1000.0, 24.0  # of the published pilot (T14)


class Paths(NamedTuple):
    """One run as series by month."""

    world: World
    result: RunResult

    def series(self, name: str, place: str) -> Series:
        """Return an outcome, or what is recorded of cities, by month; several cities add up."""
        if place == COUNTRY:
            country: Series = self.result.country[:, OUTCOME_NAMES.index(name)]
            return country
        total: Series = self.by_city(name, place).sum(axis=1)
        return total

    def by_city(self, name: str, place: str) -> Series:
        """Return what is recorded of each city of a place, shape (n_months, n_cities)."""
        recorded: Series = self.result.cities[:, :, RECORDED.index(name)]
        return recorded[:, cities_of(self.world, place)]

    def month_index(self, month: int) -> int:
        """Return the index of an absolute month.

        Raises
        ------
        UsageError: the run does not hold it.
        """
        index = month - self.world.start_month
        if not 0 <= index < self.world.n_months:
            raise UsageError(f"month {month // 12}-{month % 12 + 1:02d} of a target lies outside the scenario's period")
        return index


class Span(NamedTuple):
    """Of what, where and when a figure speaks; None where it says nothing of it."""

    outcome: str
    place: str
    first: int | None
    last: int | None


def cities_of(world: World, place: str) -> list[int]:
    """Return the cities of a place: the country, one of them, or "all but CITY and CITY".

    Raises
    ------
    UsageError: the scenario has no such city.
    """
    if place == COUNTRY:
        return list(range(len(world.city_names)))
    names = re.split(" and ", place.removeprefix("all but "))
    for name in names:
        if name not in world.city_names:
            raise UsageError(f"a target speaks of {name}, and the scenario has no such city")
    left_out = place.startswith("all but ")
    return [i for i, name in enumerate(world.city_names) if (name in names) != left_out]


def _months(paths: Paths, span: Span) -> slice:
    assert span.first is not None
    assert span.last is not None
    return slice(paths.month_index(span.first), paths.month_index(span.last) + 1)


def last(paths: Paths, span: Span) -> float:
    """Return the value of the last month."""
    assert span.last is not None
    return float(paths.series(span.outcome, span.place)[paths.month_index(span.last)])


def total(paths: Paths, span: Span) -> float:
    """Return the sum over months."""
    return float(paths.series(span.outcome, span.place)[_months(paths, span)].sum())


def mean(paths: Paths, span: Span) -> float:
    """Return the mean over the months in which the outcome is defined."""
    return _mean(paths.series(span.outcome, span.place)[_months(paths, span)])


def _mean(values: Series) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else nan


def change(paths: Paths, span: Span) -> float:
    """Return the value of the last month less that of the first."""
    months = paths.series(span.outcome, span.place)[_months(paths, span)]
    return float(months[-1] - months[0])


def change_of_year(paths: Paths, span: Span) -> float:
    """Return the mean of the last twelve months of the span less that of the first twelve."""
    months = paths.series(span.outcome, span.place)[_months(paths, span)]
    return _mean(months[-12:]) - _mean(months[:12])


def bump(paths: Paths, span: Span) -> float:
    """Return the growth within a span less the mean of that in the two spans of equal length beside it."""
    months = _months(paths, span)
    length = months.stop - months.start
    series = paths.series(span.outcome, span.place)
    ends = [months.start - 1 + k * length for k in (-1, 0, 1, 2)]
    if ends[0] < 0 or ends[-1] >= series.size:
        return nan
    before, within, after = np.diff(series[ends]).tolist()
    return float(within - 0.5 * (before + after))


def cities_in_pilot(paths: Paths, span: Span) -> float:
    """Return the cities whose recognition is in pilot in the last month."""
    assert span.last is not None
    return float((paths.by_city("stage", span.place)[paths.month_index(span.last)] == Stage.PILOT).sum())


def cleared_per_camera_year(paths: Paths, span: Span) -> float:
    """Return the reported clearances for each installed camera and year."""
    months = _months(paths, span)
    camera_years = float(paths.series("cameras_installed", span.place)[months].sum()) / 12.0
    return float(paths.series(span.outcome, span.place)[months].sum()) / camera_years if camera_years else nan


def pilot_yield(paths: Paths, span: Span) -> float:
    """Return people held for each 1,000 recognising cameras and two years, over the months that had any."""
    months = _months(paths, span)
    camera_months = float(paths.series("cameras_recognising", span.place)[months].sum())
    if not camera_months:
        return nan
    per_camera_month = float(paths.series(span.outcome, span.place)[months].sum()) / camera_months
    return per_camera_month * _YIELD_CAMERAS * _YIELD_MONTHS


def first_months_yield(paths: Paths, span: Span) -> float:
    """Return people held for each 1,000 recognising cameras in the first two months of recognition."""
    cameras = paths.series("cameras_recognising", span.place)
    months = np.flatnonzero(cameras > 0.0)[:2]
    if months.size < 2:
        return nan
    per_camera_month = float(paths.series(span.outcome, span.place)[months].sum() / cameras[months].sum())
    return per_camera_month * _YIELD_CAMERAS * 2.0


def launch_slip_months(paths: Paths, span: Span) -> float:
    """Return the months by which a city's launch came after the end of its planned pilot.

    A city that has not launched when the run ends counts with the months that have passed.
    """
    stage = paths.by_city("stage", span.place)[:, 0]
    begun = np.flatnonzero(stage >= Stage.PILOT)
    launched = np.flatnonzero(stage == Stage.OPERATING)
    if not begun.size:
        return nan
    end = int(launched[0]) if launched.size else stage.size
    return float(end - int(begun[0]) - int(paths.world.parameters.pilot_months))


def real_over_planned(paths: Paths, span: Span) -> float:
    """Return recognising cameras over those that the same cities' contracts foresee, in the last month."""
    assert span.last is not None
    index = paths.month_index(span.last)
    real = paths.by_city("cameras_recognising", span.place)[index]
    planned = paths.by_city("streams_target", span.place)[index][real > 0.0].sum()
    return float(real.sum() / planned) if planned else nan


def regional_system_rub(p: Parameters) -> float:
    """Return what recognition of 3,000 streams costs a regional city, upkeep left out [roubles]."""
    return float(system_cost_rub(p.fr_fixed_cost_rub, _REGIONAL_STREAMS, p.fr_stream_cost_rub, 0.0, p.contract_months))


def fine_over_price(p: Parameters) -> float:
    """Return how many look-ups pay a convicted seller's fine."""
    return float(p.seller_fine_rub / p.lookup_price_rub) if p.lookup_price_rub else inf


MEASURES: dict[str, Callable[[Paths, Span], float]] = {
    "last": last,
    "sum": total,
    "mean": mean,
    "change": change,
    "change_of_year": change_of_year,
    "bump": bump,
    "cities_in_pilot": cities_in_pilot,
    "cleared_per_camera_year": cleared_per_camera_year,
    "pilot_yield": pilot_yield,
    "first_months_yield": first_months_yield,
    "launch_slip_months": launch_slip_months,
    "real_over_planned": real_over_planned,
}

# Figures that set parameters: no run is needed.
PARAMETER_MEASURES: dict[str, Callable[[Parameters], float]] = {
    "regional_system_rub": regional_system_rub,
    "fine_over_price": fine_over_price,
}
