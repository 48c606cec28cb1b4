"""Keyed draws: the published generator, frozen process numbers, and gates that see a bias of one percent."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from sim.numbers import draws
from sim.numbers.compiler import kernel
from sim.numbers.draws import Process, philox, uniform, uniform_four, uniform_pair, uniform_three

FALSE_ALARM_RATE = 1e-6  # of each gate, if its seed were drawn anew; the seeds are fixed, so nothing flickers
N_DRAWS = 10_000_000
MANY = settings(max_examples=200, deadline=None, derandomize=True)
word = st.integers(0, 2**32 - 1)

# Process numbers are part of every result ever published: add to this table, never change it.
FROZEN = {
    "TRAITS": 1, "START_CITY": 2, "START_SOUGHT": 3, "CONTACTS": 4, "ADOPTION_CLOCK": 5, "SUPPLIER_CHOICE": 6,
    "BUILD_TIME": 7, "LAUNCH_SLIP": 8, "CAMERA_FAILURE": 9, "CAMERA_PURCHASE": 10, "OFFENCES": 11,
    "BECOME_SOUGHT": 12, "TRUE_ALERT": 13, "FALSE_ALERT": 14, "LOOKUPS": 15, "BREACHES": 16, "LEAKED": 17,
    "LEAK_PUBLICITY": 18, "START_CAMERAS": 19, "FINDABLE": 20, "CONTEST": 21, "BIDDERS": 22, "REGISTERED": 23,
    "PUBLIC_OFFENCES": 24, "USEFUL_FOOTAGE": 25, "ATTRIBUTED": 26, "INCREMENTAL": 27, "OTHER_CLEARANCES": 28,
    "START_CRIME": 29, "PROTEST": 60, "DETAINED_AFTERWARDS": 61, "FUNCTION_CREEP": 40,
    "OTHER_ALERTS": 41, "REVIEWED_ALERTS": 42, "WORST_GROUP": 43,
    "LAWSUITS": 44, "STATUTE_CLOCK": 45, "REVERSAL_CLOCK": 46, "SECOND_SUPPLIER": 47,
    "RESAMPLED_PAIRS": 80, "FLIPPED_SIGNS": 81,
}  # fmt: skip


def plain_philox(counter: tuple[int, ...], key: tuple[int, int], rounds: int = 10) -> tuple[int, ...]:
    """Philox4x32 in whole numbers of any size, written from Salmon et al. (2011), section 3.3."""
    x0, x1, x2, x3 = counter
    for i in range(rounds):
        k0, k1 = ((word + i * weyl) % 2**32 for word, weyl in zip(key, (0x9E3779B9, 0xBB67AE85), strict=True))
        left, right = 0xD2511F53 * x0, 0xCD9E8D57 * x2
        x0, x1, x2, x3 = (right // 2**32) ^ x1 ^ k0, right % 2**32, (left // 2**32) ^ x3 ^ k1, left % 2**32
    return x0, x1, x2, x3


@pytest.mark.parametrize(
    ("counter", "key", "expected"),
    [
        ((0, 0, 0, 0), (0, 0), "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        ((2**32 - 1,) * 4, (2**32 - 1,) * 2, "408f276d 41c83b0e a20bc7c6 6d5451fd"),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            "d16cfe09 94fdcceb 5001e420 24126ea1",
        ),
    ],
)
def test_philox_gives_the_published_answers(counter: tuple[int, ...], key: tuple[int, int], expected: str) -> None:
    """Source: kat_vectors of Random123."""
    words = tuple(int(part, 16) for part in expected.split())
    assert philox(*counter, *key) == words
    assert plain_philox(counter, key) == words


@MANY
@given(st.tuples(word, word, word, word), st.tuples(word, word))
def test_compiled_philox_is_the_plain_one(counter: tuple[int, ...], key: tuple[int, int]) -> None:
    assert philox(*counter, *key) == plain_philox(counter, key)


@MANY
@given(st.integers(0, 2**63 - 1), word, word, st.integers(0, 2**31), st.sampled_from(Process))
def test_draws_are_the_words_of_their_key(seed: int, member: int, code: int, month: int, process: Process) -> None:
    a, b, c, d = plain_philox((member, code, month, process << 8), (seed % 2**32, seed // 2**32))
    coarse = tuple(x / 2**32 for x in (a, b, c, d))
    fine = ((a * 2**32 + b) // 2**11 / 2**53, (c * 2**32 + d) // 2**11 / 2**53)
    assert uniform_four(seed, member, code, month, int(process)) == coarse
    assert uniform_pair(seed, member, code, month, int(process)) == fine
    assert uniform_three(seed, member, code, month, int(process)) == (fine[0], *coarse[2:])
    assert all(0.0 <= u < 1.0 for u in (*coarse, *fine))


def test_the_largest_words_stay_below_one() -> None:
    top = 2**32 - 1
    assert draws.fine(top, top) == 1.0 - 2.0**-53
    assert float(top) * 2.0**-32 < 1.0


def test_process_numbers_are_frozen_and_unique() -> None:
    now = {process.name: int(process) for process in Process}
    assert {name: now.get(name) for name in FROZEN} == FROZEN
    # __members__ lists aliases too: two names for one number would share their luck.
    assert len(set(Process.__members__.values())) == len(Process.__members__)
    assert all(0 < number < 2**24 for number in now.values())


@MANY
@given(st.integers(0, 2**31), st.integers(1, 2**31 - 1))
def test_seeds_beyond_32_bits_matter(low: int, high: int) -> None:
    key = 12345, 24200, int(Process.OFFENCES)
    assert uniform(low, *key) != uniform(low + (high << 32), *key)


def test_every_part_of_the_key_matters() -> None:
    base = (7, 3, 99, 24192, 5)
    changed = [tuple(value + (k == place) for k, value in enumerate(base)) for place in range(5)]
    assert len({uniform_pair(*key) for key in [base, *changed]}) == 6


@kernel
def hits(n: int, threshold: float, which: int) -> int:
    """Return how many of the draws of n citizens lie under a threshold."""
    total = 0
    for member in range(n):
        if which == 0:
            u = uniform_pair(11, member, 77, 24192, 12)[0]
        elif which == 1:
            u = uniform_three(11, member, 77, 24192, 12)[2]
        elif which == 2:
            u = uniform(member, 77, 24192, 12)  # seed by seed
        else:
            u = uniform_pair(11, 5, 77, member, 12)[1]  # month by month
        total += u < threshold
    return total


def passes(count: int, n: int, p: float) -> bool:
    """Tell whether a two-sided exact binomial test at the false-alarm rate lets the count through."""
    return min(binom.cdf(count, n, p), binom.sf(count - 1, n, p)) > FALSE_ALARM_RATE / 2


@pytest.mark.parametrize("which", [0, 1, 2, 3], ids=["fine", "coarse", "by seed", "by month"])
@pytest.mark.parametrize("p", [0.05, 0.4])
def test_gate_passes_the_draw_and_catches_a_planted_bias(which: int, p: float) -> None:
    """False alarms 1e-6 each. At p = 0.05 a bias of 1 % is 7 standard deviations: missed once in 60."""
    assert passes(hits(N_DRAWS, p, which), N_DRAWS, p)
    assert not passes(hits(N_DRAWS, p * 1.01, which), N_DRAWS, p)
    assert not passes(hits(N_DRAWS, p * 0.99, which), N_DRAWS, p)


def test_draws_of_neighbours_are_uncorrelated() -> None:
    """Between members, months, seeds and processes; false alarms 1e-6 each (4.9 standard deviations)."""
    n = 20_000
    base = np.array([uniform_pair(3, k, 9, 24192, 12)[0] for k in range(n)])
    others = {
        "member": [uniform_pair(3, k + 1, 9, 24192, 12)[0] for k in range(n)],
        "month": [uniform_pair(3, k, 9, 24193, 12)[0] for k in range(n)],
        "seed": [uniform_pair(4, k, 9, 24192, 12)[0] for k in range(n)],
        "process": [uniform_pair(3, k, 9, 24192, 13)[0] for k in range(n)],
        "code": [uniform_pair(3, k, 10, 24192, 12)[0] for k in range(n)],
        "second": [uniform_pair(3, k, 9, 24192, 12)[1] for k in range(n)],
    }
    for name, other in others.items():
        assert abs(np.corrcoef(base, other)[0, 1]) * sqrt(n) < 4.9, name
