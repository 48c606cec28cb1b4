"""litigate: cities owe those whose data leaked; suits follow publicised harms, and courts decide."""

from sim.model.rules.law import suits_per_month
from sim.model.rules.leak import liability_rub
from sim.model.state import Now, Parameters, Row, Rows, State
from sim.numbers.compiler import int64, kernel
from sim.numbers.draws import NATION, WHOLE_CITY, Process, uniform_pair
from sim.numbers.variates import binomial, poisson

_LAWSUITS = int64(Process.LAWSUITS)


@kernel
def litigate(state: State, now: Now) -> None:
    """Charge cities for leaked people; draw suits over publicised harms, and which of them are won."""
    harms = _charge(state.cities, state.levers)
    _sue(state.nation, harms, now.parameters, now.seed, now.month)


@kernel
def _charge(cities: Rows, levers: Rows) -> float:
    """Add liability to what cities owe; return the publicised harms of the month nationwide."""
    harms = 0.0
    for i in range(cities.shape[0]):
        city = cities[i]
        city.owed_rub += liability_rub(
            levers[i].leak_liability_rub_per_person, city.people_leaked, city.lookups_illicit
        )
        harms += city.leak_events_public + city.stops_wrongful * levers[i].publication_share
    return harms


@kernel
def _sue(nation: Row, harms: float, p: Parameters, seed: int, month: int) -> None:
    for_suits, for_wins = uniform_pair(seed, WHOLE_CITY, NATION, month, _LAWSUITS)
    nation.lawsuits = poisson(suits_per_month(p.lawsuits_per_year, harms, p.lawsuit_harms_scale), for_suits)
    nation.lawsuits_won = binomial(nation.lawsuits, p.court_win_probability, for_wins)
    nation.wins += nation.lawsuits_won
    if nation.months_since_loss > 0 or nation.lawsuits > nation.lawsuits_won:
        nation.months_since_loss += 1
