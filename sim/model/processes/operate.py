"""operate: each control room sets its threshold."""

from sim.model.processes.procure import engines_of
from sim.model.rules.budget import DAYS_PER_MONTH
from sim.model.rules.detection import detection_probability, hit_probability
from sim.model.rules.groups import worst_group_excess
from sim.model.rules.operation import (
    capacity_share,
    capacity_under_review,
    foreseen_alerts,
    fpir_within_capacity,
    fpir_within_precision,
    operating_fnir,
    operating_fpir,
    passing_review_share,
    searches_per_resident,
)
from sim.model.rules.rates import monthly_probability
from sim.model.rules.sites import faces_per_day
from sim.model.state import Now, Parameters, Row, Rows, State
from sim.numbers.compiler import kernel


@kernel
def operate(state: State, now: Now) -> None:
    """Set searches, FPIR, FNIR and the share of alerts that staff can act on."""
    _set_sought_rates(state.cities, now.parameters)
    _operate(state.cities, state.suppliers, state.levers, state.factors, now.parameters)


@kernel
def _operate(cities: Rows, suppliers: Rows, levers: Rows, factors: Rows, p: Parameters) -> None:
    for i in range(cities.shape[0]):
        city = cities[i]
        faces = faces_per_day(
            city.recognising_entrance,
            city.recognising_public_place,
            city.recognising_transport,
            p.faces_per_entrance_day,
            p.faces_per_public_place_day,
            p.faces_per_transport_day,
        )
        city.searches_per_resident = searches_per_resident(
            faces, p.usable_face_share, factors[i].mobility, city.population
        )
        if city.searches_per_resident > 0.0:
            _set_threshold(city, suppliers, levers[i], factors[i].match, p)


@kernel
def _set_threshold(city: Row, suppliers: Rows, lever: Row, match_factor: float, p: Parameters) -> None:
    searches = city.searches_per_resident * city.population * city.matchable_share
    city.fpir_operating, city.fpir, city.hit_probability, city.capacity_share = 0.0, 0.0, 0.0, 1.0
    if searches <= 0.0:
        return
    fnir_reference, fmr_reference, worst_group_factor = engines_of(city, suppliers)
    capacity = p.alert_capacity_per_100k_day * city.population / 100000.0 * DAYS_PER_MONTH
    capacity = capacity_under_review(capacity, lever.operator_review_share, p.review_time_share)
    newly_sought = city.population * city.becoming_sought_probability * city.findable_probability
    sought = city.sought_findable + newly_sought
    others = others_findable(city, p)
    for_sought = max(0.0, capacity - foreseen_alerts(others, city.searches_per_resident))
    city.fpir_operating = operating_fpir(
        fpir_within_capacity(for_sought, p.min_alert_precision, searches),
        fpir_within_precision(p.min_alert_precision, foreseen_alerts(sought, city.searches_per_resident), searches),
        lever.contract_fpir,
        lever.worst_group_fpir_cap,
        worst_group_excess(worst_group_factor, city.worst_group_people / city.population),
    )
    city.fpir = (
        city.fpir_operating
        * city.matchable_share
        * passing_review_share(lever.operator_review_share, p.review_dismissal_probability)
    )
    city.fnir = operating_fnir(
        city.fpir_operating,
        city.watchlist_size,
        fnir_reference,
        fmr_reference,
        p.det_slope,
        p.fnir_floor,
    )
    city.hit_probability = hit_probability(city.fnir, match_factor)
    true_alerts = (sought + others) * detection_probability(city.searches_per_resident, city.hit_probability)
    city.capacity_share = capacity_share(capacity, city.fpir_operating * searches, true_alerts)


@kernel
def others_findable(city: Row, p: Parameters) -> float:
    """Return the people of groups beyond the wanted whom a city's cameras can find."""
    people: float = city.others_enrolled * p.findable_share * city.matchable_share
    return people


@kernel
def _set_sought_rates(cities: Rows, p: Parameters) -> None:
    becoming = monthly_probability(p.sought_inflow_per_100k_year / 100000.0)
    leaving = monthly_probability(1.0 / p.sought_years_mean)
    for i in range(cities.shape[0]):
        cities[i].becoming_sought_probability = becoming
        cities[i].leaving_sought_probability = leaving
