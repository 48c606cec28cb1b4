"""operate: each control room sets its threshold."""

from typing import NamedTuple

from sim.model.processes.burden import relief_share
from sim.model.processes.procure import Engine, engines_of
from sim.model.rules.belief import acted_on_share, believed_share, capacity_by_money, precision_seen, usual_share
from sim.model.rules.budget import DAYS_PER_MONTH
from sim.model.rules.detection import (
    detection_probability,
    easy_hit_probability,
    hard_hit_probability,
    hit_probability,
)
from sim.model.rules.groups import worst_group_excess, worst_group_multiple
from sim.model.rules.operation import (
    SMALLEST_FPIR,
    capacity_share,
    capacity_under_review,
    fpir_allowed,
    held_fpir,
    loosened,
    operating_fnir,
    passing_review_share,
    searches_per_resident,
)
from sim.model.rules.rates import monthly_probability
from sim.model.rules.sites import scene_hit_share
from sim.model.state import Now, Parameters, Row, Rows, State
from sim.numbers.arithmetic import exp, log
from sim.numbers.compiler import kernel

_HALVINGS = 24  # of a logarithm between 1e-12 and 1: to two in a million


@kernel
def operate(state: State, now: Now) -> None:
    """Set searches, FPIR, FNIR and hits per search."""
    _set_sought_rates(state.cities, now.parameters)
    _operate(state.cities, state.suppliers, state.levers, state.factors, now.parameters)


@kernel
def _operate(cities: Rows, suppliers: Rows, levers: Rows, factors: Rows, p: Parameters) -> None:
    for i in range(cities.shape[0]):
        city = cities[i]
        entrance = city.recognising_entrance * p.faces_per_entrance_day
        public_place = city.recognising_public_place * p.faces_per_public_place_day
        transport = city.recognising_transport * p.faces_per_transport_day
        city.searches_per_resident = searches_per_resident(
            entrance + public_place + transport, p.usable_face_share, factors[i].mobility, city.population
        )
        if city.searches_per_resident > 0.0:
            scene = scene_hit_share(
                entrance, public_place, transport, p.entrance_hit_share, p.public_place_hit_share, p.transport_hit_share
            )
            _set_threshold(city, suppliers, levers[i], factors[i], scene, p)


@kernel
def _set_threshold(city: Row, suppliers: Rows, lever: Row, factor: Row, scene: float, p: Parameters) -> None:
    searches = city.searches_per_resident * city.population * city.matchable_share
    city.fpir_operating, city.fpir, city.hit_probability, city.capacity_share = 0.0, 0.0, 0.0, 1.0
    city.hit_probability_easy, city.hit_probability_hard = 0.0, 0.0
    if searches <= 0.0:
        return
    engine = engines_of(city, suppliers)
    excess = group_excess(city, engine.worst_group_factor, lever.worst_group_fpir_cap, p)
    city.whitelist_relief_share = relief_share(city, p) if lever.whitelist_share > 0.0 else 0.0
    searches *= 1.0 - city.whitelist_relief_share
    capacity = _capacity(city, lever, p)
    newly_sought = city.population * city.becoming_sought_probability * city.findable_probability
    others = newly_sought + others_findable(city, p)
    hard = city.sought_hard + p.hard_share * others
    room = _Room(searches, city.sought_findable + others - hard, hard, factor.match * scene)
    held = held_fpir(factor.held_fpir, factor.held_fmr, city.watchlist_size, p.held_fpir)
    if factor.held_fpir != city.practice_fpir or factor.held_fmr != city.practice_fmr:
        city.fmr_own = 0.0  # another practice: the room sets its threshold anew
    city.practice_fpir, city.practice_fmr = factor.held_fpir, factor.held_fmr
    own = _own_fpir(city, engine, room, held, capacity, p)
    allowed = fpir_allowed(own, lever.contract_fpir, lever.worst_group_fpir_cap, excess)
    city.fpir_operating = _within_capacity(city, engine, room, allowed, capacity, p)
    city.fmr_own = (city.fpir_operating if city.fpir_operating < allowed else own) / city.watchlist_size
    city.fpir = (
        city.fpir_operating
        * city.matchable_share
        * (1.0 - city.whitelist_relief_share)
        * passing_review_share(lever.operator_review_share, p.review_dismissal_probability)
    )
    city.fnir = _fnir(city, engine, city.fpir_operating, p)
    city.hit_probability = hit_probability(city.fnir, factor.match, scene)
    city.hit_probability_hard = hard_hit_probability(city.hit_probability, p.hard_passes)
    city.hit_probability_easy = easy_hit_probability(city.hit_probability, city.hit_probability_hard, p.hard_share)
    true_alerts = _true_alerts(city, room, city.hit_probability, p)
    share = capacity_share(capacity, city.fpir_operating * searches, true_alerts)
    reviewed = passing_review_share(lever.operator_review_share, p.review_true_dismissal_probability)
    city.capacity_share = share * p.true_acted_on_share * reviewed
    city.acted_on_share = _acted_on_share(city, p)


