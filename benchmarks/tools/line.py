"""What is told of one view or script."""

from typing import NamedTuple


class Line(NamedTuple):
    """A sentence, and whether it is what was hoped for."""

    text: str
    is_right: bool = True
