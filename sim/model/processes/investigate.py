"""investigate: offences are registered and solved, with footage, by recognition, or without."""

from sim.model.processes.offend import base_offences
from sim.model.rules.clearance import footage_clearance_probability, footage_share, incremental_share
from sim.model.rules.warrant import kept_until_authorised, searches_left_share, warrant_hours
from sim.model.state import Now, Parameters, Row, State
from sim.numbers.compiler import int64, kernel
from sim.numbers.draws import Process, uniform
from sim.numbers.variates import binomial

_REGISTERED, _PUBLIC, _USEFUL = int64(Process.REGISTERED), int64(Process.PUBLIC_OFFENCES), int64(Process.USEFUL_FOOTAGE)
_ATTRIBUTED, _INCREMENTAL = int64(Process.ATTRIBUTED), int64(Process.INCREMENTAL)
_OTHER = int64(Process.OTHER_CLEARANCES)


@kernel
def investigate(state: State, now: Now) -> None:
    """Draw each city's clearances: total, attributed to cameras, and owed to them."""
    cities, levers, p, seed, month = state.cities, state.levers, now.parameters, now.seed, now.month
    for i in range(cities.shape[0]):
        city = cities[i]
        useful = _useful(city, levers[i].retention_days, p, seed, month)
        recognising = city.cameras_recognising / max(1, city.cameras_connected)
        probability = footage_clearance_probability(
            city.clearance_share,
            p.clearance_odds_factor,
            recognising * p.retrospective_identification_probability * _searched_share(city, levers[i], p),
            p.identification_odds_factor,
        )
        attributed = binomial(useful, probability, uniform(seed, city.code, month, _ATTRIBUTED))
        owed = incremental_share(city.clearance_share, probability)
        other = binomial(
            city.offences_registered - useful, city.clearance_share, uniform(seed, city.code, month, _OTHER)
        )
        hours = warrant_hours(useful * recognising, levers[i].warrant_share, p.warrant_hours_per_search)
        city.staff_hours += hours
        city.owed_rub += hours * p.staff_rub_per_hour
        city.clearances_attributed = attributed
        city.clearances_incremental = binomial(attributed, owed, uniform(seed, city.code, month, _INCREMENTAL))
        city.clearances_total = attributed + other


@kernel
def _useful(city: Row, retention_days: float, p: Parameters, seed: int, month: int) -> int:
    """Return the registered public offences with useful footage that is still there."""
    elsewhere = base_offences(city, p) * (1.0 - p.public_offence_share)
    expected = city.offences_expected
    public_share = max(0.0, expected - elsewhere) / expected if expected > 0.0 else 0.0
    registered = binomial(city.offences, p.registration_share, uniform(seed, city.code, month, _REGISTERED))
    city.offences_registered = registered
    public = binomial(registered, public_share, uniform(seed, city.code, month, _PUBLIC))
    share = footage_share(
        city.coverage_share,
        p.footage_available_probability,
        p.footage_useful_probability,
        retention_days,
        p.footage_request_days,
    )
    return binomial(public, share, uniform(seed, city.code, month, _USEFUL))


@kernel
def _searched_share(city: Row, lever: Row, p: Parameters) -> float:
    """Return the share of faces in footage that may be searched for: by warrants and by consent."""
    kept = kept_until_authorised(lever.retention_days, p.warrant_latency_hours / 24.0, p.footage_request_days)
    left: float = searches_left_share(lever.warrant_share, p.warrant_refusal_share, kept) * city.matchable_share
    return left
