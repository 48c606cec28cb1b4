"""observe: the month ends; what was counted becomes last month's."""

from sim.model.rule import kernel
from sim.model.state import Now, Row, Rows, State

SUPPORT_UNIT = 2.0**-24  # [share] support adds up in whole units, so that the order of citizens cannot matter


def observe(state: State, now: Now) -> None:
    """Turn sums over citizens into the city's figures, and publish them."""
    _observe(state.cities, state.nation)
    state.published[:] = state.cities[list(state.published.dtype.names)]


@kernel
def _observe(cities: Rows, nation: Row) -> None:
    sought = 0
    for i in range(cities.shape[0]):
        city = cities[i]
        city.support_mean = city.support_units * SUPPORT_UNIT / city.population
        sought += city.sought
    nation.sought = sought