@kernel
def group_excess(city: Row, loose_multiple: float, fpir: float, p: Parameters) -> float:
    """Return the FPIR of the worst-served group relative to the mean of all residents, where the mean is `fpir`."""
    multiple = worst_group_multiple(loose_multiple, fpir / city.watchlist_size, p.worst_group_fmr, p.worst_group_slope)
    excess: float = worst_group_excess(multiple, city.worst_group_people / city.population)
    return excess


@kernel
def _capacity(city: Row, lever: Row, p: Parameters) -> float:
    """Return the alerts that staff can act on in a month; last month's entries on the white list take their time."""
    cap_rub = city.security_cap_rub_per_month / city.population
    usual_rub = p.budget_rub_per_resident_year * p.security_budget_share / 12.0
    per_100k_day = capacity_by_money(p.alert_capacity_per_100k_day, cap_rub, usual_rub, p.staff_money_exponent)
    capacity: float = capacity_under_review(
        per_100k_day * city.population / 100000.0 * DAYS_PER_MONTH,
        lever.operator_review_share,
        p.review_time_share,
        city.whitelist_entries,
        p.whitelist_time_share,
    )
    return capacity


@kernel
def _acted_on_share(city: Row, p: Parameters) -> float:
    """Return the share of false alerts that a room's operators act on this month."""
    usual = usual_share(p.acted_on_share, city.operators_deviation, p.acted_on_spread_logit)
    seen = precision_seen(city.true_alerts_remembered, city.alerts_remembered, p.belief_half_precision)
    believed = believed_share(
        seen, p.belief_low_share, p.belief_high_share, p.belief_half_precision, p.belief_steepness
    )
    share: float = acted_on_share(usual, believed, p.belief_by_precision_share)
    return share


class _Room(NamedTuple):
    """What a control room has before its cameras in a month."""

    searches: float  # of faces that may be matched and are not on the white list
    easy: float  # [persons] on the list, whom the cameras can find
    hard: float  # [persons] such who are hard to match
    quality: float  # hits per search of the scene and of masks, relative to an engine's test


@kernel
def _fnir(city: Row, engine: Engine, fpir: float, p: Parameters) -> float:
    fnir: float = operating_fnir(
        fpir, city.watchlist_size, engine.fnir_reference, engine.fmr_reference, engine.det_slope, p.fnir_floor
    )
    return fnir


@kernel
def _true_alerts(city: Row, room: _Room, hits: float, p: Parameters) -> float:
    hard_hits = hard_hit_probability(hits, p.hard_passes)
    easy_hits = easy_hit_probability(hits, hard_hits, p.hard_share)
    hard: float = room.hard * detection_probability(city.searches_per_resident, hard_hits)
    return hard + room.easy * detection_probability(city.searches_per_resident, easy_hits)


@kernel
def _alerts(city: Row, engine: Engine, room: _Room, fpir: float, p: Parameters) -> float:
    """Return the alerts of a month at a threshold, true and false."""
    hits = hit_probability(_fnir(city, engine, fpir, p), room.quality, 1.0)
    alerts: float = _true_alerts(city, room, hits, p) + fpir * room.searches
    return alerts


@kernel
def _own_fpir(city: Row, engine: Engine, room: _Room, held: float, capacity: float, p: Parameters) -> float:
    """Return the FPIR at which a room would run by itself: at the threshold it has come to, within its practice.

    A threshold is a score, so the FPIR at it grows and shrinks with the list.
    """
    if city.fmr_own <= 0.0:
        return held
    own: float = min(held, city.fmr_own * city.watchlist_size)
    if p.loosening_share_per_month > 0.0:
        own = loosened(own, _within_capacity(city, engine, room, held, capacity, p), p.loosening_share_per_month)
    return own


@kernel
def _within_capacity(city: Row, engine: Engine, room: _Room, allowed: float, capacity: float, p: Parameters) -> float:
    """Return the largest FPIR up to what is allowed at which staff can act on all alerts.

    A room sees its alerts, true and false, and turns its threshold until it can follow them: both fall with the FPIR,
    so halving its logarithm finds the one at which they fill the time of staff.
    """
    if _alerts(city, engine, room, allowed, p) <= capacity:
        return allowed
    lowest, highest = log(SMALLEST_FPIR), log(allowed)
    for _ in range(_HALVINGS):
        middle = 0.5 * (lowest + highest)
        if _alerts(city, engine, room, exp(middle), p) <= capacity:
            lowest = middle
        else:
            highest = middle
    fpir: float = exp(lowest)
    return fpir


@kernel
def others_findable(city: Row, p: Parameters) -> float:
    """Return the people of groups beyond the wanted whom a city's cameras can find."""
    people: float = city.others_enrolled * p.findable_share * (1.0 - p.never_matched_share) * city.matchable_share
    return people


@kernel
def _set_sought_rates(cities: Rows, p: Parameters) -> None:
    becoming = monthly_probability(p.sought_inflow_per_100k_year / 100000.0)
    leaving = monthly_probability(1.0 / p.sought_years_mean)
    for i in range(cities.shape[0]):
        cities[i].becoming_sought_probability = becoming
        cities[i].leaving_sought_probability = leaving
