"""Citizen processes over columns. Each loop applies the rules that `reference/citizen.py` applies one by one.

A cell of at most 4,096 citizens of one city is the unit of parallel work: its counts are integers
and its members depend on nobody outside it, so neither threads nor their order can change a result.
Columns are read through `np.float64`: numba's `float` leaves single precision as it is.
"""

import numpy as np
from numba import prange
from numpy.typing import NDArray

from sim.model.draws import NO_MONTH, Process, uniform_four, uniform_pair, uniform_three
from sim.model.processes.observe import SUPPORT_UNIT
from sim.model.rule import kernel, parallel_kernel
from sim.model.rules.detection import detection_probability, false_alert_probability
from sim.model.rules.leak import leaked_probability
from sim.model.rules.network import CELL_SIZE, RING, degree, peer
from sim.model.rules.opinion import (
    expressed_support,
    hears,
    remembered_share,
    shock_next,
    support_next,
    touched_share,
)
from sim.model.state import Row, Rows
from sim.model.variates import binomial

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]
Counts = NDArray[np.int64]

_BECOME, _FINDABLE, _CONTACTS = int(Process.BECOME_SOUGHT), int(Process.FINDABLE), int(Process.CONTACTS)
_TRUE, _FALSE, _LEAKED = int(Process.TRUE_ALERT), int(Process.FALSE_ALERT), int(Process.LEAKED)


@parallel_kernel
def become_sought(
    weight: Ints, sought_findable: Ints, sought_hidden: Ints, cells: Rows, cities: Rows, counts: Counts, seed: int,
    month: int,
) -> None:  # fmt: skip
    """People become sought, and sought people are found otherwise or given up. Counts: new, findable, all."""
    for c in prange(cells.shape[0]):
        city = cities[cells[c].city]
        code = city.code
        becoming, leaving, findable = (
            city.becoming_sought_probability, city.leaving_sought_probability, city.findable_probability
        )  # fmt: skip
        for i in range(cells[c].first, cells[c].end):
            member = i - city.first_citizen
            for_new, for_findable, for_hidden = uniform_three(seed, member, code, month, _BECOME)
            known = sought_findable[i] - binomial(sought_findable[i], leaving, for_findable)
            hidden = sought_hidden[i] - binomial(sought_hidden[i], leaving, for_hidden)
            new = binomial(weight[i] - known - hidden, becoming, for_new)
            new_findable = 0
            if new > 0:
                new_findable = binomial(new, findable, uniform_pair(seed, member, code, month, _FINDABLE)[0])
            sought_findable[i] = known + new_findable
            sought_hidden[i] = hidden + new - new_findable
            counts[c, 0] += new
            counts[c, 1] += sought_findable[i]
            counts[c, 2] += sought_findable[i] + sought_hidden[i]


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
        if city.searches_per_resident <= 0.0:
            for i in range(cells[c].first, cells[c].end):
                stopped[i] = 0
            continue
        code, searches, hit, fpir = city.code, city.searches_per_resident, city.hit_probability, city.fpir
        for i in range(cells[c].first, cells[c].end):
            member = i - city.first_citizen
            passes = searches * np.float64(mobility[i])
            if sought_findable[i] > 0:
                for_alert, for_action, for_detention = uniform_three(seed, member, code, month, _TRUE)
                alerts = binomial(sought_findable[i], detection_probability(passes, hit), for_alert)
                found = binomial(alerts, city.capacity_share, for_action)
                held = binomial(found, holding, for_detention)
                sought_findable[i] -= held
                counts[c, 0] += alerts
                counts[c, 1] += found
                counts[c, 2] += held
            for_alert, for_stop, _ = uniform_three(seed, member, code, month, _FALSE)
            false_alerts = binomial(weight[i], false_alert_probability(passes, fpir), for_alert)
            stopped[i] = binomial(false_alerts, stopping, for_stop)
            counts[c, 3] += false_alerts
            counts[c, 4] += stopped[i]


@parallel_kernel
def suffer_breach(
    weight: Ints,
    mobility: Floats,
    cells: Rows,
    cities: Rows,
    counts: Counts,
    parameters: Rows,
    seed: int,
    month: int,
) -> None:
    """Passages of people are copied. Counts: people leaked."""
    copied = parameters[0].breach_share
    for c in prange(cells.shape[0]):
        city = cities[cells[c].city]
        if city.breaches > 0:
            for i in range(cells[c].first, cells[c].end):
                passes = city.searches_per_resident * np.float64(mobility[i])
                probability = leaked_probability(passes, city.retention_days, copied, city.breaches)
                draw = uniform_pair(seed, i - city.first_citizen, city.code, month, _LEAKED)[0]
                counts[c, 0] += binomial(weight[i], probability, draw)


@kernel
def _peer_mean(support: Floats, i: int, cell: Row, city: Row, bound: float, seed: int) -> float:
    n = cell.end - cell.first
    position = i - cell.first
    contacts = uniform_four(seed, i - city.first_citizen, city.code, NO_MONTH, _CONTACTS)
    own = np.float64(support[i])
    total = own
    heard = 1
    for k in range(degree(n)):
        draw = contacts[k - RING] if k >= RING else 0.0
        other = np.float64(support[cell.first + peer(position, n, k, draw)])
        if hears(own, other, bound):
            total += other
            heard += 1
    return total / heard


@parallel_kernel
def form_opinion(
    weight: Ints, anchor: Floats, support: Floats, shock: Floats, stopped: Ints, cells: Rows, cities: Rows,
    counts: Counts, parameters: Rows, seed: int,
) -> None:  # fmt: skip
    """Opinions and shocks of the month. Counts: expressed support in whole units."""
    bound, stubbornness = parameters[0].confidence_bound, parameters[0].stubbornness_share
    city_share, ties = parameters[0].city_influence_share, parameters[0].ties_per_person
    remembered = remembered_share(parameters[0].shock_half_life_months)
    push = parameters[0].wrongful_stop_support_shock
    for c in prange(cells.shape[0]):
        cell = cells[c]
        city = cities[cell.city]
        city_shock = city.leak_shock + city.success_shock + city.stops_shock
        following = np.empty(CELL_SIZE, np.float32)
        for i in range(cell.first, cell.end):
            peer_mean = _peer_mean(support, i, cell, city, bound, seed)
            following[i - cell.first] = support_next(
                peer_mean, city.support_mean, np.float64(anchor[i]), stubbornness, city_share
            )
        for i in range(cell.first, cell.end):
            support[i] = following[i - cell.first]
            touched = touched_share(stopped[i], weight[i], city.stops_wrongful, city.population, ties)
            shock[i] = shock_next(np.float64(shock[i]), remembered, touched, push)
            expressed = expressed_support(np.float64(support[i]), np.float64(shock[i]), city_shock)
            counts[c, 0] += int(expressed / SUPPORT_UNIT + 0.5) * weight[i]
