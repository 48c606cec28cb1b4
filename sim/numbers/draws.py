"""Keyed random draws: each is a pure function of seed, agent, month and process.

No generator is kept anywhere, so nothing that happens to one agent, and no policy, can shift the
luck of another (event-keyed randomness, arXiv 2409.02086). Philox4x32-10 (Salmon et al. 2011) turns
the counter (member, code, month, process and sub-draw) under the key (seed) into four 32-bit words.
"""

from enum import IntEnum

from sim.numbers.compiler import inlined_kernel, kernel, uint32, uint64

WHOLE_CITY = 0xFFFFFFFF  # member number of a draw that belongs to the city itself
NATION = 0  # code of a draw that belongs to the nation
NO_MONTH = 0  # months count from year 0, so this one is never simulated


class Process(IntEnum):
    """Process numbers in the counter. Frozen: never change one, only add."""

    TRAITS = 1
    START_CITY = 2
    START_SOUGHT = 3
    CONTACTS = 4
    ADOPTION_CLOCK = 5
    SUPPLIER_CHOICE = 6
    BUILD_TIME = 7
    LAUNCH_SLIP = 8
    CAMERA_FAILURE = 9
    CAMERA_PURCHASE = 10
    OFFENCES = 11
    BECOME_SOUGHT = 12
    TRUE_ALERT = 13
    FALSE_ALERT = 14
    LOOKUPS = 15
    BREACHES = 16
    LEAKED = 17
    LEAK_PUBLICITY = 18
    START_CAMERAS = 19
    FINDABLE = 20
    CONTEST = 21
    BIDDERS = 22
    REGISTERED = 23
    PUBLIC_OFFENCES = 24
    USEFUL_FOOTAGE = 25
    ATTRIBUTED = 26
    INCREMENTAL = 27
    OTHER_CLEARANCES = 28
    START_CRIME = 29
    FUNCTION_CREEP = 40
    OTHER_ALERTS = 41
    REVIEWED_ALERTS = 42
    WORST_GROUP = 43
    LAWSUITS = 44
    STATUTE_CLOCK = 45
    REVERSAL_CLOCK = 46
    SECOND_SUPPLIER = 47
    HARD_LEAVES = 48
    HARD_ALERT = 49
    LOOKALIKES = 50
    STOPPED_BEFORE = 51
    WHITELISTED = 52
    OPERATORS = 53
    PROTEST = 60
    DETAINED_AFTERWARDS = 61
    RESAMPLED_PAIRS = 80
    FLIPPED_SIGNS = 81


_M0 = 0xD2511F53
_M1 = 0xCD9E8D57


@inlined_kernel
def philox(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int) -> tuple[int, int, int, int]:
    """Return four random 32-bit words for a 128-bit counter and a 64-bit key (Philox4x32-10)."""
    c0, c1, c2, c3 = uint32(c0), uint32(c1), uint32(c2), uint32(c3)
    k0, k1 = uint32(k0), uint32(k1)
    for _ in range(10):  # a literal, so that the loop unrolls
        product0 = uint64(_M0) * uint64(c0)
        product1 = uint64(_M1) * uint64(c2)
        c0, c1, c2, c3 = (
            uint32(product1 >> uint64(32)) ^ c1 ^ k0,
            uint32(product1),
            uint32(product0 >> uint64(32)) ^ c3 ^ k1,
            uint32(product0),
        )
        k0 = uint32(k0 + uint32(0x9E3779B9))
        k1 = uint32(k1 + uint32(0xBB67AE85))
    return c0, c1, c2, c3


@inlined_kernel
def fine(high: int, low: int) -> float:
    """Return a uniform draw in [0, 1) of 53 bits, made of two random words."""
    return float((uint64(high) << uint64(21)) | (uint64(low) >> uint64(11))) * 2.0**-53


@inlined_kernel
def coarse(word: int) -> float:
    """Return a uniform draw in [0, 1) of 32 bits, made of a random word."""
    return float(word) * 2.0**-32


@kernel
def uniform_pair(seed: int, member: int, code: int, month: int, process: int) -> tuple[float, float]:
    """Return two uniform draws in [0, 1) of 53 bits each."""
    a, b, c, d = philox(member, code, month, process << 8, seed & 0xFFFFFFFF, seed >> 32)
    return fine(a, b), fine(c, d)


@kernel
def uniform_three(seed: int, member: int, code: int, month: int, process: int) -> tuple[float, float, float]:
    """Return a uniform draw of 53 bits and two of 32 bits, all in [0, 1)."""
    a, b, c, d = philox(member, code, month, process << 8, seed & 0xFFFFFFFF, seed >> 32)
    return fine(a, b), coarse(c), coarse(d)


@kernel
def uniform_four(seed: int, member: int, code: int, month: int, process: int) -> tuple[float, float, float, float]:
    """Return four uniform draws in [0, 1) of 32 bits each."""
    a, b, c, d = philox(member, code, month, process << 8, seed & 0xFFFFFFFF, seed >> 32)
    return coarse(a), coarse(b), coarse(c), coarse(d)


@kernel
def uniform(seed: int, code: int, month: int, process: int) -> float:
    """Return the uniform draw of a whole city, in [0, 1), of 53 bits."""
    return uniform_pair(seed, WHOLE_CITY, code, month, process)[0]
