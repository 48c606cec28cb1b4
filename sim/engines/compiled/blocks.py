"""Draws and peers for a block of citizens at a time, so that the loops over them vectorise.

A block is only how a cell is computed: its size changes no result. It is small enough for its
buffers to stay in the first-level cache.
"""

import numpy as np
from numpy.typing import NDArray

from sim.model.rules.network import CONTACTS, RING, ring_step
from sim.model.rules.opinion import hears
from sim.numbers.compiler import kernel, uint32
from sim.numbers.draws import philox

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
def first_words(words: NDArray[np.uint32], n: int, seed: int, member: int, code: int, month: int, process: int) -> None:
    """Fill the first word alone of n citizens: enough to settle to whom surely nothing happens."""
    code32, month32, process32 = uint32(code), uint32(month), uint32(process << 8)
    low, high = uint32(seed & 0xFFFFFFFF), uint32(seed >> 32)
    for q in range(n):
        words[q] = philox(uint32(member + q), code32, month32, process32, low, high)[0]


@kernel
def settled_below(n: int, p: float) -> int:
    """Return the word below which `surely_none` holds for a draw that begins with it, for n people or fewer.

    Such a draw is less than (word + 1) / 2**32.
    """
    bound = (1.0 - n * p) * 4294967296.0
    return int(min(max(bound, 0.0), 4294967295.0))


@kernel
def positions(marks: NDArray[np.uint8], n: int, noted: Ints) -> int:
    """Note where the first n of a block's marks are set, and return how many are.

    Eight are looked at together, since most are not set; then without a branch, so that no guess can fail.
    """
    eights = marks.view(np.uint64)
    found = 0
    for k in range((n + 7) // 8):
        if eights[k] != 0:
            for q in range(8 * k, min(8 * k + 8, n)):
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
def find_contacts(window: Floats, contacts: NDArray[np.uint16], first: int, n: int, others: Floats) -> None:
    """Look up the opinions of the lasting contacts of n citizens from `first` on."""
    for k in range(CONTACTS):
        where, other = contacts[k, first : first + n], others[k]
        for q in range(n):
            other[q] = window[where[q]]


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
