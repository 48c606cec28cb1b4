"""The parameters that are fitted, and the ranges in which they are drawn."""

import csv
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from sim.scenario.designs.space import Space, Vectors, space_between
from sim.scenario.registry import Parameter

__all__ = ["Fitted", "Space", "Vectors", "fitted_parameters", "space_of"]


class Fitted(NamedTuple):
    """A parameter that is fitted: which targets it moves, and why it is chosen."""

    parameter: str
    targets: str
    why: str


@cache
def fitted_parameters() -> tuple[Fitted, ...]:
    """Return the parameters that are fitted, with the reason for each (sim/data/fitted.csv)."""
    text = files("sim").joinpath("data", "fitted.csv").read_text(encoding="utf-8")
    return tuple(Fitted(**row) for row in csv.DictReader(text.splitlines()))


def space_of(parameters: Sequence[Parameter], names: Sequence[str]) -> Space:
    """Return the space of some parameters within their plausible ranges."""
    by_name = {parameter.name: parameter for parameter in parameters}
    chosen = [by_name[name] for name in names]
    low, high, own = ([getattr(one, key) for one in chosen] for key in ("low", "high", "value"))
    return space_between(names, low, high, own)
