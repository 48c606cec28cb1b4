"""Who is whose peer: lasting ties inside a neighbourhood cell, computed and never stored."""

from sim.model.rule import rule

CELL_SIZE = 4096
DEGREE = 10
RING = 6


@rule
def degree(n: int) -> int:
    """Return how many peers each of the n citizens of a cell has.

    Source: memory (small-world convention of about ten ties).

    Examples
    --------
    >>> degree(1), degree(5), degree(4096)
    (0, 4, 10)
    """
    return min(DEGREE, n - 1)


@rule
def peer(position: int, n: int, k: int, u: float) -> int:
    """Return the k-th peer of the citizen at `position` among the n of its cell.

    In a cell of at most eleven everyone is everyone's peer. In a larger one the first six are ring
    neighbours, the others lasting contacts by a uniform draw `u` that has no month.
    Source: ring and long ties as in Watts and Strogatz (1998).

    Examples
    --------
    >>> [peer(0, 5, k, 0.0) for k in range(4)], [peer(0, 100, k, 0.5) for k in range(7)]
    ([1, 2, 3, 4], [1, 99, 2, 98, 3, 97, 50])
    """
    if n <= DEGREE + 1:
        step = k + 1
    elif k < RING:
        step = k // 2 + 1 if k % 2 == 0 else n - k // 2 - 1
    else:
        step = 1 + int(u * (n - 1))
    other = position + step
    return other - n if other >= n else other
