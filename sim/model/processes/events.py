"""events: the month begins; dated events set what they multiply."""

from sim.model.state import Now, State
from sim.numbers.compiler import kernel, unrolled

FLOWS = (
    "spend_rub", "federal_rub", "cameras_bought", "cameras_scrapped", "alerts_true", "alerts_other_groups",
    "alerts_false", "detections",
    "detained", "stops_wrongful", "stops_worst_group", "new_sought", "offences", "clearances_total",
    "clearances_attributed",
    "clearances_incremental", "clearances_reported", "lookups_illicit", "breaches", "people_leaked",
    "leak_events_public", "protest_participants", "protest_solo_acts", "detentions_after_protest",
)  # fmt: skip


@kernel
def events(state: State, now: Now) -> None:
    """Set the month and its factors, and clear the flows of the month before."""
    state.nation.month = now.month
    for i in range(state.cities.shape[0]):
        state.factors[i] = now.factors[i]
        for flow in unrolled(FLOWS):
            state.cities[i][flow] = 0
