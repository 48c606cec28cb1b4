"""Published facts beside the model: which city is known to have had recognition, by when, and who says so."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from sim.present.maps.shares import CityMap


class Published(NamedTuple):
    """A city that is reported to have had cameras that recognise faces, if only in a pilot."""

    name: str
    region: str
    by: str  # YYYY-MM
    says: str
    source: str


@cache
def _facts() -> tuple[Published, ...]:
    with files("sim").joinpath("data", "recognition.csv").open(encoding="utf-8") as file:
        return tuple(Published(**row) for row in csv.DictReader(file))


def published_in(found: CityMap, month: str) -> Mapping[int, Published]:
    """Return what is published of a month, by the number of the city; nothing from when policies may differ.

    What is published happened under no policy of a scenario, and says nothing of what came later. A city is known by
    its name and region together.
    """
    if month >= found.results.window[0]:
        return {}
    number = {(city.name, city.region): at for at, city in enumerate(found.cities)}
    known = ((number.get((fact.name, fact.region)), fact) for fact in _facts())
    return {at: fact for at, fact in known if at is not None and fact.by <= month}
