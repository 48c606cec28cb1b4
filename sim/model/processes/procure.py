"""procure: tender, bidders, supplier choice, building, pilot, launch with slips, follow-up contracts."""

from typing import NamedTuple

from sim.model.rules.groups import standard_breach, worst_group_excess, worst_group_multiple
from sim.model.rules.procurement import (
    blended,
    contract_rub_per_month,
    launch_is_due,
    months_to_contract,
    second_engine_share,
    single_bid_probability,
    supplier_score,
    switching_share,
    tender_price_factor,
)
from sim.model.state import Now, Parameters, Row, Rows, Stage, State
from sim.numbers.arithmetic import exp
from sim.numbers.compiler import int64, kernel
from sim.numbers.draws import WHOLE_CITY, Process, uniform, uniform_pair
from sim.numbers.variates import gamma, poisson

_TENDER, _BUILDING = int(Stage.TENDER), int(Stage.BUILDING)
_PILOT, _OPERATING = int(Stage.PILOT), int(Stage.OPERATING)
_CHOICE, _BUILD, _SLIP = int64(Process.SUPPLIER_CHOICE), int64(Process.BUILD_TIME), int64(Process.LAUNCH_SLIP)
_BIDDERS, _SECOND = int64(Process.BIDDERS), int64(Process.SECOND_SUPPLIER)


class Engine(NamedTuple):
    """What a city recognises with."""

    fnir_reference: float  # [probability] at fmr_reference
    fmr_reference: float  # [probability] per comparison
    det_slope: float  # [exponent] of misses in the false-match rate
    worst_group_factor: float  # [multiple] of everyone else's false matches


@kernel
def procure(state: State, now: Now) -> None:
    """Move cities through the stages of a purchase; where new FR is not permitted they stand still."""
    cities, suppliers, levers, factors = state.cities, state.suppliers, state.levers, state.factors
    level, p, seed = state.nation.stream_price_factor, now.parameters, now.seed
    for i in range(cities.shape[0]):
        city, fixed, price = cities[i], factors[i].fixed_cost, factors[i].compute_price * level
        if _TENDER <= city.stage <= _PILOT and levers[i].new_fr_permitted:
            _advance(city, suppliers, levers[i], fixed, price, p, seed)
        elif city.stage == _OPERATING and city.contract_months_left == 0:
            sign_contract(city, suppliers, levers[i], fixed, price, p, seed)
            city.grant_rub = 0.0


@kernel
def _score(city: Row, supplier: Row, extra_price: float, group_cap: float, p: Parameters) -> float:
    multiple = worst_group_multiple(
        supplier.worst_group_factor, supplier.fmr_reference, p.worst_group_fmr, p.worst_group_slope
    )
    excess = worst_group_excess(multiple, city.worst_group_people / city.population)
    breach = standard_breach(supplier.fmr_reference, city.watchlist_size, excess, group_cap)
    return supplier_score(
        supplier.fnir_reference,
        supplier.price_factor * (1.0 + extra_price),
        supplier.reputation - p.leak_reputation_loss * supplier.leak_memory - p.choice_standard_weight * breach,
        p.choice_quality_weight,
        p.choice_price_weight,
    )


@kernel
def _count_bidders(city: Row, n_suppliers: int, lever: Row, p: Parameters, seed: int) -> int:
    for_single, for_number = uniform_pair(seed, WHOLE_CITY, city.code, city.contracts, _BIDDERS)
    if for_single < single_bid_probability(p.single_bid_probability, lever.competitive_tender_share):
        return 1
    return min(n_suppliers, 2 + poisson(p.bidders_mean - 2.0, for_number))


@kernel
def _choose_supplier(city: Row, suppliers: Rows, extra_price: float, group_cap: float, p: Parameters, seed: int) -> int:
    """Return the winner: the incumbent of a single bid, else by softmax of scores and one draw."""
    if city.bidders == 1 and city.supplier >= 0:
        return int(city.supplier)
    total = 0.0
    for s in range(suppliers.shape[0]):
        extra = 0.0 if s == city.supplier or city.supplier < 0 else extra_price
        total += exp(_score(city, suppliers[s], extra, group_cap, p))
    left = uniform(seed, city.code, city.contracts, _CHOICE) * total
    for s in range(suppliers.shape[0]):
        extra = 0.0 if s == city.supplier or city.supplier < 0 else extra_price
        left -= exp(_score(city, suppliers[s], extra, group_cap, p))
        if left < 0.0:
            return s
    return int(suppliers.shape[0]) - 1


