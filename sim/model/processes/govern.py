"""govern: levers come into force, as scheduled and as adaptive policies adjust them."""

from sim.model.state import Adaptive, Figures, Levers, Now, Observation, Policy, Row, Rows, State
from sim.numbers.compiler import kernel, rule
from sim.numbers.sums import exact_sum


@kernel
def govern(state: State, now: Now) -> None:
    """Set this month's levers of every city: as scheduled, and as adaptive policies decide from published figures."""
    for i in range(state.levers.shape[0]):
        state.levers[i] = now.levers[i]


def months_alike(policy: Policy, first: int, end: int) -> int:
    """Return the month, at most `end`, until which no adaptive policy needs to be asked; `first` if one is now."""
    nearest = end
    for entry in policy.adaptive:
        if entry.last >= first:
            nearest = min(nearest, max(entry.first, first))
    return nearest


def levers_of(policy: Policy, index: int, published: Rows, nation: Row) -> Rows:
    """Return the levers of every city for a month: scheduled, then adjusted from last month's published figures."""
    levers = policy.levers[index]
    in_force = [entry for entry in policy.adaptive if entry.first <= index <= entry.last]
    if in_force:
        levers = levers.copy()
        national = national_figures(published)
        for entry in in_force:
            _adapt(levers, entry, index, published, national, bool(nation.statute_in_force))
    return levers


def _adapt(levers: Rows, entry: Adaptive, index: int, published: Rows, national: Figures, has_statute: bool) -> None:
    for i in entry.target.nonzero()[0].tolist():
        observed = Observation(*city_figures(published, i), national, index - entry.first, has_statute)
        scheduled = Levers(*levers[i].item())
        decided = entry.decide(observed, scheduled)
        if decided != scheduled:
            levers[i] = tuple(decided)


def city_figures(published: Rows, i: int) -> Figures:
    """Return what a city published last month."""
    return Figures(*published[i].item())


@rule
def national_figures(published: Rows) -> Figures:
    """Return the nation's figures of last month: sums, and support weighted by residents."""
    population = int(published.population.sum())
    return Figures(
        population,
        float(exact_sum(published.population * published.support_mean) / population),
        int(published.cameras_recognising.sum()),
        int(published.detections.sum()),
        int(published.stops_wrongful.sum()),
        int(published.leak_events_public.sum()),
        float(exact_sum(published.clearances_reported.copy())),
    )
