"""adopt: cities without recognition decide to buy it, when they can pay and their clock has run."""

from sim.model.rules.adoption import (
    adoption_hazard_per_year,
    camera_claim_share,
    is_affordable,
    pressure_factor,
    system_cost_rub,
    unwatched_share,
    workload_factor,
)
from sim.model.rules.budget import (
    camera_rub_per_month,
    running_rub_per_month,
    security_cap_rub_per_month,
    storage_rub_per_camera_month,
    success_budget_factor,
)
from sim.model.rules.deployment import camera_target
from sim.model.rules.rates import remembered_mean, remembered_share
from sim.model.state import Now, Parameters, Row, Rows, Stage, State
from sim.numbers.compiler import kernel

_NONE, _TENDER, _BUILDING = int(Stage.NONE), int(Stage.TENDER), int(Stage.BUILDING)


@kernel
def budget(state: State, now: Now) -> None:
    """Update every city's budget, running cost and plans."""
    plan(state.cities, state.levers, now.parameters, now.elapsed / 12.0)


@kernel
def adopt(state: State, now: Now) -> None:
    """Let the adoption hazards of cities without recognition run."""
    cities, levers, factors = state.cities, state.levers, state.factors
    nation, weights, p = state.nation, state.peer_weights, now.parameters
    remembered = remembered_share(p.memory_half_life_months)
    for i in range(cities.shape[0]):
        city = cities[i]
        city.unrest_memory = remembered_mean(city.unrest_memory, remembered, factors[i].unrest - 1.0)
        if city.stage != _NONE or not levers[i].new_fr_permitted or city.streams_target < 1:
            continue
        price = factors[i].compute_price * nation.stream_price_factor
        if can_pay(city, factors[i].fixed_cost, price, city.grant_offer_rub, p):
            city.adoption_hazard += _hazard_per_year(cities, nation, weights, i, factors[i].adoption, p) / 12.0
            if city.adoption_hazard >= city.adoption_clock:
                city.stage = _TENDER
                city.months_in_stage = 0
                city.grant_rub = city.grant_offer_rub


@kernel
def plan(cities: Rows, levers: Rows, p: Parameters, years: float) -> None:
    """Update budgets, running costs and targets; a signed contract keeps its streams."""
    upkeep_rub = p.fr_upkeep_share_per_year * p.fr_stream_cost_rub / 12.0
    for i in range(cities.shape[0]):
        city = cities[i]
        storage_rub = storage_rub_per_camera_month(
            levers[i].retention_days, p.bitrate_mbit_per_second, p.storage_rub_per_tb_year
        )
        city.security_cap_rub_per_month = security_cap_rub_per_month(
            city.budget_rub_per_year,
            p.budget_growth_per_year,
            years,
            p.security_budget_share,
            city.regional_topup_share,
        ) * success_budget_factor(city.success, p.success_budget_response)
        city.running_cost_rub = running_rub_per_month(
            city.cameras_connected, p.camera_service_rub_per_year, storage_rub, city.cameras_recognising, upkeep_rub
        )
        city.camera_rub_per_month = camera_rub_per_month(
            p.camera_service_rub_per_year, storage_rub, city.camera_cost_rub, p.camera_life_years
        )
        city.cameras_target = camera_target(
            city.population,
            city.cameras_per_1000_target,
            levers[i].camera_mandate_per_1000,
            p.camera_budget_share,
            city.security_cap_rub_per_month,
            city.camera_rub_per_month,
        )
        if city.stage < _BUILDING:
            city.streams_target = int(min(p.fr_streams_share, levers[i].fr_camera_cap_share) * city.cameras_target)


@kernel
def purchase_rub(city: Row, fixed_factor: float, price_factor: float, p: Parameters) -> float:
    """Return what buying recognition costs a city, running it left out [roubles]."""
    fixed_rub, stream_rub = p.fr_fixed_cost_rub * fixed_factor, p.fr_stream_cost_rub * price_factor
    return system_cost_rub(fixed_rub, city.streams_target, stream_rub, 0.0, 0.0)


@kernel
def can_pay(city: Row, fixed_factor: float, price_factor: float, grant_rub: float, p: Parameters) -> bool:
    """Tell whether a city can pay for recognition and its upkeep with the help of a grant."""
    cost_rub = system_cost_rub(
        p.fr_fixed_cost_rub * fixed_factor,
        city.streams_target,
        p.fr_stream_cost_rub * price_factor,
        p.fr_upkeep_share_per_year,
        p.contract_months,
    )
    claimed = camera_claim_share(
        city.cameras_target, city.camera_rub_per_month, city.security_cap_rub_per_month, p.camera_budget_share
    )
    return is_affordable(cost_rub - grant_rub, city.security_cap_rub_per_month, claimed, p.contract_months)


@kernel
def _peer_share(cities: Rows, weights: Rows, i: int) -> float:
    share = 0.0
    for j in range(cities.shape[0]):
        if cities[j].cameras_recognising > 0:
            share += weights[i, j]
    return share


@kernel
def _hazard_per_year(cities: Rows, nation: Row, weights: Rows, i: int, factor: float, p: Parameters) -> float:
    city = cities[i]
    pressure = pressure_factor(
        (city.offence_rate_memory - 1.0) / p.crime_spread_log,
        city.unrest_memory,
        nation.success,
        p.crime_response,
        p.unrest_response,
        p.success_response,
    )
    unwatched = unwatched_share(city.cameras_connected, city.population, p.watched_cameras_per_1000)
    example = p.leader_example_per_year if nation.leader_operates else 0.0
    return adoption_hazard_per_year(
        p.adoption_innovation_per_year,
        p.adoption_imitation_per_year,
        _peer_share(cities, weights, i),
        example,
        factor * pressure * workload_factor(unwatched, p.workload_response),
    )
