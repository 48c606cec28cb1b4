"""legislate: a statute may come, and bans may be reversed; each waits for its own clock."""

from sim.model.processes.offend import base_offences
from sim.model.rules.law import reversal_hazard_per_year, statute_hazard_per_year
from sim.model.state import Now, Parameters, Row, Rows, State
from sim.numbers.compiler import kernel


@kernel
def legislate(state: State, now: Now) -> None:
    """Let the hazard of a statute run, and that of reversal in cities where existing recognition is banned."""
    _legislate(state.cities, state.nation, now.parameters)
    _reverse_bans(state.cities, state.levers, now.parameters)


@kernel
def _legislate(cities: Rows, nation: Row, p: Parameters) -> None:
    people = 0
    support = 0.0
    for i in range(cities.shape[0]):
        people += cities[i].population
        support += cities[i].population * cities[i].support_mean
    if not nation.statute_in_force:
        hazard = statute_hazard_per_year(p.statute_hazard_per_year, p.law_responsiveness, support / people)
        nation.statute_hazard += hazard / 12.0
        nation.statute_in_force = nation.statute_hazard >= nation.statute_clock


@kernel
def _reverse_bans(cities: Rows, levers: Rows, p: Parameters) -> None:
    for i in range(cities.shape[0]):
        city = cities[i]
        if not levers[i].existing_fr_permitted:
            national = base_offences(city, p) / city.offence_factor
            rate = city.offences / national if national > 0.0 else 0.0
            hazard = reversal_hazard_per_year(p.ban_reversal_hazard_per_year, rate, city.offence_rate_memory)
            city.reversal_hazard += hazard / 12.0
            city.ban_reversed = city.reversal_hazard >= city.reversal_clock
