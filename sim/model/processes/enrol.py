"""enrol: function creep widens the watchlist; rules say whom each city's cameras may look for and match."""

from sim.model.rules.consent import matchable_share
from sim.model.rules.offence import findable_probability
from sim.model.rules.watchlist import creep_hazard_per_year, others_per_100k, places_for_others, places_for_wanted
from sim.model.state import Now, Parameters, Row, Rows, State
from sim.numbers.compiler import int64, kernel
from sim.numbers.draws import NATION, Process, uniform
from sim.numbers.variates import exponential

_CREEP = int64(Process.FUNCTION_CREEP)


@kernel
def enrol(state: State, now: Now) -> None:
    """Let function creep open the watchlist to one more group, and set whom cameras may look for and match."""
    _creep(state.cities, state.levers, state.nation, now.parameters, now.seed)
    _enrol(state.cities, state.levers, state.nation, now.parameters)


@kernel
def _creep(cities: Rows, levers: Rows, nation: Row, p: Parameters, seed: int) -> None:
    """Run the clock while some city recognises and some rules allow another group; each group has its own draw."""
    people = 0
    needing_warrants = 0.0
    widest = 0
    for i in range(cities.shape[0]):
        if cities[i].cameras_recognising > 0:
            people += cities[i].population
            needing_warrants += cities[i].population * levers[i].warrant_share
            widest = max(widest, levers[i].watchlist_scope)
    if nation.watchlist_scope < widest:
        warrant_share = min(1.0, needing_warrants / people)
        nation.creep_hazard += creep_hazard_per_year(p.function_creep_hazard_per_year, warrant_share) / 12.0
        if nation.creep_hazard >= nation.creep_clock:
            nation.watchlist_scope += 1
            nation.creep_hazard = 0.0
            nation.creep_clock = exponential(uniform(seed, NATION, nation.watchlist_scope, _CREEP))


@kernel
def _enrol(cities: Rows, levers: Rows, nation: Row, p: Parameters) -> None:
    people = 0
    for i in range(cities.shape[0]):
        people += cities[i].population
    for i in range(cities.shape[0]):
        city = cities[i]
        lever = levers[i]
        city.watchlist_scope = min(nation.watchlist_scope, lever.watchlist_scope)
        per_100k = others_per_100k(
            city.watchlist_scope,
            p.creep_debtors_per_100k,
            p.creep_quarantine_per_100k,
            p.creep_protesters_per_100k,
        )
        for_wanted = places_for_wanted(
            p.watchlist_size, lever.watchlist_cap, lever.warrant_share, p.warrant_named_share
        )
        others = per_100k / 100000.0 * people
        for_others = places_for_others(others, lever.watchlist_cap, for_wanted, lever.warrant_share)
        city.watchlist_size = max(1.0, for_wanted + for_others)
        city.others_enrolled = for_others * city.population / people
        city.matchable_share = matchable_share(lever.consent_mode, p.opt_in_share, p.opt_out_share)
        city.findable_probability = (
            findable_probability(p.findable_share, p.never_matched_share, for_wanted, nation.sought)
            * city.matchable_share
        )
