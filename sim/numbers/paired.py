"""What paired comparisons are judged by, with the same bits in Python and on a page.

Sources stand with the functions of sim/analysis/compare that call these kernels. Luck is keyed draws, so that both
draw the same resamples and the same signs. Undefined is NaN.
"""

import numpy as np
from numpy.typing import NDArray

from sim.numbers.arithmetic import sqrt
from sim.numbers.compiler import int64, kernel
from sim.numbers.draws import NO_MONTH, Process, uniform_four
from sim.numbers.sums import exact_sum

Values = NDArray[np.float64]
Ranks = NDArray[np.int32]
Places = NDArray[np.int64]

N_RESAMPLES = 1999  # Davison and Hinkley (1997), 5.2: the 2.5 and 97.5 % points are then numbers of the list
_TAIL = 50  # they are so many from its ends
EXACT_PAIRS = 13  # up to here every pattern of signs is tried
N_FLIPS = 9_999  # beyond, with the pattern that was seen
_SAME = 1.0 - 1e-9  # sums in another order differ in the last bits
_UNDEFINED = np.nan
_LUCK = int64(0)  # the seed: a comparison made again is the same to the byte
_RESAMPLED, _FLIPPED = int64(Process.RESAMPLED_PAIRS), int64(Process.FLIPPED_SIGNS)


@kernel
def student(values: Values, quantiles: Values, found: Values) -> None:
    """Write the mean and its 95 % interval; `quantiles` are Student's 97.5 % points for two values, three, and so on.

    Examples
    --------
    >>> found = np.zeros(3)
    >>> student(np.array([1.0, 3.0]), np.array([12.7062]), found)
    >>> found.round(4).tolist()
    [2.0, -10.7062, 14.7062]
    """
    n = values.shape[0]
    found[0], found[1], found[2] = _UNDEFINED, _UNDEFINED, _UNDEFINED
    if n > 0:
        found[0] = exact_sum(values) / n
    if 2 <= n <= quantiles.shape[0] + 1:
        squares = np.empty(n)
        for k in range(n):
            squares[k] = (values[k] - found[0]) * (values[k] - found[0])
        half = quantiles[n - 2] * (sqrt(exact_sum(squares) / (n - 1)) / sqrt(float(n)))
        found[1], found[2] = found[0] - half, found[0] + half


@kernel
def median_interval(values: Values, found: Values) -> None:
    """Write the median and the 95 % interval of the percentile bootstrap.

    Examples
    --------
    >>> found = np.zeros(3)
    >>> median_interval(np.array([3.0, 1.0, 2.0]), found)
    >>> found.tolist()
    [2.0, 1.0, 3.0]
    """
    lower, upper = np.empty(N_RESAMPLES, np.int32), np.empty(N_RESAMPLES, np.int32)
    middle_ranks(values.shape[0], lower, upper)
    median_of_ranks(values, lower, upper, found)


