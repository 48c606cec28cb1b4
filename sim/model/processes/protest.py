"""protest: waves of protest by grievance and perceived risk; afterwards recognition names some of those who came."""

from sim.model.rules.protest import (
    arrest_probability,
    backlash,
    called_share,
    coverage_alone,
    expected_turnout,
    identified_probability,
    risk,
    turnout_memory_next,
    wave_size,
)
from sim.model.rules.rates import remembered_share
from sim.model.state import Now, Parameters, Row, State
from sim.numbers.compiler import int64, kernel
from sim.numbers.draws import WHOLE_CITY, Process, uniform_pair
from sim.numbers.variates import binomial

_AFTERWARDS = int64(Process.DETAINED_AFTERWARDS)


@kernel
def protest(state: State, now: Now) -> None:
    """Say in each city how many a wave calls, and what taking part puts at risk; without a wave nobody is called."""
    cities, levers, factors, p = state.cities, state.levers, state.factors, now.parameters
    for i in range(cities.shape[0]):
        city = cities[i]
        size = wave_size(factors[i].unrest)
        city.called_share = min(1.0, called_share(size, p.protest_turnout_share, p.protest_willingness_share))
        if size > 0.0:
            _weigh_risks(city, size, levers[i].assembly_fr_permitted, p)


@kernel
def pursue(state: State, now: Now) -> None:
    """Draw who is detained after a protest because recognition named them; turnout and detentions are remembered."""
    cities, levers, factors = state.cities, state.levers, state.factors
    p, seed, month = now.parameters, now.seed, now.month
    remembered = remembered_share(p.memory_half_life_months)
    for i in range(cities.shape[0]):
        city = cities[i]
        city.joined_share = city.protest_participants / city.population
        city.backlash_memory *= remembered
        size = wave_size(factors[i].unrest)
        if size <= 0.0:
            continue
        usual = city.population * size * p.protest_turnout_share
        city.turnout_memory = turnout_memory_next(
            city.turnout_memory, city.protest_participants, usual, p.turnout_learning_share
        )
        _detain_afterwards(city, levers[i].assembly_fr_permitted, p, seed, month)


@kernel
def _weigh_risks(city: Row, size: float, is_permitted: bool, p: Parameters) -> None:
    turnout = expected_turnout(city.population, size * p.protest_turnout_share, city.turnout_memory)
    police = p.assembly_police_per_1000 * city.population / 1000.0
    arrested = arrest_probability(p.arrest_constant, police, turnout)
    perceived = city.perceived_surveillance_share
    named = identified_probability(p.later_detention_probability, perceived, is_permitted)
    met_alone = coverage_alone(perceived, p.solo_coverage_exponent)
    named_alone = identified_probability(p.solo_detention_probability, met_alone, is_permitted)
    city.assembly_risk = risk(arrested + named, p.protest_fine_rub, p.income_rub_per_month)
    city.solo_risk = risk(named_alone, p.protest_fine_rub, p.income_rub_per_month)


@kernel
def _detain_afterwards(city: Row, is_permitted: bool, p: Parameters, seed: int, month: int) -> None:
    for_mass, for_solo = uniform_pair(seed, WHOLE_CITY, city.code, month, _AFTERWARDS)
    seen = city.fr_coverage_share
    from_mass = identified_probability(p.later_detention_probability, seen, is_permitted)
    seen_alone = coverage_alone(seen, p.solo_coverage_exponent)
    from_solo = identified_probability(p.solo_detention_probability, seen_alone, is_permitted)
    city.detentions_after_protest = binomial(city.protest_participants, from_mass, for_mass)
    city.detentions_after_protest += binomial(city.protest_solo_acts, from_solo, for_solo)
    took_part = city.protest_participants + city.protest_solo_acts
    city.backlash_memory += backlash(city.detentions_after_protest, took_part, p.detention_backlash)
