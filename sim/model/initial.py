"""The first state of a run: differences between cities and between citizens are keyed draws too."""

import numpy as np
from numpy.typing import NDArray

from sim.model.cohorts import n_agents
from sim.model.columns import CITIZEN_COLUMNS, CITY_DTYPE, FACTOR_DTYPE, NATION_DTYPE, PUBLISHED_DTYPE, SUPPLIER_DTYPE
from sim.model.levers import DEFAULT_LEVERS, LEVER_DTYPE
from sim.model.processes.adopt import plan
from sim.model.processes.learn import fnir_by_calendar
from sim.model.processes.observe import publish_figures
from sim.model.processes.procure import sign_contract, start_building
from sim.model.rules.adoption import peer_weight
from sim.model.rules.displacement import neighbour_weight
from sim.model.rules.offence import findable_probability
from sim.model.state import Citizens, Parameters, Row, Rows, Stage, State, World
from sim.numbers.arithmetic import exp, inverse_normal
from sim.numbers.compiler import int64, kernel, read_only
from sim.numbers.draws import NATION, NO_MONTH, WHOLE_CITY, Process, uniform, uniform_four, uniform_pair, uniform_three
from sim.numbers.variates import binomial, exponential, gamma, lognormal

_TRAITS, _CITY, _CAMERAS = int64(Process.TRAITS), int64(Process.START_CITY), int64(Process.START_CAMERAS)
_CRIME, _OPERATORS = int64(Process.START_CRIME), int64(Process.OPERATORS)
_CREEP, _STATUTE, _REVERSAL = (
    int64(Process.FUNCTION_CREEP), int64(Process.STATUTE_CLOCK), int64(Process.REVERSAL_CLOCK)
)  # fmt: skip
_CLOCK, _SOUGHT = int64(Process.ADOPTION_CLOCK), int64(Process.START_SOUGHT)
_BUILDING, _PILOT, _OPERATING = int(Stage.BUILDING), int(Stage.PILOT), int(Stage.OPERATING)


def empty_state(world: World) -> State:
    """Return columns of the right lengths, in which who and where stand, and nothing else yet."""
    n = len(world.cities)
    cities = _columns(n, CITY_DTYPE)
    _place_citizens(cities, world)
    suppliers = _columns(len(world.suppliers), SUPPLIER_DTYPE)
    for name in world.suppliers.dtype.names:
        suppliers[name] = world.suppliers[name]
    tables = (_columns(n, dtype) for dtype in (LEVER_DTYPE, FACTOR_DTYPE, PUBLISHED_DTYPE))
    citizens, nation = _empty_citizens(int(cities.n_citizens.sum())), _columns(1, NATION_DTYPE)[0]
    levers, factors, published = tables
    levers[:] = tuple(DEFAULT_LEVERS)
    return State(citizens, cities, suppliers, nation, levers, factors, published, *np.zeros((2, n, n)))


def initial_state(world: World, seed: int) -> State:
    """Return the state before the first month."""
    state = empty_state(world)
    begin_world(state, world, seed)
    start_citizens(state.citizens, state.cities, world.parameters, seed)
    return with_sought(state)


def begin_world(state: State, world: World, seed: int) -> None:
    """Fill the columns of all but citizens."""
    begin(state, read_only(world.cities), world.parameters, read_only(world.distances_km), world.start_month, seed)


@kernel
def begin(
    state: State, given: Rows, p: Parameters, distances_km: NDArray[np.int32], start_month: int, seed: int
) -> None:
    """Fill the columns of the nation, suppliers and cities; differences between cities are drawn."""
    nation, cities = state.nation, state.cities
    nation.stream_price_factor = 1.0
    nation.creep_clock = exponential(uniform(seed, NATION, NO_MONTH, _CREEP))
    nation.statute_clock = exponential(uniform(seed, NATION, NO_MONTH, _STATUTE))
    for s in range(state.suppliers.shape[0]):
        supplier = state.suppliers[s]
        supplier.worst_group_factor = _or_else(supplier.worst_group_factor, p.worst_group_factor)
        supplier.det_slope = _or_else(supplier.det_slope, p.det_slope)
        supplier.tested_month = _or_else(supplier.tested_month, float(start_month))
        supplier.fnir_reference = fnir_by_calendar(supplier, supplier.fnir_reference, start_month, p)
    _start_cities(cities, given, p, seed)
    plan(cities, state.levers, p, 0.0)
    _start_contracts(cities, state.suppliers, state.levers, p, seed)
    publish_figures(cities, state.published)
    _fill_weights(state.peer_weights, state.neighbour_weights, distances_km, given, p)


