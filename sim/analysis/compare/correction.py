"""Which of many differences stand: step-down maximum statistic over sign flips.

A comparison asks many questions at once, and one in twenty intervals leaves out zero by luck alone. Here
a difference stands only if all that would be called different, taken together, hold a false alarm in at
most one of twenty experiments in which nothing differs.

Were a policy without effect, each pair's difference would be as likely up as down, in all outcomes and
policies together. So the signs of whole pairs are flipped, which keeps how outcomes hang together. With
fewer than six pairs that differ no pattern of signs is rarer than one in twenty, and nothing is claimed.

Sources: Westfall and Young (1993), Resampling-based multiple testing; Romano and Wolf (2005), Exact and
approximate stepdown methods for multiple hypothesis testing, JASA 100(469).
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
_EXACT_PAIRS = 13  # up to here every pattern of signs is tried
_N_FLIPS = 9_999  # beyond, with the pattern that was seen
_SEED = 1993  # any number does; this one, so that a comparison made again is the same to the byte
_BLOCK = 1_000  # [patterns] in memory at a time
_SAME = 1.0 - 1e-9  # sums in another order differ in the last bits


def adjusted_p_values(differences: Values) -> Values:
    """Return, for each row, the smallest familywise rate of false alarms at which its difference stands.

    Parameters
    ----------
    differences
        (n_questions, n_pairs): a column is one pair of runs; 0 where the runs agree or one is undefined.

    Returns
    -------
    numpy.ndarray
        (n_questions,), 1 where no pair differs.

    Examples
    --------
    >>> steady = [3.0, 2.0, 4.0, 3.0, 2.5, 3.5]
    >>> adjusted_p_values(np.array([steady, [1.0, -1.0, 2.0, -2.0, 1.0, -1.0]]))
    array([0.03125, 1.     ])
    """
    adjusted = np.ones(len(differences))
    sizes = np.sqrt((differences**2).sum(axis=1))
    asked = np.flatnonzero(sizes)
    if not asked.size:
        return adjusted
    scaled = differences[asked] / sizes[asked, None]  # a sum of these grows with Student's t, and has no variance of 0
    seen = np.abs(scaled.sum(axis=1))
    order = np.argsort(-seen, kind="stable")
    rarity = _rarity(scaled[order], seen[order])
    adjusted[asked[order]] = np.maximum.accumulate(rarity)  # what stands later stands no firmer
    return adjusted


def _rarity(scaled: Values, seen: Values) -> Values:
    """Return in which share of patterns any of a row and those after it reaches what was seen of the row."""
    reached, n_patterns = np.zeros(len(seen)), 0
    for signs in _patterns(scaled.shape[1]):
        sums = np.abs(signs @ scaled.T)
        highest = np.maximum.accumulate(sums[:, ::-1], axis=1)[:, ::-1]
        reached += (highest >= seen * _SAME).sum(axis=0)
        n_patterns += len(signs)
    return reached / n_patterns


def _patterns(n_pairs: int) -> Iterator[Values]:
    """Yield patterns of signs in blocks of (n_patterns, n_pairs): all of them where they are few."""
    if n_pairs <= _EXACT_PAIRS:
        numbers = np.arange(2 ** (n_pairs - 1))[:, None]  # the last sign stays: sums are taken without their sign
        yield np.where(numbers >> np.arange(n_pairs) & 1, -1.0, 1.0)
        return
    yield np.ones((1, n_pairs))
    generator = np.random.Generator(np.random.PCG64(_SEED))
    for start in range(0, _N_FLIPS, _BLOCK):
        yield generator.choice((-1.0, 1.0), (min(_BLOCK, _N_FLIPS - start), n_pairs))
