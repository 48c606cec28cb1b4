"""Draws and peers for a block of citizens at a time, so that the loops over them vectorise.

A block is only how a cell is computed: its size changes no result. It is small enough for its
buffers to stay in the first-level cache.
"""

import numpy as np
from numpy.typing import NDArray

from sim.model.draws import coarse, philox
from sim.model.rule import kernel, uint32
from sim.model.rules.network import CONTACTS, RING, contact_step, ring_step, round_the_cell
from sim.model.rules.opinion import hears

BLOCK = 512
PAD = RING // 2  # how far ring neighbours reach

Ints = NDArray[np.int32]
Counts = NDArray[np.int64]
Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Words = NDArray[np.uint32]  # (4, BLOCK): the four words of a draw, by citizen


@kernel
def draw_words(words: Words, n: int, seed: int, member: int, code: int, month: int, process: int) -> None:
    """Fill the words of n citizens from `member` on; column q is what `philox` gives for member + q."""
    code32, month32, process32 = uint32(code), uint32(month), uint32(process << 8)
    low, high = uint32(seed & 0xFFFFFFFF), uint32(seed >> 32)
    for q in range(n):
        a, b, c, d = philox(uint32(member + q), code32, month32, process32, low, high)
        words[0, q] = a
        words[1, q] = b
        words[2, q] = c
        words[3, q] = d


@kernel
def positions(marks: NDArray[np.uint8], n: int, noted: Ints) -> int:
    """Note where the first n marks are set, and return how many are: without a branch, so that no guess can fail."""
    found = 0
    for q in range(n):
        noted[found] = q
        found += marks[q]
    return found


@kernel
def surroundings(support: Floats, window: Floats) -> None:
    """Copy the opinions of a cell, with those round its ends, so that ring neighbours lie side by side."""
    n = support.shape[0]
    for k in range(n):  # a slice would bring along the text of an error, which takes seconds to compile
        window[PAD + k] = support[k]
    for k in range(PAD):
        window[k] = support[n - PAD + k]
        window[PAD + n + k] = support[k]


@kernel
def find_contacts(window: Floats, first: int, n_cell: int, n: int, words: Words, others: Floats) -> None:
    """Look up the opinions of the lasting contacts of n citizens from position `first` of their cell on."""
    positions = np.empty(BLOCK, np.int32)
    for k in range(CONTACTS):
        word, other = words[k], others[k]
        for q in range(n):
            positions[q] = PAD + round_the_cell(first + q + contact_step(n_cell, coarse(word[q])), n_cell)
        for q in range(n):
            other[q] = window[positions[q]]


@kernel
def hear_peers(window: Floats, first: int, n: int, others: Floats, bound: float, mean: Doubles) -> None:
    """Average the opinions heard: one's own, the ring's, the contacts', in the order of `peer`."""
    near = window[first:]
    for q in range(n):
        own = np.float64(near[q + PAD])
        opinions, people = own, 1.0
        for k in range(RING):
            other = np.float64(near[q + PAD + ring_step(k)])
            is_heard = hears(own, other, bound)
            opinions += other if is_heard else 0.0
            people += 1.0 if is_heard else 0.0
        for k in range(CONTACTS):
            other = np.float64(others[k, q])
            is_heard = hears(own, other, bound)
            opinions += other if is_heard else 0.0
            people += 1.0 if is_heard else 0.0
        mean[q] = opinions / people