def with_sought(state: State) -> State:
    """Return the state with sought people added up, once all citizens are settled."""
    add_up_sought(state)
    return state


@kernel
def add_up_sought(state: State) -> None:
    """Add sought people up for the nation."""
    sought = 0
    for i in range(state.cities.shape[0]):
        sought += state.cities[i].sought
    state.nation.sought = sought


def _columns(n: int, dtype: np.dtype[np.void]) -> Rows:
    return np.zeros(n, dtype).view(np.recarray)


def _place_citizens(cities: Rows, world: World) -> None:
    for name in ("code", "region", "population", "leader", "regional_topup_share", "cameras_per_1000_target"):
        cities[name] = world.cities[name]
    cities.n_citizens = [n_agents(int(people), world.people_per_agent) for people in cities.population]
    cities.first_citizen[1:] = np.cumsum(cities.n_citizens)[:-1]


def _empty_citizens(n: int) -> Citizens:
    return Citizens(**{column.name: np.zeros(n, column.type) for column in CITIZEN_COLUMNS})


@kernel
def _or_else(value: float, otherwise: float) -> float:
    return otherwise if value != value else value  # NaN: not given in the cities file


@kernel
def _start_cities(cities: Rows, given: Rows, p: Parameters, seed: int) -> None:
    for i in range(cities.shape[0]):
        city = cities[i]
        is_large = city.population >= p.large_city_population
        target = p.cameras_per_1000_target_large if is_large else p.cameras_per_1000_target
        city.cameras_per_1000_target = _or_else(city.cameras_per_1000_target, target)
        city.regional_topup_share = _or_else(city.regional_topup_share, p.regional_topup_share)
        for_budget, for_density = uniform_pair(seed, WHOLE_CITY, city.code, NO_MONTH, _CITY)
        budget = lognormal(p.budget_rub_per_resident_year, p.budget_spread_log, for_budget)
        city.budget_rub_per_year = _or_else(given[i].budget_rub_per_resident_year, budget) * city.population
        density = gamma(p.cameras_start_shape, p.cameras_per_1000_start, for_density)
        density = _or_else(given[i].cameras_per_1000_start, density)
        city.cameras_installed = int(density * city.population / 1000.0)
        city.cameras_working = binomial(
            city.cameras_installed, p.working_share_start, uniform(seed, city.code, NO_MONTH, _CAMERAS)
        )
        city.cameras_connected = int(p.connected_share * city.cameras_working)
        city.adoption_clock = exponential(uniform(seed, city.code, NO_MONTH, _CLOCK))
        city.reversal_clock = exponential(uniform(seed, city.code, NO_MONTH, _REVERSAL))
        city.worst_group_people = int(p.worst_group_share * city.population)
        city.watchlist_size = p.watchlist_size
        city.matchable_share = 1.0
        city.stage = given[i].fr_stage_start
        city.supplier, city.second_supplier = -1, -1
        city.camera_cost_rub = _or_else(given[i].camera_cost_rub, p.camera_cost_rub)
        city.clearance_share = _or_else(given[i].clearance_share, p.clearance_share)
        for_crime = uniform(seed, city.code, NO_MONTH, _CRIME)
        city.offence_factor = lognormal(
            exp(-0.5 * p.crime_spread_log * p.crime_spread_log), p.crime_spread_log, for_crime
        )
        city.operators_deviation = inverse_normal(uniform(seed, city.code, NO_MONTH, _OPERATORS))
        city.offence_rate_memory = city.offence_factor
        city.turnout_memory = 1.0
        city.trust_mean = p.trust_start_share
        city.support_mean = _or_else(given[i].support_start_share, p.support_start_share)


