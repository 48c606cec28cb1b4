"""How each arm looks in every chart.

Colours are those of Okabe and Ito (2008), safe for colour-blind readers; symbols and dashes differ too.
"""

from typing import NamedTuple

_COLOURS = ("#000000", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
_DASHES: tuple[tuple[float, ...], ...] = ((), (5, 2), (1.5, 1.5), (6, 2, 1.5, 2), (9, 3), (9, 2, 1.5, 2, 1.5, 2))
_SYMBOLS = ("o", "s", "D", "^", "v", "P", "X")


class Look(NamedTuple):
    """How one arm is drawn in every chart."""

    colour: str
    dash: tuple[float, ...]  # points on and off; empty: a whole line
    symbol: str


def looks(arms: tuple[str, ...]) -> dict[str, Look]:
    """Give each arm a colour, a dash and a symbol; no two of the first 42 look the same.

    Examples
    --------
    >>> look = looks(("status-quo", "ban"))
    >>> look["ban"].colour, look["ban"].symbol
    ('#0072B2', 's')
    """
    return {
        arm: Look(_COLOURS[i % len(_COLOURS)], _DASHES[i % len(_DASHES)], _SYMBOLS[i % len(_SYMBOLS)])
        for i, arm in enumerate(arms)
    }
