"""govern: scheduled levers come into force, then adaptive policies adjust them."""

from sim.model.state import Adaptive, Figures, Levers, Now, Observation, Rows, State


def govern(state: State, now: Now) -> None:
    """Set this month's levers of every city from last month's published figures."""
    state.levers[:] = now.policy.levers[now.index]
    in_force = [entry for entry in now.policy.adaptive if entry.first <= now.index <= entry.last]
    if in_force:
        national = national_figures(state)
        for entry in in_force:
            _adapt(state, now, entry, national)


def _adapt(state: State, now: Now, entry: Adaptive, national: Figures) -> None:
    statute = bool(state.nation.statute_in_force)
    for i in entry.target.nonzero()[0].tolist():
        observed = Observation(*city_figures(state.published, i), national, now.index - entry.first, statute)
        scheduled = Levers(*state.levers[i].item())
        decided = entry.decide(observed, scheduled)
        if decided != scheduled:
            state.levers[i] = tuple(decided)


def city_figures(published: Rows, i: int) -> Figures:
    """Return what a city published last month."""
    return Figures(*published[i].item())


def national_figures(state: State) -> Figures:
    """Return the nation's figures of last month: sums, and support weighted by residents."""
    published = state.published
    population = int(published.population.sum())
    support = float((published.population * published.support_mean).sum()) / population
    counts = [int(published[name].sum()) for name in Figures._fields[2:-1]]
    reported = float(published.clearances_reported.sum())
    recognising, detections, stops, leaks = counts
    return Figures(population, support, recognising, detections, stops, leaks, reported)
