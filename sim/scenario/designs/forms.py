"""The parts of a design file: keys, kinds of value, limits of form."""

from typing import Annotated, Any

from pydantic import Field

from sim.scenario.parts.forms import Form, Slug, Text, Title

MAX_POINTS = 65_536
MAX_LEVELS = 1_000
MAX_SEED = 2**32 - 1

Points = Annotated[int, Field(ge=1, le=MAX_POINTS)]
Seed = Annotated[int, Field(ge=0, le=MAX_SEED)]
Vary = Annotated[dict[str, Any], Field(min_length=1)]


class DesignHead(Form):
    """What every design says of itself."""

    format: Annotated[int, Field(ge=1, le=1)]
    name: Slug
    title: Title
    description: Text = ""
    kind: str


class ListForm(DesignHead):
    """Points written out one by one."""

    points: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=MAX_POINTS)]


class GridForm(DesignHead):
    """Every combination of some values."""

    vary: Vary


class SampleForm(DesignHead):
    """Points that fill the ranges evenly."""

    points: Points
    seed: Seed
    vary: Vary


class MorrisForm(DesignHead):
    """Ways through the ranges on which one number at a time is changed (Morris 1991)."""

    trajectories: Annotated[int, Field(ge=1, le=10_000)]
    levels: Annotated[int, Field(ge=2, le=MAX_LEVELS)] = 4
    seed: Seed
    vary: Vary


class RangeForm(Form):
    """From where to where a number is varied; what is left out is taken from the parameter's plausible range."""

    low: float | None = None
    high: float | None = None


class LevelsForm(RangeForm):
    """The same, in steps."""

    levels: Annotated[int, Field(ge=2, le=MAX_LEVELS)]


KINDS: dict[str, type[DesignHead]] = {
    "list": ListForm,
    "grid": GridForm,
    "latin_hypercube": SampleForm,
    "sobol": SampleForm,
    "morris": MorrisForm,
}
OWN_RANGE = "range"  # the word for a parameter's plausible range