@kernel
def _start_contracts(cities: Rows, suppliers: Rows, levers: Rows, p: Parameters, seed: int) -> None:
    """Give cities that start with recognition under way their supplier; what runs already is paid."""
    for i in range(cities.shape[0]):
        city = cities[i]
        stage = city.stage
        city.fnir = 1.0
        if stage < _BUILDING:
            continue
        city.streams_target = int(p.fr_streams_share * city.cameras_target)
        sign_contract(city, suppliers, levers[i], 1.0, 1.0, p, seed)
        start_building(city, p, seed)
        city.fnir = suppliers[city.supplier].fnir_reference
        city.stage = stage
        if stage > _BUILDING:
            city.contract_rub_per_month = 0.0
            share = 1.0 if stage == _OPERATING else p.pilot_share
            city.cameras_recognising = min(city.cameras_connected, int(share * city.streams_target))


@kernel
def start_citizens(citizens: Citizens, cities: Rows, p: Parameters, seed: int) -> None:
    """Draw the citizens of some cities."""
    c = citizens
    for i in range(cities.shape[0]):
        _settle(cities[i], c, p, seed)


@kernel
def _settle(city: Row, c: Citizens, p: Parameters, seed: int) -> None:
    """Draw the citizens of one city."""
    weight, mobility, anchor, support = c.weight, c.mobility, c.anchor, c.support
    first = city.first_citizen
    passes = 0.0
    for member in range(city.n_citizens):
        k = first + member
        weight[k] = city.population // city.n_citizens + (member < city.population % city.n_citizens)
        for_mobility, for_anchor, _, _ = uniform_four(seed, member, city.code, NO_MONTH, _TRAITS)
        mobility[k] = exp(p.mobility_spread_log * inverse_normal(for_mobility))
        anchor[k] = min(1.0, max(0.0, city.support_mean + p.support_spread * inverse_normal(for_anchor)))
        support[k] = anchor[k]
        passes += np.float64(mobility[k]) * weight[k]
    for member in range(city.n_citizens):  # passes add up to those before the cameras
        mobility[first + member] = np.float64(mobility[first + member]) * city.population / passes
    _start_sought(city, c, p, seed)


@kernel
def _start_sought(city: Row, c: Citizens, p: Parameters, seed: int) -> None:
    share = min(1.0, p.sought_inflow_per_100k_year / 100000.0 * p.sought_years_mean)
    findable = findable_probability(p.findable_share, p.never_matched_share, p.watchlist_size, 0)
    for member in range(city.n_citizens):
        k = city.first_citizen + member
        for_sought, for_findable, for_hard = uniform_three(seed, member, city.code, NO_MONTH, _SOUGHT)
        sought = binomial(c.weight[k], share, for_sought)
        c.sought_findable[k] = binomial(sought, findable, for_findable)
        c.sought_hard[k] = binomial(c.sought_findable[k], p.hard_share, for_hard)
        c.sought_hidden[k] = sought - c.sought_findable[k]
        city.sought_findable += c.sought_findable[k]
        city.sought_hard += c.sought_hard[k]
        city.sought += sought


@kernel
def _fill_weights(
    peers: NDArray[np.float64],
    neighbours: NDArray[np.float64],
    distances_km: NDArray[np.int32],
    given: Rows,
    p: Parameters,
) -> None:
    for i in range(given.shape[0]):
        for j in range(given.shape[0]):
            if i != j:
                same = given[i].federal_district == given[j].federal_district
                peers[i, j] = peer_weight(distances_km[i, j], p.peer_distance_km, same, p.same_district_factor)
                neighbours[i, j] = neighbour_weight(distances_km[i, j], p.displacement_distance_km)
        _scale(peers, i)
        _scale(neighbours, i)


@kernel
def _scale(weights: NDArray[np.float64], i: int) -> None:
    total = 0.0
    for j in range(weights.shape[1]):
        total += weights[i, j]
    for j in range(weights.shape[1]):
        if total > 0.0:
            weights[i, j] /= total


def weights_of_pairs(world: World) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return whose example counts for each city, and who takes its displaced offences; rows sum to 1."""
    peers, neighbours = np.zeros((2, len(world.cities), len(world.cities)))
    _fill_weights(peers, neighbours, read_only(world.distances_km), read_only(world.cities), world.parameters)
    return peers, neighbours
