"""A generated document."""

from typing import NamedTuple


class Generated(NamedTuple):
    """What a generator made, and what is wrong with what it was made from."""

    content: str | bytes | None  # None: too much is wrong to make anything
    problems: tuple[str, ...] = ()
