"""offend: offences of the month, deterred where cameras cover public space."""

from sim.model.draws import Process, uniform
from sim.model.rule import kernel
from sim.model.rules.deployment import coverage_share
from sim.model.rules.offence import offence_probability_per_month, public_multiplier
from sim.model.state import Now, Parameters, Rows, State
from sim.model.variates import binomial

_OFFENCES = int(Process.OFFENCES)


def offend(state: State, now: Now) -> None:
    """Draw each city's offences: residents share one probability, so one binomial draw is exact."""
    _offend(state.cities, state.factors, now.world.parameters, now.seed, now.month)


@kernel
def _offend(cities: Rows, factors: Rows, p: Parameters, seed: int, month: int) -> None:
    for i in range(cities.shape[0]):
        city = cities[i]
        city.coverage_share = coverage_share(city.cameras_connected, city.population, p.saturation_cameras_per_1000)
        city.fr_coverage_share = city.coverage_share * city.cameras_recognising / max(1, city.cameras_connected)
        multiplier = public_multiplier(
            city.coverage_share, city.fr_coverage_share, p.camera_deterrence_share, p.fr_deterrence_share,
            factors[i].public_offences,
        )  # fmt: skip
        probability = offence_probability_per_month(
            p.offences_registered_per_100k_year, p.registration_share, p.public_offence_share, multiplier
        )
        city.offences = binomial(city.population, probability, uniform(seed, city.code, month, _OFFENCES))
