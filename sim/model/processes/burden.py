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
        city, whitelist_share = state.cities[i], state.levers[i].whitelist_share
        city.stops_repeated, city.stops_most_burdened, city.whitelist_entries = 0, 0, 0
        if whitelist_share <= 0.0:  # the list is used, and kept, as long as the lever holds
            city.whitelisted_1, city.whitelisted_2, city.whitelisted_3, city.whitelisted_4 = 0, 0, 0, 0
        if city.stops_wrongful > 0:
            _divide(city, whitelist_share, now.parameters, now.seed, now.month)


@kernel
def people_of(city: Row) -> tuple[int, int, int, int]:
    """Return the residents of each class [persons]: whole people, so that a hamlet has nobody in the rarer ones."""
    n = city.population
    second = int(n * CLASS_SHARES[1] + 0.5)
    third = int(n * CLASS_SHARES[2] + 0.5)
    fourth = int(n * CLASS_SHARES[3] + 0.5)
    return n - second - third - fourth, second, third, fourth


@kernel
def _rates(p: Parameters) -> tuple[float, float, float, float]:
    """Return the false alerts of a person of each class, relative to the mean of all residents."""
    spread = p.lookalike_spread_log
    return (
        burden_share(BOUNDS[0], BOUNDS[1], spread) / CLASS_SHARES[0],
        burden_share(BOUNDS[1], BOUNDS[2], spread) / CLASS_SHARES[1],
        burden_share(BOUNDS[2], BOUNDS[3], spread) / CLASS_SHARES[2],
        burden_share(BOUNDS[3], BOUNDS[4], spread) / CLASS_SHARES[3],
    )


@kernel
def relief_share(city: Row, p: Parameters) -> float:
    """Return the share of false alerts that the white list spares."""
    people, rates = people_of(city), _rates(p)
    everybody = rates[0] * people[0] + rates[1] * people[1] + rates[2] * people[2] + rates[3] * people[3]
    listed = (
        rates[0] * city.whitelisted_1
        + rates[1] * city.whitelisted_2
        + rates[2] * city.whitelisted_3
        + rates[3] * city.whitelisted_4
    )
    return float(listed_share(listed, everybody))


class _Stopped(NamedTuple):
    """What a month's stops of one class come to [persons]."""

    repeated: int
    once: int  # ever stopped
    whitelisted: int


@kernel
def _divide(city: Row, whitelist_share: float, p: Parameters, seed: int, month: int) -> None:
    people = people_of(city)
    to_stop = (
        people[0] - city.whitelisted_1,
        people[1] - city.whitelisted_2,
        people[2] - city.whitelisted_3,
        people[3] - city.whitelisted_4,
    )
    draws = uniform_four(seed, WHOLE_CITY, city.code, month, _LOOKALIKE)
    stops = _by_class(city.stops_wrongful, to_stop, _rates(p), draws)
    again = uniform_four(seed, WHOLE_CITY, city.code, month, _REPEATED)
    listed = uniform_four(seed, WHOLE_CITY, city.code, month, _LISTED)
    first = _stop(stops[0], city.stopped_1, city.whitelisted_1, people[0], again[0], whitelist_share, listed[0])
    second = _stop(stops[1], city.stopped_2, city.whitelisted_2, people[1], again[1], whitelist_share, listed[1])
    third = _stop(stops[2], city.stopped_3, city.whitelisted_3, people[2], again[2], whitelist_share, listed[2])
    fourth = _stop(stops[3], city.stopped_4, city.whitelisted_4, people[3], again[3], whitelist_share, listed[3])
    before = city.whitelisted_1 + city.whitelisted_2 + city.whitelisted_3 + city.whitelisted_4
    city.stopped_1, city.whitelisted_1 = first.once, first.whitelisted
    city.stopped_2, city.whitelisted_2 = second.once, second.whitelisted
    city.stopped_3, city.whitelisted_3 = third.once, third.whitelisted
    city.stopped_4, city.whitelisted_4 = fourth.once, fourth.whitelisted
    after = city.whitelisted_1 + city.whitelisted_2 + city.whitelisted_3 + city.whitelisted_4
    city.whitelist_entries = after - before
    city.stops_repeated = first.repeated + second.repeated + third.repeated + fourth.repeated
    city.stops_most_burdened = stops[3]


@kernel
def _by_class(
    stops: int,
    to_stop: tuple[int, int, int, int],
    rates: tuple[float, float, float, float],
    draws: tuple[float, float, float, float],
) -> tuple[int, int, int, int]:
    """Return the stops of each class: one binomial after the other, of what is left."""
    first, second, third = rates[0] * to_stop[0], rates[1] * to_stop[1], rates[2] * to_stop[2]
    others = to_stop[0] + to_stop[1] + to_stop[2]
    most = _part(stops, rates[3] * to_stop[3], first + second + third, to_stop[3], others, draws[0])
    of_third = _part(stops - most, third, first + second, to_stop[2], to_stop[0] + to_stop[1], draws[1])
    of_second = _part(stops - most - of_third, second, first, to_stop[1], to_stop[0], draws[2])
    return stops - most - of_third - of_second, of_second, of_third, most


@kernel
def _part(stops: int, weight: float, other_weight: float, people: int, others: int, draw: float) -> int:
    """Return the stops of a class; a month stops nobody twice, so they are at most its people."""
    whole = weight + other_weight
    drawn = binomial(stops, weight / whole if whole > 0.0 else 0.0, draw)
    return min(max(drawn, stops - others), people)


@kernel
def _stop(
    stops: int, once: int, whitelisted: int, people: int, for_repeat: float, whitelist_share: float, for_list: float
) -> _Stopped:
    """Tell who of a month's stops was stopped before; no more people are stopped first than never were."""
    drawn = binomial(stops, repeat_probability(once, whitelisted, people), for_repeat)
    repeated = max(min(drawn, once - whitelisted), stops - (people - once))
    once += stops - repeated
    return _Stopped(repeated, once, min(once, whitelisted + binomial(stops, whitelist_share, for_list)))
