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
    _learn(state.suppliers, state.nation, now.suppliers, now.parameters, (now.elapsed + 1) / 12.0)


@kernel
def _learn(suppliers: Rows, nation: Row, at_start: Rows, p: Parameters, years: float) -> None:
    national = 0
    for s in range(suppliers.shape[0]):
        supplier = suppliers[s]
        supplier.experience_streams = max(supplier.experience_streams, supplier.streams)
        national += supplier.experience_streams
        by_experience = fall_by_experience(
            p.error_fall_per_doubling, doublings(supplier.experience_streams, p.experience_start_streams)
        )
        by_calendar = fall_by_calendar(p.error_decline_per_year, years)
        supplier.fnir_reference = at_start[s].fnir_reference * by_calendar * by_experience
        supplier.fmr_reference = at_start[s].fmr_reference * fall_by_calendar(p.fmr_decline_per_year, years)
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
