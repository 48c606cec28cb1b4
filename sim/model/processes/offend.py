"""offend: offences of the month, deterred where cameras cover public space, displaced to neighbours."""

from sim.model.rules.deployment import coverage_share
from sim.model.rules.displacement import displaced_offences
from sim.model.rules.offence import offence_probability_per_month, offences_per_resident_month, public_multiplier
from sim.model.rules.rates import remembered_mean, remembered_share
from sim.model.state import Now, Parameters, Row, Rows, State
from sim.numbers.compiler import int64, kernel
from sim.numbers.draws import Process, uniform
from sim.numbers.variates import binomial

_OFFENCES = int64(Process.OFFENCES)


@kernel
def offend(state: State, now: Now) -> None:
    """Draw each city's offences: residents share one probability, so one binomial draw is exact."""
    p = now.parameters
    _deter(state.cities, state.factors, p)
    _offend(state.cities, state.neighbour_weights, p, now.seed, now.month)


@kernel
def base_offences(city: Row, p: Parameters) -> float:
    """Return a city's expected offences of a month without cameras, events or displacement."""
    rate = offences_per_resident_month(p.offences_registered_per_100k_year, p.registration_share, city.offence_factor)
    return rate * float(city.population)


@kernel
def _deter(cities: Rows, factors: Rows, p: Parameters) -> None:
    for i in range(cities.shape[0]):
        city = cities[i]
        city.coverage_share = coverage_share(city.cameras_connected, city.population, p.saturation_cameras_per_1000)
        city.fr_coverage_share = city.coverage_share * city.cameras_recognising / max(1, city.cameras_connected)
        left = public_multiplier(
            city.coverage_share, city.fr_coverage_share, p.camera_deterrence_share, p.fr_deterrence_share, 1.0
        )
        base = base_offences(city, p)
        public = base * p.public_offence_share * factors[i].public_offences
        city.offences_expected = base * (1.0 - p.public_offence_share) + public * left
        city.displaced_out = displaced_offences(public * (1.0 - left), p.displaced_share)


@kernel
def _displaced_in(cities: Rows, weights: Rows, i: int) -> float:
    total = 0.0
    for j in range(cities.shape[0]):
        total += cities[j].displaced_out * weights[j, i]
    return total


@kernel
def _offend(cities: Rows, weights: Rows, p: Parameters, seed: int, month: int) -> None:
    remembered = remembered_share(p.memory_half_life_months)
    for i in range(cities.shape[0]):
        city = cities[i]
        probability = offence_probability_per_month(
            city.offences_expected, _displaced_in(cities, weights, i), city.population
        )
        city.offences = binomial(city.population, probability, uniform(seed, city.code, month, _OFFENCES))
        national = base_offences(city, p) / city.offence_factor
        rate = city.offences / national if national > 0.0 else 1.0
        city.offence_rate_memory = remembered_mean(city.offence_rate_memory, remembered, rate)
