"""learn: suppliers' errors and prices fall with time and with the streams they have served."""

from sim.model.rules.leak import publicity
from sim.model.rules.learning import doublings, fall_by_calendar, fall_by_experience
from sim.model.rules.procurement import leak_memory_next
from sim.model.rules.rates import remembered_share
from sim.model.state import Now, Parameters, Row, Rows, State
from sim.numbers.compiler import kernel


@kernel
def learn(state: State, now: Now) -> None:
    """Set each supplier's error rates and the national price level for the month to come."""
    _remember_leaks(state.cities, state.suppliers, now.parameters)
    _learn(state.suppliers, state.nation, now.suppliers, now.parameters, now.month + 1)


@kernel
def fnir_by_calendar(supplier: Row, fnir_tested: float, month: int, p: Parameters) -> float:
    """Return an engine's FNIR at its reference in a month, by calendar time alone."""
    fall = fall_by_calendar(
        supplier.tested_month,
        month,
        p.error_decline_slows_year,
        p.error_decline_per_year,
        p.error_decline_later_per_year,
    )
    return min(1.0, fnir_tested * fall)


@kernel
def _learn(suppliers: Rows, nation: Row, tested: Rows, p: Parameters, month: int) -> None:
    national = 0
    for s in range(suppliers.shape[0]):
        supplier = suppliers[s]
        supplier.experience_streams = max(supplier.experience_streams, supplier.streams)
        national += supplier.experience_streams
        by_experience = fall_by_experience(
            p.error_fall_per_doubling, doublings(supplier.experience_streams, p.experience_start_streams)
        )
        supplier.fnir_reference = fnir_by_calendar(supplier, tested[s].fnir_reference, month, p) * by_experience
    nation.stream_price_factor = fall_by_experience(
        p.price_fall_per_doubling, doublings(national, p.experience_start_streams)
    )


@kernel
def _remember_leaks(cities: Rows, suppliers: Rows, p: Parameters) -> None:
    remembered = remembered_share(p.shock_half_life_months)
    for s in range(suppliers.shape[0]):
        leaks = 0
        for i in range(cities.shape[0]):
            if cities[i].supplier == s or cities[i].second_supplier == s:
                leaks += cities[i].leak_events_public
        attention = publicity(leaks, p.publicity_repeat_share)
        suppliers[s].leak_memory = leak_memory_next(suppliers[s].leak_memory, remembered, attention)
