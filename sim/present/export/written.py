"""A file that a format wrote, and what a program has to know to read it."""

from typing import NamedTuple

from sim.experiments.store.schema import Field
from sim.present.export.text import PLAIN, Dialect


class Written(NamedTuple):
    """A file of an export."""

    path: str  # within the folder of exports
    about: str
    columns: tuple[Field, ...] = ()  # of a CSV file
    dialect: Dialect = PLAIN
