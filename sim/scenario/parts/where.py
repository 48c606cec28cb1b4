"""Which cities a `where` means."""

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from sim.scenario.parts.cities import STAGES, CityEntry, CityTable
from sim.scenario.parts.forms import Where
from sim.scenario.text.problems import Problems, did_you_mean
from sim.scenario.text.scalars import shorten
from sim.scenario.text.tree import Node, join

_NAMES: dict[str, Callable[[CityEntry], tuple[str, ...]]] = {
    "cities": lambda city: (city.name, city.name_local, city.label),
    "region": lambda city: (city.region, city.iso),
    "federal_district": lambda city: (city.district,),
    "fr_stage": lambda city: (city.stage.name.lower(),),
}


def select(where: Where, node: Node, path: str, table: CityTable, problems: Problems) -> NDArray[np.bool_]:
    """Return the cities that match, shape (n_cities,); node is the mapping that holds `where`."""
    chosen = np.ones(len(table.cities), np.bool_)
    if not table.cities:  # their file is wrong: nothing to compare with
        return chosen
    path, known = join(path, "where"), True
    for key in _NAMES:
        if (words := getattr(where, key)) is not None:
            index = _index(key, table)
            chosen &= _members(words, index, len(chosen))
            known &= _check_words(key, words, index, node, join(path, key), problems)
    if where.population_below is not None:
        chosen &= table.rows.population < where.population_below
    if where.population_above is not None:
        chosen &= table.rows.population > where.population_above
    if known and not chosen.any():
        problems.add(node.deepest("where").place, path, "matches no city")
    return chosen


def _index(key: str, table: CityTable) -> dict[str, list[int]]:
    """Return the rows of the cities that each word means; a stage may be one that no city has."""
    index = table.rows_by_word(key, _NAMES[key])
    return {stage: [] for stage in STAGES} | index if key == "fr_stage" else index


def _members(words: Iterable[str], index: dict[str, list[int]], n_cities: int) -> NDArray[np.bool_]:
    members = np.zeros(n_cities, np.bool_)
    for word in words:
        members[index.get(word, [])] = True
    return members


def _check_words(
    key: str, words: list[str], index: dict[str, list[int]], node: Node, path: str, problems: Problems
) -> bool:
    """Return whether each word means something, and in the case of a city one thing."""
    sound = True
    for position, word in enumerate(words):
        place = node.deepest("where", key, position).place
        if word not in index:
            sound = False
            problems.add(place, path, f"'{shorten(word)}' is not known here; {did_you_mean(word, index)}")
        elif key == "cities" and len(index[word]) > 1:
            sound = False
            problems.add(place, path, f"'{word}' is the name of {len(index[word])} cities; write region code/name")
    return sound


def labels(chosen: NDArray[np.bool_], table: CityTable) -> dict[str, list[str]]:
    """Return the canonical form of a choice: nothing for all cities, else their labels."""
    if chosen.all():
        return {}
    order, names = table.by_label
    return {"cities": names[chosen[order]].tolist()}
