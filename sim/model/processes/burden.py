"""burden: on whom wrongful stops fall, who was stopped before, and who is put on the white list."""

from typing import NamedTuple

from sim.model.rules.lookalikes import BOUNDS, CLASS_SHARES, burden_share, listed_share, repeat_probability
from sim.model.state import Now, Parameters, Row, State
from sim.numbers.compiler import int64, kernel
from sim.numbers.draws import WHOLE_CITY, Process, uniform_four
from sim.numbers.variates import binomial

_LOOKALIKE, _REPEATED, _LISTED = int64(Process.LOOKALIKES), int64(Process.STOPPED_BEFORE), int64(Process.WHITELISTED)


@kernel
def burden(state: State, now: Now) -> None:
    """Divide each city's wrongful stops between four classes of likeness, and remember who was stopped."""
    for i in range(state.cities.shape[0]):
        city = state.cities[i]
        city.stops_repeated, city.stops_most_burdened = 0, 0
        if city.stops_wrongful > 0:
            _divide(city, state.levers[i].whitelist_share, now.parameters, now.seed, now.month)


@kernel
def burdens(p: Parameters) -> tuple[float, float, float, float]:
    """Return the share of false alerts that falls on each class."""
    spread = p.lookalike_spread_log
    return (
        burden_share(BOUNDS[0], BOUNDS[1], spread),
        burden_share(BOUNDS[1], BOUNDS[2], spread),
        burden_share(BOUNDS[2], BOUNDS[3], spread),
        burden_share(BOUNDS[3], BOUNDS[4], spread),
    )


@kernel
def people_of(city: Row) -> tuple[float, float, float, float]:
    """Return the residents of each class [persons]."""
    n = city.population
    return n * CLASS_SHARES[0], n * CLASS_SHARES[1], n * CLASS_SHARES[2], n * CLASS_SHARES[3]


@kernel
def relief_share(city: Row, p: Parameters) -> float:
    """Return the share of false alerts that the white list spares."""
    people, falls_on = people_of(city), burdens(p)
    return float(
        falls_on[0] * listed_share(city.whitelisted_1, people[0])
        + falls_on[1] * listed_share(city.whitelisted_2, people[1])
        + falls_on[2] * listed_share(city.whitelisted_3, people[2])
        + falls_on[3] * listed_share(city.whitelisted_4, people[3])
    )


class _Stopped(NamedTuple):
    """What a month's stops of one class come to [persons]."""

    repeated: int
    once: int  # ever stopped
    whitelisted: int


@kernel
def _divide(city: Row, whitelist_share: float, p: Parameters, seed: int, month: int) -> None:
    people, falls_on = people_of(city), burdens(p)
    weights = (
        falls_on[0] * (1.0 - listed_share(city.whitelisted_1, people[0])),
        falls_on[1] * (1.0 - listed_share(city.whitelisted_2, people[1])),
        falls_on[2] * (1.0 - listed_share(city.whitelisted_3, people[2])),
        falls_on[3] * (1.0 - listed_share(city.whitelisted_4, people[3])),
    )
    stops = _by_class(city.stops_wrongful, weights, uniform_four(seed, WHOLE_CITY, city.code, month, _LOOKALIKE))
    again = uniform_four(seed, WHOLE_CITY, city.code, month, _REPEATED)
    listed = uniform_four(seed, WHOLE_CITY, city.code, month, _LISTED)
    first = _stop(stops[0], city.stopped_1, city.whitelisted_1, people[0], again[0], whitelist_share, listed[0])
    second = _stop(stops[1], city.stopped_2, city.whitelisted_2, people[1], again[1], whitelist_share, listed[1])
    third = _stop(stops[2], city.stopped_3, city.whitelisted_3, people[2], again[2], whitelist_share, listed[2])
    fourth = _stop(stops[3], city.stopped_4, city.whitelisted_4, people[3], again[3], whitelist_share, listed[3])
    city.stopped_1, city.whitelisted_1 = first.once, first.whitelisted
    city.stopped_2, city.whitelisted_2 = second.once, second.whitelisted
    city.stopped_3, city.whitelisted_3 = third.once, third.whitelisted
    city.stopped_4, city.whitelisted_4 = fourth.once, fourth.whitelisted
    city.stops_repeated = first.repeated + second.repeated + third.repeated + fourth.repeated
    city.stops_most_burdened = stops[3]


@kernel
def _by_class(
    stops: int, weights: tuple[float, float, float, float], draws: tuple[float, float, float, float]
) -> tuple[int, int, int, int]:
    """Return the stops of each class: one binomial after the other, of what is left."""
    left = weights[0] + weights[1] + weights[2] + weights[3]
    most = binomial(stops, _part(weights[3], left), draws[0])
    stops, left = stops - most, left - weights[3]
    third = binomial(stops, _part(weights[2], left), draws[1])
    stops, left = stops - third, left - weights[2]
    second = binomial(stops, _part(weights[1], left), draws[2])
    return stops - second, second, third, most


@kernel
def _part(weight: float, left: float) -> float:
    return min(1.0, max(0.0, weight / left)) if left > 0.0 else 1.0


@kernel
def _stop(
    stops: int, once: int, whitelisted: int, people: float, for_repeat: float, whitelist_share: float, for_list: float
) -> _Stopped:
    repeated = binomial(stops, repeat_probability(once, whitelisted, people), for_repeat)
    once += stops - repeated
    return _Stopped(repeated, once, min(once, whitelisted + binomial(stops, whitelist_share, for_list)))
