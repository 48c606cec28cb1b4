"""observe: the month ends; what was counted becomes last month's."""

from sim.model.columns import PUBLISHED_DTYPE
from sim.model.state import Now, Row, Rows, State
from sim.numbers.compiler import kernel, unrolled

_FIGURES: tuple[str, ...] = PUBLISHED_DTYPE.names or ()
SUPPORT_UNIT = 2.0**-24  # [share] support adds up in whole units, so that the order of citizens cannot matter


@kernel
def observe(state: State, now: Now) -> None:
    """Turn sums over citizens into the city's figures, and publish them."""
    _observe(state.cities, state.nation)
    publish_figures(state.cities, state.published)


@kernel
def publish_figures(cities: Rows, published: Rows) -> None:
    """Note what every city publishes of itself."""
    for i in range(cities.shape[0]):
        for figure in unrolled(_FIGURES):
            published[i][figure] = cities[i][figure]


@kernel
def _observe(cities: Rows, nation: Row) -> None:
    sought = 0
    for i in range(cities.shape[0]):
        city = cities[i]
        city.support_mean = city.support_units * SUPPORT_UNIT / city.population
        sought += city.sought
    nation.sought = sought
