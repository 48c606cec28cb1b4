"""publish: what officials report; citizens and mayors see reported numbers only."""

from sim.model.rules.opinion import shock_next
from sim.model.rules.publication import (
    published_stops_push,
    reported_clearances,
    reported_success,
    success_shock_next,
)
from sim.model.rules.rates import remembered_share
from sim.model.state import Now, Parameters, Row, State
from sim.numbers.compiler import kernel


@kernel
def publish(state: State, now: Now) -> None:
    """Report each city's clearances, and what is published of wrongful stops, to its citizens and to mayors."""
    cities, levers, nation, p = state.cities, state.levers, state.nation, now.parameters
    remembered = remembered_share(p.shock_half_life_months)
    total = 0.0
    adopters = 0
    for i in range(cities.shape[0]):
        city = cities[i]
        _report(city, levers[i].publication_share, remembered, p)
        if city.cameras_recognising > 0:
            total += city.success
            adopters += 1
    nation.success = total / max(1, adopters)


@kernel
def _report(city: Row, publication_share: float, remembered: float, p: Parameters) -> None:
    city.clearances_reported = reported_clearances(
        city.clearances_attributed, city.clearances_incremental, publication_share
    )
    per_100k = 100000.0 / city.population
    city.success = reported_success(city.clearances_reported * per_100k, p.success_scale_per_100k_month)
    city.success_shock = success_shock_next(
        city.success_shock, remembered, city.success, p.success_support_shock, p.success_shock_limit
    )
    push = published_stops_push(
        city.stops_wrongful * per_100k, p.published_stops_scale_per_100k_month, p.published_stops_support_shock
    )
    city.stops_shock = shock_next(city.stops_shock, remembered, publication_share, push)
