"""perceive: what residents know of recognition, and how far they trust the state with their data."""

from sim.model.rules.chilling import chilled_share, perceived_next, trust
from sim.model.rules.leak import leak_shock_next, publicity
from sim.model.rules.rates import remembered_share
from sim.model.state import Now, State
from sim.numbers.compiler import kernel


@kernel
def perceive(state: State, now: Now) -> None:
    """Let perceived surveillance follow the real one, trust fall with public leaks, and what is chilled follow both."""
    cities, p = state.cities, now.parameters
    remembered = remembered_share(p.shock_half_life_months)
    for i in range(cities.shape[0]):
        city = cities[i]
        city.perceived_surveillance_share = perceived_next(
            city.perceived_surveillance_share, city.fr_coverage_share, p.surveillance_known_share,
            p.perception_lag_months,
        )  # fmt: skip
        push = p.leak_trust_shock * publicity(city.leak_events_public, p.publicity_repeat_share)
        city.trust_shock = leak_shock_next(city.trust_shock, remembered, push, p.trust_shock_limit)
        city.trust_mean = trust(p.trust_start_share, city.trust_shock)
        # A cohort's trust differs by its opinion around the city's; over all of them the differences cancel.
        city.chilled_share = chilled_share(p.chilling_share, city.perceived_surveillance_share, city.trust_mean)
