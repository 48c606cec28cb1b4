"""The citizen process of passing cameras over columns: it applies the rules that `reference/citizen.py` applies.

Where hardly anybody of a cell can raise a false alert, one word of each draw and a bound of the cell settle the others.
"""

import numpy as np
from numpy.typing import NDArray

from sim.engines.compiled.aside import Aside
from sim.engines.compiled.blocks import (
    BLOCK,
    Floats,
    Ints,
    Words,
    draw_words,
    first_words,
    positions,
    settled_below,
)
from sim.engines.recording import FOUND, STOPPED
from sim.model.rules.detection import at_most, detection_probability, false_alert_probability
from sim.model.state import Citizens, Now, Row, State
from sim.numbers.compiler import int64, kernel, uint32
from sim.numbers.draws import Process, coarse, fine, uniform_three
from sim.numbers.variates import binomial, surely_none

_TRUE, _FALSE, _HARD = int64(Process.TRUE_ALERT), int64(Process.FALSE_ALERT), int64(Process.HARD_ALERT)
_RARE = 0.01  # [probability] up to which a bound of the whole cell leaves few to look at


@kernel
def pass_cameras(state: State, now: Now, aside: Aside) -> None:
    """Raise alerts. Counts: true ones, detections, detained (all, hard), false alerts, wrongful stops."""
    words = np.empty((4, BLOCK), np.uint32)
    noted = np.empty(BLOCK, np.int32)
    for c in range(aside.cells.shape[0]):
        cell, counts = aside.cells[c], aside.counts[c]
        city = state.cities[cell.city]
        for k in range(6):
            counts[k] = 0
        for k in range(cell.first, cell.end):
            aside.stopped[k] = 0
        if city.searches_per_resident > 0.0:
            for first in range(cell.first, cell.end, BLOCK):
                member = first - city.first_citizen
                for k in range(_note(state.citizens, cell, first, words, city, now, noted)):
                    q = noted[k]
                    for_alert, for_stop = fine(words[0, q], words[1, q]), coarse(words[2, q])
                    if _is_rare(cell, city):  # only the first word was drawn
                        for_alert, for_stop, _ = uniform_three(now.seed, member + q, city.code, now.month, _FALSE)
                    _alert(state.citizens, first + q, for_alert, for_stop, city, now, aside, counts)


@kernel
def add_alerts(state: State, now: Now, aside: Aside) -> None:
    """Add the counts of cells up by city; people whom police hold are no longer sought."""
    for i in range(state.cities.shape[0]):
        city = state.cities[i]
        city.alerts_true, city.detections, city.detained = 0, 0, 0
        city.alerts_false, city.stops_wrongful = 0, 0
    for c in range(aside.cells.shape[0]):
        city, counts = state.cities[aside.cells[c].city], aside.counts[c]
        city.alerts_true += counts[0]
        city.detections += counts[1]
        city.detained += counts[2]
        city.alerts_false += counts[4]
        city.stops_wrongful += counts[5]
        city.sought -= counts[2]
        city.sought_findable -= counts[2]
        city.sought_hard -= counts[3]


@kernel
def _note(c: Citizens, cell: Row, first: int, words: Words, city: Row, now: Now, noted: Ints) -> int:
    """Note who may raise an alert, and return how many they are."""
    end, member = min(first + BLOCK, cell.end), first - city.first_citizen
    findable = c.sought_findable[first:end]
    if _is_rare(cell, city):
        highest = _highest(cell, city)
        first_words(words[0], end - first, now.seed, member, city.code, now.month, _FALSE)
        return _note_rare(findable, words[0], settled_below(cell.heaviest, highest), noted)
    draw_words(words, end - first, now.seed, member, city.code, now.month, _FALSE)
    return _note_alerts(c.weight[first:end], findable, c.mobility[first:end], words, city, noted)


@kernel
def _highest(cell: Row, city: Row) -> float:
    """Return a number above the probability of a false alert of anybody in a cell."""
    return at_most(city.searches_per_resident * cell.most_mobile, city.fpir)


@kernel
def _is_rare(cell: Row, city: Row) -> bool:
    """Tell whether a bound of the whole cell leaves few to look at."""
    return bool(cell.heaviest * _highest(cell, city) < _RARE)


@kernel
def _alert(
    c: Citizens, k: int, for_alert: float, for_stop: float, city: Row, now: Now, aside: Aside, counts: NDArray[np.int64]
) -> None:
    """Decide about the alerts of citizen k, true and false, for two uniform draws."""
    p, member = aside.parameters[0], k - city.first_citizen
    passes = city.searches_per_resident * np.float64(c.mobility[k])
    found = 0
    if c.sought_findable[k] > 0:
        found = _raise_true_alerts(c, k, passes, city, p.detention_probability, member, now, counts)
    alerts = binomial(c.weight[k], false_alert_probability(passes, city.fpir), for_alert)
    stopped = binomial(alerts, city.acted_on_share, for_stop)
    aside.stopped[k] = stopped
    counts[4] += alerts
    counts[5] += stopped
    if aside.marks.shape[0] > 0:
        aside.marks[now.elapsed, k] |= np.uint8((found > 0) * FOUND + (stopped > 0) * STOPPED)


@kernel
def _note_rare(findable: Ints, word: NDArray[np.uint32], settled: int, noted: Ints) -> int:
    """Note who is sought and findable, or whose draw the bound of the cell does not settle."""
    bound = uint32(settled)
    alerts = np.empty(BLOCK, np.uint8)
    for q in range(findable.shape[0]):
        alerts[q] = (word[q] >= bound) | (findable[q] > 0)
    return positions(alerts, findable.shape[0], noted)


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
def _raise_true_alerts(
    c: Citizens, k: int, passes: float, city: Row, holding: float, member: int, now: Now, counts: NDArray[np.int64]
) -> int:
    """Raise the alerts of sought people, of both classes; return how many staff act on."""
    hard = c.sought_hard[k]
    easy = c.sought_findable[k] - hard
    alerts, found, held = _true_alerts(easy, passes * city.hit_probability_easy, city, holding, member, now, _TRUE)
    held_hard = 0
    if hard > 0:
        more, found_hard, held_hard = _true_alerts(
            hard, passes * city.hit_probability_hard, city, holding, member, now, _HARD
        )
        alerts, found = alerts + more, found + found_hard
    c.sought_findable[k] -= held + held_hard
    c.sought_hard[k] -= held_hard
    counts[0] += alerts
    counts[1] += found
    counts[2] += held + held_hard
    counts[3] += held_hard
    return found


@kernel
def _true_alerts(
    sought: int, expected_hits: float, city: Row, holding: float, member: int, now: Now, process: int
) -> tuple[int, int, int]:
    """Return the true alerts of sought people of a class, how many staff act on, and how many police hold."""
    for_alert, for_action, for_detention = uniform_three(now.seed, member, city.code, now.month, process)
    alerts = binomial(sought, detection_probability(expected_hits, 1.0), for_alert)
    found = binomial(alerts, city.capacity_share, for_action)
    return alerts, found, binomial(found, holding, for_detention)
