"""Who is whose peer: lasting ties inside a neighbourhood cell, computed and never stored."""

from sim.numbers.compiler import rule, whole

CELL_SIZE = 4096
DEGREE = 10
RING = 6
CONTACTS = DEGREE - RING


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
def ring_step(k: int) -> int:
    """Return how far round the ring the k-th neighbour is: 1, -1, 2, -2, 3, -3.

    Source: ring of Watts and Strogatz (1998).

    Examples
    --------
    >>> [ring_step(k) for k in range(RING)]
    [1, -1, 2, -2, 3, -3]
    """
    return k // 2 + 1 if k % 2 == 0 else -(k // 2 + 1)


@rule
def contact_step(n: int, u: float) -> int:
    """Return how far round a cell of n citizens a lasting contact is, by a uniform draw that has no month.

    Source: long ties of Watts and Strogatz (1998).

    Examples
    --------
    >>> contact_step(100, 0.0), contact_step(100, 0.5), contact_step(100, 0.999)
    (1, 50, 99)
    """
    return 1 + whole(u * (n - 1))


@rule
def is_complete(n: int) -> bool:
    """Tell whether everyone in a cell of n citizens is everyone's peer.

    Source: memory (a small group where all know each other).

    Examples
    --------
    >>> is_complete(11), is_complete(12)
    (True, False)
    """
    return n <= DEGREE + 1


@rule
def round_the_cell(position: int, n: int) -> int:
    """Return a position less than n away from the cell's end or start, counted on from its other end.

    Source: ring of Watts and Strogatz (1998).

    Examples
    --------
    >>> round_the_cell(99, 100), round_the_cell(100, 100), round_the_cell(-1, 100)
    (99, 0, 99)
    """
    if position >= n:
        return position - n
    return position + n if position < 0 else position


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
    if is_complete(n):
        step = k + 1
    elif k < RING:
        step = ring_step(k)
    else:
        step = contact_step(n, u)
    return round_the_cell(position + step, n)
