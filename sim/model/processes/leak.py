"""leak: users sell look-ups, data centres are breached, some of it becomes public."""

from sim.model.rules.leak import (
    authorised_users,
    caught_probability,
    leak_shock_next,
    lookup_demand_per_year,
    lookup_probability_per_month,
    passages_kept,
    publicity,
    recorded_share,
    selling_probability,
)
from sim.model.rules.rates import remembered_share
from sim.model.state import Now, Parameters, Row, State
from sim.numbers.compiler import int64, kernel
from sim.numbers.draws import WHOLE_CITY, Process, uniform, uniform_pair
from sim.numbers.variates import binomial, poisson

_LOOKUPS, _BREACHES, _PUBLICITY = int64(Process.LOOKUPS), int64(Process.BREACHES), int64(Process.LEAK_PUBLICITY)


@kernel
def leak(state: State, now: Now) -> None:
    """Draw look-ups and breaches of every city, and what becomes public."""
    cities, levers, p, seed, month = state.cities, state.levers, now.parameters, now.seed, now.month
    for i in range(cities.shape[0]):
        city = cities[i]
        city.retention_days = levers[i].retention_days * city.matchable_share
        city.face_passages_recorded = passages_kept(
            city.searches_per_resident * city.population, city.matchable_share, levers[i].retention_days
        )
        if city.cameras_recognising > 0:
            probability = lookup_probability(city, levers[i].retention_days, levers[i].audit_share, p)
            city.lookups_illicit = binomial(city.population, probability, uniform(seed, city.code, month, _LOOKUPS))
            city.breaches = poisson(p.breach_hazard_per_year / 12.0, uniform(seed, city.code, month, _BREACHES))
        _make_public(city, p, seed, month)


@kernel
def lookup_probability(city: Row, retention_days: float, audit_share: float, p: Parameters) -> float:
    """Return the probability that a resident is looked up in a month."""
    recorded = recorded_share(city.searches_per_resident, retention_days) * city.matchable_share
    demand = lookup_demand_per_year(
        city.population, p.lookup_demand_per_100k_year, recorded, retention_days, p.lookup_value_days
    )
    caught = caught_probability(p.seller_caught_probability, p.seller_caught_probability_audited, audit_share)
    selling = selling_probability(
        p.lookup_price_rub, caught, p.seller_fine_rub, p.seller_outside_cost_rub, p.seller_outside_spread_log
    )
    sellers = authorised_users(p.users_per_camera, city.cameras_connected) * p.corruptible_share * selling
    return lookup_probability_per_month(demand, sellers * p.lookups_per_seller_year, city.population)


@kernel
def _make_public(city: Row, p: Parameters, seed: int, month: int) -> None:
    for_lookups, for_breaches = uniform_pair(seed, WHOLE_CITY, city.code, month, _PUBLICITY)
    city.leak_events_public = binomial(city.lookups_illicit, p.leak_publicity_probability, for_lookups)
    city.leak_events_public += binomial(city.breaches, p.breach_publicity_probability, for_breaches)
    push = p.leak_support_shock * publicity(city.leak_events_public, p.publicity_repeat_share)
    city.leak_shock = leak_shock_next(
        city.leak_shock, remembered_share(p.shock_half_life_months), push, p.leak_shock_limit
    )