@kernel
def middle_ranks(n: int, lower: Ranks, upper: Ranks) -> None:
    """Write the ranks of the two middle values (the same one where n is odd) of each resample of n values."""
    drawn, times = np.empty(n), np.empty(n, np.int32)
    for k in range(lower.shape[0] if n > 0 else 0):
        _draw(k, _RESAMPLED, drawn)
        for rank in range(n):
            times[rank] = 0
        for pair in range(n):
            times[int(drawn[pair] * n)] += 1
        lower[k], upper[k] = _rank_at(times, (n - 1) // 2), _rank_at(times, n // 2)


@kernel
def median_of_ranks(values: Values, lower: Ranks, upper: Ranks, found: Values) -> None:
    """Write the median of values and the interval that the middle ranks of resamples give."""
    n = values.shape[0]
    found[0], found[1], found[2] = _UNDEFINED, _UNDEFINED, _UNDEFINED
    if n > 0:
        ordered = _sorted(values)
        found[0] = 0.5 * (ordered[(n - 1) // 2] + ordered[n // 2])
    if n > 1:
        medians = np.empty(lower.shape[0])
        for k in range(lower.shape[0]):
            medians[k] = 0.5 * (ordered[lower[k]] + ordered[upper[k]])
        medians = _sorted(medians)
        found[1], found[2] = medians[_TAIL - 1], medians[medians.shape[0] - _TAIL]


@kernel
def adjusted(differences: Values, found: Values) -> None:
    """Write for each row the smallest familywise rate of false alarms at which its difference stands.

    Parameters
    ----------
    differences
        (n_questions, n_pairs): a column is one pair of runs; 0 where the runs agree or one is undefined.
    found
        (n_questions,), 1 where no pair differs.

    Examples
    --------
    >>> found = np.zeros(2)
    >>> adjusted(np.array([[3.0, 2.0, 4.0], [1.0, 1.0, -2.0]]), found)
    >>> found.tolist()
    [0.25, 1.0]
    """
    n_questions, n_pairs = differences.shape
    seen, scaled = np.empty(n_questions), np.empty(n_pairs)
    columns = np.empty(n_pairs * n_questions)  # by pair, so that a pattern's sums are taken side by side
    for i in range(n_questions):
        seen[i] = _scale(differences[i], scaled)
        for pair in range(n_pairs):
            columns[pair * n_questions + i] = scaled[pair]
    order = _places(seen)
    n_patterns = 1 << max(n_pairs - 1, 0) if n_pairs <= EXACT_PAIRS else 1 + N_FLIPS
    reached = _times_reached(columns, seen, order, n_pairs, n_patterns)
    highest = int64(0)
    for k in range(n_questions - 1, -1, -1):
        highest = max(highest, reached[order[k]])  # what stands later stands no firmer
        found[order[k]] = highest / n_patterns


@kernel
def _scale(row: Values, scaled: Values) -> float:
    """Write a row over its size, and return the size of its sum, which grows with Student's t and has no variance of 0."""
    for pair in range(row.shape[0]):
        scaled[pair] = row[pair] * row[pair]
    size, total = sqrt(exact_sum(scaled)), 0.0
    for pair in range(row.shape[0]):
        scaled[pair] = row[pair] / size if size > 0.0 else 0.0
        total += scaled[pair]
    return abs(total)


@kernel
def _times_reached(columns: Values, seen: Values, order: Places, n_pairs: int, n_patterns: int) -> Places:
    """Return for each row in how many patterns its sum, or one of those before it in order, reaches what was seen."""
    n_questions = seen.shape[0]
    signs, sums, reached = np.empty(n_pairs), np.empty(n_questions), np.zeros(n_questions, np.int64)
    for pattern in range(n_patterns):
        _turn(pattern, signs)
        for i in range(n_questions):
            sums[i] = 0.0
        for pair in range(n_pairs):
            for i in range(n_questions):
                sums[i] += signs[pair] * columns[pair * n_questions + i]
        highest = 0.0
        for k in range(n_questions):
            highest = max(highest, abs(sums[order[k]]))
            reached[order[k]] += highest >= seen[order[k]] * _SAME
    return reached


@kernel
def _turn(pattern: int, signs: Values) -> None:
    """Write the signs of a pattern; none is turned in the first, and with few pairs no two are alike.

    There the last sign stays: sums are taken without their sign.
    """
    n = signs.shape[0]
    if n <= EXACT_PAIRS:
        for pair in range(n):
            signs[pair] = -1.0 if pattern >> pair & 1 else 1.0
        return
    _draw(pattern, _FLIPPED, signs)
    for pair in range(n):
        signs[pair] = -1.0 if pattern > 0 and signs[pair] < 0.5 else 1.0


@kernel
def _draw(sample: int, process: int, drawn: Values) -> None:
    """Write a uniform draw for each place of a sample; times a number below 2**21 it stays below that number."""
    for place in range(0, drawn.shape[0], 4):
        four = uniform_four(_LUCK, int64(place // 4), sample, NO_MONTH, process)
        for k in range(min(4, drawn.shape[0] - place)):
            drawn[place + k] = four[k]


@kernel
def _rank_at(times: Ranks, place: int) -> int:
    """Return the rank at a place of a sorted resample that holds ranks so many times each."""
    rank, passed = 0, times[0]
    while passed <= place:
        rank += 1
        passed += times[rank]
    return rank


@kernel
def _sorted(values: Values) -> Values:
    order, ordered = _places(values), np.empty(values.shape[0])
    for k in range(values.shape[0]):
        ordered[k] = values[order[k]]
    return ordered


@kernel
def _places(values: Values) -> Places:
    """Return where the smallest number lies, then the next; NumPy's own sorting takes seconds to compile.

    Source: Shell (1959), A high-speed sorting procedure, Communications of the ACM 2(7); gaps of Gonnet and
    Baeza-Yates (1991), Handbook of Algorithms and Data Structures, 4.1.4.
    """
    order, gap = np.empty(values.shape[0], np.int64), values.shape[0] // 2
    for k in range(values.shape[0]):
        order[k] = k
    while gap > 0:
        for start in range(gap, values.shape[0]):
            moved, at = order[start], start
            while at >= gap and values[order[at - gap]] > values[moved]:
                order[at] = order[at - gap]
                at -= gap
            order[at] = moved
        gap = 0 if gap == 1 else max(1, gap * 5 // 11)
    return order
