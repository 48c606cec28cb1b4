"""The citizen process of a breach over columns: it applies the rules that `reference/citizen.py` applies one by one."""

import numpy as np
from numba import prange

from sim.engines.compiled.blocks import BLOCK, Counts, Doubles, Floats, Ints, Words, draw_words, positions
from sim.model.draws import Process, fine
from sim.model.rule import int64, kernel, parallel_kernel
from sim.model.rules.leak import leaked_probability
from sim.model.state import Row, Rows
from sim.model.variates import binomial, surely_none

_LEAKED = int64(Process.LEAKED)


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
    share = parameters[0].breach_share
    for c in prange(cells.shape[0]):
        city = cities[cells[c].city]
        if city.breaches > 0:
            words = np.empty((4, BLOCK), np.uint32)
            noted = np.empty(BLOCK, np.int32)
            probability = np.empty(BLOCK, np.float64)
            for first in range(cells[c].first, cells[c].end, BLOCK):
                end = min(first + BLOCK, cells[c].end)
                draw_words(words, end - first, seed, first - city.first_citizen, city.code, month, _LEAKED)
                n = _note_leaks(weight[first:end], mobility[first:end], words, city, share, probability, noted)
                for k in range(n):
                    q = noted[k]
                    counts[c, 0] += binomial(weight[first + q], probability[q], fine(words[0, q], words[1, q]))


@kernel
def _note_leaks(
    weight: Ints, mobility: Floats, words: Words, city: Row, share: float, probability: Doubles, noted: Ints
) -> int:
    searches, days, breaches = city.searches_per_resident, city.retention_days, city.breaches
    leaks = np.empty(BLOCK, np.uint8)
    for q in range(weight.shape[0]):
        passes = searches * np.float64(mobility[q])
        probability[q] = leaked_probability(passes, days, share, breaches)
    for q in range(weight.shape[0]):
        leaks[q] = not surely_none(weight[q], probability[q], fine(words[0, q], words[1, q]))
    return positions(leaks, weight.shape[0], noted)
