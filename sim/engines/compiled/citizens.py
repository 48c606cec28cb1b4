"""Citizen processes over columns. Each loop applies the rules that `reference/citizen.py` applies one by one.

A cell of at most 4,096 citizens of one city is the unit of parallel work: its counts are integers
and its members depend on nobody outside it, so neither threads nor their order can change a result.
Inside a cell, blocks go through loops without branches. Events are rare: such a loop settles everyone
to whom surely nothing happens, and notes the others, who are then taken one by one.
Columns are read through `np.float64`: numba's `float` leaves single precision as it is.
"""

import numpy as np
from numba import prange

from sim.engines.compiled.blocks import (
    BLOCK,
    PAD,
    Counts,
    Doubles,
    Floats,
    Ints,
    Words,
    draw_words,
    find_contacts,
    hear_peers,
    positions,
    surroundings,
)
from sim.model.draws import NO_MONTH, Process, coarse, fine, uniform_pair, uniform_three
from sim.model.processes.observe import SUPPORT_UNIT
from sim.model.rule import int64, kernel, parallel_kernel, whole
from sim.model.rules.detection import at_most, detection_probability, false_alert_probability
from sim.model.rules.network import CELL_SIZE, CONTACTS, degree, is_complete, peer
from sim.model.rules.opinion import (
    expressed_support,
    hears,
    remembered_share,
    shock_next,
    support_next,
    touched_share,
)
from sim.model.state import Row, Rows
from sim.model.variates import binomial, surely_none

_BECOME, _FINDABLE, _CONTACTS = int64(Process.BECOME_SOUGHT), int64(Process.FINDABLE), int64(Process.CONTACTS)
_TRUE, _FALSE = int64(Process.TRUE_ALERT), int64(Process.FALSE_ALERT)


@parallel_kernel
def become_sought(
    weight: Ints, sought_findable: Ints, sought_hidden: Ints, cells: Rows, cities: Rows, counts: Counts, seed: int,
    month: int,
) -> None:  # fmt: skip
    """People become sought, and sought people are found otherwise or given up. Counts: new, findable, all."""
    for c in prange(cells.shape[0]):
        city = cities[cells[c].city]
        words = np.empty((4, BLOCK), np.uint32)
        noted = np.empty(BLOCK, np.int32)
        for first in range(cells[c].first, cells[c].end, BLOCK):
            end = min(first + BLOCK, cells[c].end)
            draw_words(words, end - first, seed, first - city.first_citizen, city.code, month, _BECOME)
            people, findable, hidden = weight[first:end], sought_findable[first:end], sought_hidden[first:end]
            n = _note_changes(people, findable, hidden, words, city, noted)
            for k in range(n):
                counts[c, 0] += _change_sought(first, noted[k], people, findable, hidden, city, seed, month)
            for q in range(end - first):
                counts[c, 1] += findable[q]
                counts[c, 2] += findable[q] + hidden[q]


@kernel
def _note_changes(weight: Ints, findable: Ints, hidden: Ints, words: Words, city: Row, noted: Ints) -> int:
    becoming, leaving = city.becoming_sought_probability, city.leaving_sought_probability
    changes = np.empty(BLOCK, np.uint8)
    for q in range(weight.shape[0]):
        free = weight[q] - findable[q] - hidden[q]  # more would be free only if someone left
        stays = (
            surely_none(free, becoming, fine(words[0, q], words[1, q]))
            & surely_none(findable[q], leaving, coarse(words[2, q]))
            & surely_none(hidden[q], leaving, coarse(words[3, q]))
        )
        changes[q] = not stays
    return positions(changes, weight.shape[0], noted)


@kernel
def _change_sought(
    first: int, q: int, weight: Ints, sought_findable: Ints, sought_hidden: Ints, city: Row, seed: int, month: int
) -> int:
    member = first + q - city.first_citizen
    leaving = city.leaving_sought_probability
    for_new, for_findable, for_hidden = uniform_three(seed, member, city.code, month, _BECOME)
    known = sought_findable[q] - binomial(sought_findable[q], leaving, for_findable)
    hidden = sought_hidden[q] - binomial(sought_hidden[q], leaving, for_hidden)
    new = binomial(weight[q] - known - hidden, city.becoming_sought_probability, for_new)
    findable = 0
    if new > 0:
        draw = uniform_pair(seed, member, city.code, month, _FINDABLE)[0]
        findable = binomial(new, city.findable_probability, draw)
    sought_findable[q] = known + findable
    sought_hidden[q] = hidden + new - findable
    return new