@kernel
def _choose_second(city: Row, suppliers: Rows, extra_price: float, group_cap: float, p: Parameters, seed: int) -> int:
    """Return the supplier of a second engine: by softmax of scores among those who did not win, or none."""
    total = 0.0
    for s in range(suppliers.shape[0]):
        if s != city.supplier:
            total += exp(_score(city, suppliers[s], extra_price, group_cap, p))
    left = uniform(seed, city.code, city.contracts, _SECOND) * total
    chosen = -1
    for s in range(suppliers.shape[0]):
        if s != city.supplier and left >= 0.0:
            chosen = s
            left -= exp(_score(city, suppliers[s], extra_price, group_cap, p))
    return chosen


@kernel
def _add_second_engine(
    city: Row, suppliers: Rows, lever: Row, incumbent: int, price: float, p: Parameters, seed: int
) -> float:
    """Give part of a large follow-up contract to a second engine, and return the price of a stream over both."""
    city.second_engine_share = second_engine_share(
        incumbent >= 0, city.streams_target, p.second_engine_streams, p.second_engine_share
    )
    city.second_supplier = -1
    if city.second_engine_share <= 0.0:
        return price
    extra = switching_share(p.switching_cost_share, lever.interoperability_share)
    city.second_supplier = _choose_second(city, suppliers, extra, lever.worst_group_fpir_cap, p, seed)
    if city.second_supplier < 0:
        city.second_engine_share = 0.0
        return price
    other = price / suppliers[city.supplier].price_factor * suppliers[city.second_supplier].price_factor
    if city.second_supplier != incumbent:
        other *= 1.0 + extra
    return blended(price, other, city.second_engine_share)


@kernel
def engines_of(city: Row, suppliers: Rows) -> Engine:
    """Return FNIR and FMR at the reference, DET slope, and the worst group's multiple, over a city's engines."""
    first, share = suppliers[city.supplier], city.second_engine_share
    second = suppliers[city.second_supplier if city.second_supplier >= 0 else city.supplier]
    return Engine(
        blended(first.fnir_reference, second.fnir_reference, share),
        blended(first.fmr_reference, second.fmr_reference, share),
        blended(first.det_slope, second.det_slope, share),
        blended(first.worst_group_factor, second.worst_group_factor, share),
    )


@kernel
def sign_contract(
    city: Row, suppliers: Rows, lever: Row, fixed_factor: float, price_level: float, p: Parameters, seed: int
) -> None:
    """Hold the tender: bidders, winner, instalments. A follow-up contract pays streams only."""
    incumbent = city.supplier
    city.contracts += 1  # draws are keyed by the contract: a delay moves its luck and does not reshuffle it
    extra = switching_share(p.switching_cost_share, lever.interoperability_share)
    city.bidders = _count_bidders(city, suppliers.shape[0], lever, p, seed)
    city.supplier = _choose_supplier(city, suppliers, extra, lever.worst_group_fpir_cap, p, seed)
    price = suppliers[city.supplier].price_factor * price_level
    price *= tender_price_factor(city.bidders, p.tender_saving_per_doubling)
    price *= 1.0 + p.interoperability_price_share * lever.interoperability_share
    fixed_rub = p.fr_fixed_cost_rub * fixed_factor
    if incumbent >= 0:
        fixed_rub = 0.0
        price *= p.renewal_price_share
        if city.supplier != incumbent:
            price *= 1.0 + extra
    price = _add_second_engine(city, suppliers, lever, incumbent, price, p, seed)
    city.contract_rub_per_month = contract_rub_per_month(
        fixed_rub, city.streams_target, p.fr_stream_cost_rub, price, p.contract_months
    )
    city.contract_months_left = int(p.contract_months)


@kernel
def start_building(city: Row, p: Parameters, seed: int) -> None:
    """Draw the building time."""
    months = gamma(p.build_months_shape, p.build_months_mean, uniform(seed, city.code, city.contracts, _BUILD))
    city.lead_months = int(1.0 + months)
    city.stage = _BUILDING
    city.months_in_stage = 0


@kernel
def _tender_months(city: Row, lever: Row, p: Parameters) -> float:
    paperwork = p.grant_paperwork_months if city.grant_rub > 0.0 else 0.0
    return months_to_contract(p.tender_months, p.competitive_tender_months, lever.competitive_tender_share, paperwork)


@kernel
def _advance(
    city: Row, suppliers: Rows, lever: Row, fixed_factor: float, price_level: float, p: Parameters, seed: int
) -> None:
    city.months_in_stage += 1
    if city.stage == _TENDER:
        if city.months_in_stage >= _tender_months(city, lever, p):
            sign_contract(city, suppliers, lever, fixed_factor, price_level, p, seed)
            start_building(city, p, seed)
    elif city.stage == _BUILDING:
        if city.months_in_stage >= city.lead_months:
            city.stage = _PILOT
            city.months_in_stage = 0
    elif launch_is_due(city.months_in_stage, p.pilot_months):
        slips = uniform(seed, city.code, city.months_in_stage, _SLIP) < p.slip_probability_per_year
        if not slips:
            city.stage = _OPERATING
            city.months_in_stage = 0
