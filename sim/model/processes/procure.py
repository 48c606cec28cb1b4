"""procure: tender, supplier choice, building, pilot, launch with slips."""

from sim.model.draws import Process, uniform
from sim.model.rule import exp, kernel
from sim.model.rules.procurement import contract_rub_per_month, launch_is_due, supplier_score
from sim.model.state import Now, Parameters, Row, Rows, Stage, State
from sim.model.variates import gamma

_TENDER, _BUILDING = int(Stage.TENDER), int(Stage.BUILDING)
_PILOT, _OPERATING = int(Stage.PILOT), int(Stage.OPERATING)
_CHOICE, _BUILD, _SLIP = int(Process.SUPPLIER_CHOICE), int(Process.BUILD_TIME), int(Process.LAUNCH_SLIP)


def procure(state: State, now: Now) -> None:
    """Move cities through the stages of a purchase; where new FR is not permitted they stand still."""
    _procure(
        state.cities,
        state.suppliers,
        state.nation,
        state.levers,
        state.factors,
        now.world.parameters,
        now.seed,
        now.month,
    )


@kernel
def choose_supplier(code: int, suppliers: Rows, p: Parameters, seed: int, month: int) -> int:
    """Return the index of the supplier that wins a city's tender: softmax of scores, by one draw."""
    total = 0.0
    for s in range(suppliers.shape[0]):
        total += exp(_score(suppliers[s], p))
    left = uniform(seed, code, month, _CHOICE) * total
    for s in range(suppliers.shape[0]):
        left -= exp(_score(suppliers[s], p))
        if left < 0.0:
            return s
    return int(suppliers.shape[0]) - 1


@kernel
def _score(supplier: Row, p: Parameters) -> float:
    return supplier_score(
        supplier.fnir_reference, supplier.price_factor, supplier.reputation, p.choice_quality_weight,
        p.choice_price_weight,
    )  # fmt: skip


@kernel
def sign_contract(city: Row, suppliers: Rows, price_level: float, p: Parameters, seed: int, month: int) -> None:
    """Choose a supplier, fix the instalments and draw the building time."""
    city.supplier = choose_supplier(city.code, suppliers, p, seed, month)
    price_factor = suppliers[city.supplier].price_factor * price_level
    city.contract_rub_per_month = contract_rub_per_month(
        p.fr_fixed_cost_rub, city.streams_target, p.fr_stream_cost_rub, price_factor, p.contract_months
    )
    city.contract_months_left = int(p.contract_months)
    city.lead_months = int(
        1.0 + gamma(p.build_months_shape, p.build_months_mean, uniform(seed, city.code, month, _BUILD))
    )
    city.stage = _BUILDING
    city.months_in_stage = 0


@kernel
def _procure(
    cities: Rows,
    suppliers: Rows,
    nation: Row,
    levers: Rows,
    factors: Rows,
    p: Parameters,
    seed: int,
    month: int,
) -> None:
    for i in range(cities.shape[0]):
        city = cities[i]
        if city.stage < _TENDER or city.stage > _PILOT or not levers[i].new_fr_permitted:
            continue
        city.months_in_stage += 1
        if city.stage == _TENDER:
            if city.months_in_stage >= p.tender_months:
                sign_contract(city, suppliers, factors[i].compute_price * nation.stream_price_factor, p, seed, month)
        elif city.stage == _BUILDING:
            if city.months_in_stage >= city.lead_months:
                city.stage = _PILOT
                city.months_in_stage = 0
        elif launch_is_due(city.months_in_stage, p.pilot_months):
            slips = uniform(seed, city.code, month, _SLIP) < p.slip_probability_per_year
            if not slips:
                city.stage = _OPERATING
                city.months_in_stage = 0
