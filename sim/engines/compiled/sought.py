"""The citizen process of becoming sought over columns: it applies the rules that `reference/citizen.py` applies.

In a cell of single residents one word of each draw and a bound of the cell settle nearly everybody.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engines.compiled.aside import Aside
from sim.engines.compiled.blocks import (
    BLOCK,
    Ints,
    Words,
    draw_words,
    first_words,
    positions,
    settled_below,
)
from sim.model.state import Citizens, Now, Row, State
from sim.numbers.compiler import int64, kernel, uint32
from sim.numbers.draws import Process, coarse, fine, uniform_pair, uniform_three
from sim.numbers.variates import binomial, surely_none

_BECOME, _FINDABLE = int64(Process.BECOME_SOUGHT), int64(Process.FINDABLE)
_HARD = int64(Process.HARD_LEAVES)


@kernel
def become_sought(state: State, now: Now, aside: Aside) -> None:
    """People become sought, and sought people are found otherwise or given up. Counts: new, findable, hard, all."""
    words = np.empty((4, BLOCK), np.uint32)
    noted = np.empty(BLOCK, np.int32)
    hard_share = aside.parameters[0].hard_share
    for c in range(aside.cells.shape[0]):
        cell = aside.cells[c]
        new, known, hard, sought = 0, 0, 0, 0
        for first in range(cell.first, cell.end, BLOCK):
            end = min(first + BLOCK, cell.end)
            block = _block(state.citizens, first, end)
            city = state.cities[cell.city]
            is_single, member = cell.heaviest == 1, first - city.first_citizen
            for k in range(_note(block, is_single, words, city, first, now, noted)):
                q = noted[k]
                draws = fine(words[0, q], words[1, q]), coarse(words[2, q]), coarse(words[3, q])
                if is_single:  # only the first word was drawn
                    draws = uniform_three(now.seed, member + q, city.code, now.month, _BECOME)
                new += _change_sought(block, q, draws, city, hard_share, member + q, now)
            for q in range(end - first):
                known += block.sought_findable[q]
                hard += block.sought_hard[q]
                sought += block.sought_findable[q] + block.sought_hidden[q]
        counts = aside.counts[c]
        counts[0], counts[1], counts[2], counts[3] = new, known, hard, sought


@kernel
def add_sought(state: State, now: Now, aside: Aside) -> None:
    """Add the counts of cells up by city."""
    for i in range(state.cities.shape[0]):
        city = state.cities[i]
        city.new_sought, city.sought_findable, city.sought_hard, city.sought = 0, 0, 0, 0
    for c in range(aside.cells.shape[0]):
        city = state.cities[aside.cells[c].city]
        city.new_sought += aside.counts[c, 0]
        city.sought_findable += aside.counts[c, 1]
        city.sought_hard += aside.counts[c, 2]
        city.sought += aside.counts[c, 3]


class _Block(NamedTuple):
    weight: Ints
    sought_findable: Ints
    sought_hard: Ints
    sought_hidden: Ints


@kernel
def _block(c: Citizens, first: int, end: int) -> _Block:
    return _Block(
        c.weight[first:end], c.sought_findable[first:end], c.sought_hard[first:end], c.sought_hidden[first:end]
    )


@kernel
def _note(block: _Block, is_single: bool, words: Words, city: Row, first: int, now: Now, noted: Ints) -> int:
    """Note to whom something may happen, and return how many they are."""
    n, member = block.weight.shape[0], first - city.first_citizen
    if is_single:
        first_words(words[0], n, now.seed, member, city.code, now.month, _BECOME)
        return _note_single(block, words[0], city.becoming_sought_probability, noted)
    draw_words(words, n, now.seed, member, city.code, now.month, _BECOME)
    return _note_changes(block, words, city, noted)


@kernel
def _note_single(block: _Block, word: NDArray[np.uint32], becoming: float, noted: Ints) -> int:
    """Note single residents who are sought, or may become so."""
    findable, hidden = block.sought_findable, block.sought_hidden
    settled = uint32(settled_below(1, becoming))
    changes = np.empty(BLOCK, np.uint8)
    for q in range(findable.shape[0]):
        changes[q] = (word[q] >= settled) | ((findable[q] | hidden[q]) > 0)
    return positions(changes, findable.shape[0], noted)


@kernel
def _note_changes(block: _Block, words: Words, city: Row, noted: Ints) -> int:
    weight, findable, hidden, hard = block.weight, block.sought_findable, block.sought_hidden, block.sought_hard
    becoming, leaving = city.becoming_sought_probability, city.leaving_sought_probability
    changes = np.empty(BLOCK, np.uint8)
    for q in range(weight.shape[0]):
        free = weight[q] - findable[q] - hidden[q]  # more would be free only if someone left
        stays = (
            surely_none(free, becoming, fine(words[0, q], words[1, q]))
            & surely_none(findable[q], leaving, coarse(words[2, q]))
            & surely_none(hidden[q], leaving, coarse(words[3, q]))
            & (hard[q] == 0)  # they have a draw of their own
        )
        changes[q] = not stays
    return positions(changes, weight.shape[0], noted)


@kernel
def _change_sought(
    block: _Block, q: int, draws: tuple[float, float, float], city: Row, hard_share: float, member: int, now: Now
) -> int:
    """Change how many people of a citizen are sought, for three uniform draws; return how many are new."""
    leaving = city.leaving_sought_probability
    for_new, for_findable, for_hidden = draws
    hard = block.sought_hard[q]
    easy = block.sought_findable[q] - hard
    easy -= binomial(easy, leaving, for_findable)
    hidden = block.sought_hidden[q] - binomial(block.sought_hidden[q], leaving, for_hidden)
    if hard > 0:
        hard -= binomial(hard, leaving, uniform_pair(now.seed, member, city.code, now.month, _HARD)[0])
    new = binomial(block.weight[q] - easy - hard - hidden, city.becoming_sought_probability, for_new)
    findable, newly_hard = 0, 0
    if new > 0:
        draw, for_hard = uniform_pair(now.seed, member, city.code, now.month, _FINDABLE)
        findable = binomial(new, city.findable_probability, draw)
        newly_hard = binomial(findable, hard_share, for_hard)
    block.sought_findable[q] = easy + hard + findable
    block.sought_hard[q] = hard + newly_hard
    block.sought_hidden[q] = hidden + new - findable
    return new
