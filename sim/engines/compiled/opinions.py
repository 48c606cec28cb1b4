"""The citizen process of opinions over columns: it applies the rules that `reference/citizen.py` applies one by one.

Columns are read through `np.float64`: numba's `float` leaves single precision as it is.
"""

import numpy as np

from sim.engines.compiled.aside import Aside
from sim.engines.compiled.blocks import (
    BLOCK,
    PAD,
    Doubles,
    Floats,
    Ints,
    find_contacts,
    hear_peers,
    surroundings,
)
from sim.model.processes.observe import SUPPORT_UNIT
from sim.model.rules.network import CELL_SIZE, CONTACTS, degree, is_complete, peer
from sim.model.rules.opinion import city_shock, expressed_support, hears, shock_next, support_next, touched_share
from sim.model.rules.rates import remembered_share
from sim.model.state import Citizens, Now, Parameters, Row, State
from sim.numbers.compiler import kernel, whole


@kernel
def form_opinion(state: State, now: Now, aside: Aside) -> None:
    """Form the opinions of the month and let shocks fade. Counts: expressed support in whole units."""
    p = aside.parameters[0]
    window = np.empty(CELL_SIZE + 2 * PAD, np.float32)
    peers = np.empty(BLOCK, np.float64)
    others = np.empty((CONTACTS, BLOCK), np.float32)
    for c in range(aside.cells.shape[0]):
        start, stop = aside.cells[c].first, aside.cells[c].end
        city = state.cities[aside.cells[c].city]
        _look_round(state.citizens.support[start:stop], window)
        units = 0
        for first in range(start, stop, BLOCK):
            end = min(first + BLOCK, stop)
            if is_complete(stop - start):
                _hear_all(window, stop - start, p.confidence_bound, peers)
            else:
                find_contacts(window, aside.contacts, first, end - first, others)
                hear_peers(window, first - start, end - first, others, p.confidence_bound, peers)
            units += _move(state.citizens, first, end, aside.stopped[first:end], peers, city, p)
        aside.counts[c, 0] = units


@kernel
def add_support(state: State, now: Now, aside: Aside) -> None:
    """Add the counts of cells up by city."""
    for i in range(state.cities.shape[0]):
        state.cities[i].support_units = 0
    for c in range(aside.cells.shape[0]):
        state.cities[aside.cells[c].city].support_units += aside.counts[c, 0]


@kernel
def _look_round(support: Floats, window: Floats) -> None:
    if is_complete(support.shape[0]):
        for q in range(support.shape[0]):
            window[q] = support[q]
    else:
        surroundings(support, window)


@kernel
def _hear_all(opinions: Floats, n: int, bound: float, mean: Doubles) -> None:
    for q in range(n):
        own = np.float64(opinions[q])
        total, people = own, 1.0
        for k in range(degree(n)):
            other = np.float64(opinions[peer(q, n, k, 0.0)])
            if hears(own, other, bound):
                total += other
                people += 1.0
        mean[q] = total / people


@kernel
def _move(c: Citizens, first: int, end: int, stopped: Ints, peers: Doubles, city: Row, p: Parameters) -> int:
    """Move the opinions of a block of citizens; return the support that they express, in whole units."""
    weight, anchor = c.weight[first:end], c.anchor[first:end]
    support, shock = c.support[first:end], c.shock[first:end]
    news = city_shock(city.leak_shock, city.success_shock, city.stops_shock)
    remembered = remembered_share(p.shock_half_life_months)
    stubbornness, city_share, ties = p.stubbornness_share, p.city_influence_share, p.ties_per_person
    push, city_stops = p.wrongful_stop_support_shock, city.stops_wrongful
    population, city_mean = city.population, city.support_mean
    units = 0
    for q in range(weight.shape[0]):
        support[q] = support_next(peers[q], city_mean, np.float64(anchor[q]), stubbornness, city_share)
        touched = touched_share(stopped[q], weight[q], city_stops, population, ties)
        shock[q] = shock_next(np.float64(shock[q]), remembered, touched, push)
        expressed = expressed_support(np.float64(support[q]), np.float64(shock[q]), news)
        units += whole(expressed / SUPPORT_UNIT + 0.5) * weight[q]
    return units
