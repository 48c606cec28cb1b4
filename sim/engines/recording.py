"""What a run leaves behind: outcomes of each month and, if asked for, what happened to each citizen."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.measures import (
    COLUMNS,
    Doubles,
    Readings,
    Wholes,
    is_whole,
    measure_cities,
    measure_country,
    readings,
    word_of,
    words,
)
from sim.model.outcomes import CITY_OUTCOMES, OUTCOMES
from sim.model.state import State, World
from sim.numbers.compiler import kernel

Marks = NDArray[np.uint8]  # (n_months, n_citizens) FOUND + STOPPED + LEAKED + PROTESTED

# What a mark says of a citizen and a month, at one resident a citizen.
FOUND, STOPPED, LEAKED, PROTESTED = 1, 2, 4, 8


class Recording(NamedTuple):
    """What an engine is told to record besides the outcomes of the country."""

    by_city: tuple[str, ...] = CITY_OUTCOMES  # columns of cities, or outcomes that are the sum of one
    marks: bool = False  # what happened to each citizen each month; needs one resident a citizen


class RunResult(NamedTuple):
    """Outcomes of one run, as its `Recording` asked for them."""

    country: Doubles  # (n_months, n_outcomes) in the order of OUTCOMES; NaN where undefined
    cities: Doubles  # (n_months, n_cities, n_recorded) in the order of `Recording.by_city`
    marks: Marks  # (n_months, n_citizens), or (0, 0) where none were asked for


class Notes(NamedTuple):
    """Where compiled code notes a run, and how it reads the state."""

    floats: Doubles  # (n_cities, n_words) the state's cities
    wholes: Wholes  # (n_cities, n_words) the same memory
    how: Readings
    places: Wholes  # (n_recorded,) of the city columns among the words
    are_whole: Wholes  # (n_recorded,)
    country: Doubles
    cities: Doubles


class Recorder:
    """Notes the outcomes of each month; it reads the state and cannot change it.

    Raises
    ------
    ValueError: marks are asked for where a citizen stands for several residents, or what cities do not have.
    """

    def __init__(self, world: World, state: State, recording: Recording, before: RunResult | None = None) -> None:
        n_months, n_citizens = world.n_months, len(state.citizens.weight)
        if recording.marks and (state.citizens.weight != 1).any():
            raise ValueError("marks of citizens need one resident a citizen: people_per_agent 1")
        columns = [COLUMNS.get(name, name) for name in recording.by_city]
        self.notes = Notes(
            *words(state.cities),
            readings(),
            np.array([word_of(column) for column in columns], np.int64),
            np.array([is_whole(column) for column in columns], np.int64),
            np.full((n_months, len(OUTCOMES)), np.nan),
            np.zeros((n_months, len(state.cities), len(columns))),
        )
        self.marks = np.zeros((n_months, n_citizens) if recording.marks else (0, 0), np.uint8)
        if before is not None and len(before.country):
            self.notes.country[: len(before.country)] = before.country
            self.notes.cities[: len(before.cities)] = before.cities
            self.marks[: len(before.marks)] = before.marks

    def result(self, months: int) -> RunResult:
        """Return what was noted of the months lived."""
        return RunResult(self.notes.country[:months], self.notes.cities[:months], self.marks[:months])


@kernel
def record(state: State, notes: Notes, index: int) -> None:
    """Note the outcomes of one month."""
    measure_country(state, notes.floats, notes.wholes, notes.how, notes.country[index])
    measure_cities(notes.floats, notes.wholes, notes.places, notes.are_whole, notes.cities[index])


def no_result(world: World, recording: Recording) -> RunResult:
    """Return the outcomes of a run before its first month."""
    cities = np.zeros((0, len(world.cities), len(recording.by_city)))
    return RunResult(np.zeros((0, len(OUTCOMES))), cities, np.zeros((0, 0), np.uint8))