@parallel_kernel
def pass_cameras(
    weight: Ints, sought_findable: Ints, mobility: Floats, stopped: Ints, cells: Rows, cities: Rows, counts: Counts,
    parameters: Rows, seed: int, month: int,
) -> None:  # fmt: skip
    """True and false alerts. Counts: true alerts, detections, detained, false alerts, wrongful stops."""
    holding = parameters[0].detention_probability
    stopping = 1.0 - parameters[0].dismissal_probability
    for c in prange(cells.shape[0]):
        city = cities[cells[c].city]
        stopped[cells[c].first : cells[c].end] = 0
        if city.searches_per_resident <= 0.0:
            continue
        words = np.empty((4, BLOCK), np.uint32)
        noted = np.empty(BLOCK, np.int32)
        for first in range(cells[c].first, cells[c].end, BLOCK):
            end = min(first + BLOCK, cells[c].end)
            member = first - city.first_citizen
            draw_words(words, end - first, seed, member, city.code, month, _FALSE)
            people, findable, moving = weight[first:end], sought_findable[first:end], mobility[first:end]
            for k in range(_note_alerts(people, findable, moving, words, city, noted)):
                q = noted[k]
                passes = city.searches_per_resident * np.float64(moving[q])
                if findable[q] > 0:
                    findable[q] -= _true_alerts(findable[q], passes, city, holding, counts[c], seed, member + q, month)
                probability = false_alert_probability(passes, city.fpir)
                alerts = binomial(people[q], probability, fine(words[0, q], words[1, q]))
                stopped[first + q] = binomial(alerts, stopping, coarse(words[2, q]))
                counts[c, 3] += alerts
                counts[c, 4] += stopped[first + q]


@kernel
def _note_alerts(weight: Ints, findable: Ints, mobility: Floats, words: Words, city: Row, noted: Ints) -> int:
    searches, fpir = city.searches_per_resident, city.fpir
    alerts = np.empty(BLOCK, np.uint8)
    for q in range(weight.shape[0]):
        passes = searches * np.float64(mobility[q])
        no_false = surely_none(weight[q], at_most(passes, fpir), fine(words[0, q], words[1, q]))
        alerts[q] = (findable[q] > 0) | (not no_false)
    return positions(alerts, weight.shape[0], noted)


@kernel
def _true_alerts(
    sought: int, passes: float, city: Row, holding: float, counts: Counts, seed: int, member: int, month: int
) -> int:
    for_alert, for_action, for_detention = uniform_three(seed, member, city.code, month, _TRUE)
    alerts = binomial(sought, detection_probability(passes, city.hit_probability), for_alert)
    found = binomial(alerts, city.capacity_share, for_action)
    held = binomial(found, holding, for_detention)
    counts[0] += alerts
    counts[1] += found
    counts[2] += held
    return held


@parallel_kernel
def form_opinion(
    weight: Ints, anchor: Floats, support: Floats, shock: Floats, stopped: Ints, cells: Rows, cities: Rows,
    counts: Counts, parameters: Rows, seed: int,
) -> None:  # fmt: skip
    """Opinions and shocks of the month. Counts: expressed support in whole units."""
    for c in prange(cells.shape[0]):
        start, stop = cells[c].first, cells[c].end
        city = cities[cells[c].city]
        window = np.empty(CELL_SIZE + 2 * PAD, np.float32)
        if not is_complete(stop - start):
            surroundings(support[start:stop], window)
        else:
            window[: stop - start] = support[start:stop]
        peers = np.empty(BLOCK, np.float64)
        for first in range(start, stop, BLOCK):
            end = min(first + BLOCK, stop)
            if is_complete(stop - start):
                _hear_all(window, stop - start, parameters[0].confidence_bound, peers)
            else:
                _hear_some(window, cells[c], first, end - first, city, parameters[0].confidence_bound, seed, peers)
            counts[c, 0] += _move(
                weight[first:end], anchor[first:end], support[first:end], shock[first:end], stopped[first:end],
                peers, city, parameters[0],
            )  # fmt: skip


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
def _hear_some(
    window: Floats, cell: Row, first: int, n: int, city: Row, bound: float, seed: int, mean: Doubles
) -> None:
    words = np.empty((4, BLOCK), np.uint32)
    others = np.empty((CONTACTS, BLOCK), np.float32)
    draw_words(words, n, seed, first - city.first_citizen, city.code, NO_MONTH, _CONTACTS)
    find_contacts(window, first - cell.first, cell.end - cell.first, n, words, others)
    hear_peers(window, first - cell.first, n, others, bound, mean)


@kernel
def _move(
    weight: Ints, anchor: Floats, support: Floats, shock: Floats, stopped: Ints, peers: Doubles, city: Row, p: Row
) -> int:
    city_shock = city.leak_shock + city.success_shock + city.stops_shock
    remembered = remembered_share(p.shock_half_life_months)
    stubbornness, city_share, ties = p.stubbornness_share, p.city_influence_share, p.ties_per_person
    push, city_stops, population, city_mean = (
        p.wrongful_stop_support_shock, city.stops_wrongful, city.population, city.support_mean
    )  # fmt: skip
    units = 0
    for q in range(weight.shape[0]):
        support[q] = support_next(peers[q], city_mean, np.float64(anchor[q]), stubbornness, city_share)
        touched = touched_share(stopped[q], weight[q], city_stops, population, ties)
        shock[q] = shock_next(np.float64(shock[q]), remembered, touched, push)
        expressed = expressed_support(np.float64(support[q]), np.float64(shock[q]), city_shock)
        units += whole(expressed / SUPPORT_UNIT + 0.5) * weight[q]
    return units
