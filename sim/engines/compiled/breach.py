"""The citizen process of a breach over columns: it applies the rules that `reference/citizen.py` applies one by one."""

import numpy as np
from numpy.typing import NDArray

from sim.engines.compiled.aside import Aside
from sim.engines.compiled.blocks import BLOCK, Doubles, Floats, Ints, Words, draw_words, positions
from sim.engines.recording import LEAKED, Marks
from sim.model.rules.leak import leaked_probability
from sim.model.state import Now, Row, State
from sim.numbers.compiler import int64, kernel
from sim.numbers.draws import Process, fine
from sim.numbers.variates import binomial, surely_none

Leaks = NDArray[np.uint8]

_LEAKED = int64(Process.LEAKED)


@kernel
def suffer_breach(state: State, now: Now, aside: Aside) -> None:
    """Copy the passages of people in a breach. Counts: people leaked."""
    c, share = state.citizens, aside.parameters[0].breach_share
    words = np.empty((4, BLOCK), np.uint32)
    leaks = np.empty(BLOCK, np.uint8)
    probability = np.empty(BLOCK, np.float64)
    for k in range(aside.cells.shape[0]):
        cell, city = aside.cells[k], state.cities[aside.cells[k].city]
        leaked = 0
        if city.breaches > 0:
            for first in range(cell.first, cell.end, BLOCK):
                end = min(first + BLOCK, cell.end)
                member = first - city.first_citizen
                draw_words(words, end - first, now.seed, member, city.code, now.month, _LEAKED)
                _mark_leaks(c.weight[first:end], c.mobility[first:end], words, city, share, probability, leaks)
                if cell.heaviest > 1:
                    leaked += _count_leaks(c.weight[first:end], words, probability, leaks)
                else:
                    leaked += _single_leaks(leaks, first, end, now.elapsed, aside.marks)
        aside.counts[k, 0] = leaked


@kernel
def add_leaked(state: State, now: Now, aside: Aside) -> None:
    """Add the counts of cells up by city."""
    for i in range(state.cities.shape[0]):
        state.cities[i].people_leaked = 0
    for c in range(aside.cells.shape[0]):
        state.cities[aside.cells[c].city].people_leaked += aside.counts[c, 0]


@kernel
def _count_leaks(weight: Ints, words: Words, probability: Doubles, leaks: Leaks) -> int:
    noted = np.empty(BLOCK, np.int32)
    leaked = 0
    for k in range(positions(leaks, weight.shape[0], noted)):
        q = noted[k]
        leaked += binomial(weight[q], probability[q], fine(words[0, q], words[1, q]))
    return leaked


@kernel
def _single_leaks(leaks: Leaks, first: int, end: int, index: int, marks: Marks) -> int:
    """Count the leaks of single residents, and mark them where marks are kept."""
    leaked = 0
    for q in range(end - first):
        leaked += leaks[q]
    if marks.shape[0] > 0:
        for q in range(end - first):
            marks[index, first + q] |= np.uint8(leaks[q] * LEAKED)
    return leaked


@kernel
def _mark_leaks(
    weight: Ints, mobility: Floats, words: Words, city: Row, share: float, probability: Doubles, leaks: Leaks
) -> None:
    """Mark everybody to whom something may happen; for a single resident that is whom it happens to."""
    searches, days, breaches = city.searches_per_resident, city.retention_days, city.breaches
    for q in range(weight.shape[0]):
        passes = searches * np.float64(mobility[q])
        probability[q] = leaked_probability(passes, days, share, breaches)
    for q in range(weight.shape[0]):
        leaks[q] = not surely_none(weight[q], probability[q], fine(words[0, q], words[1, q]))
