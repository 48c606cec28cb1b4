"""What the compiled engine keeps beside the state: for one month only, or a function of world and seed."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engines.compiled.blocks import BLOCK, PAD, Counts, Floats, Ints, draw_words
from sim.engines.recording import Marks
from sim.model.rules.network import CELL_SIZE, CONTACTS, contact_step, is_complete, round_the_cell
from sim.model.state import Parameters, Row, Rows, State
from sim.numbers.compiler import int64, kernel
from sim.numbers.draws import NO_MONTH, Process, coarse

Contacts = NDArray[np.uint16]  # (CONTACTS, n_citizens) where in the window of its cell a citizen's contacts are

CELL_DTYPE = np.dtype(
    [
        ("city", "i8"),  # [index]
        ("first", "i8"),  # [index] of its first citizen
        ("end", "i8"),  # [index] of the first citizen of the next cell
        ("heaviest", "i8"),  # [persons] weight of its heaviest citizen
        ("most_mobile", "f8"),  # [passes relative to the mean] of its most mobile citizen
    ],
)
MOST_COUNTS = 6
_CONTACTS = int64(Process.CONTACTS)


class Aside(NamedTuple):
    """What citizen processes work with besides the state; with a part of the cells it is a part of the work."""

    cells: Rows  # (n_cells,) of CELL_DTYPE: at most 4,096 citizens of one city, the unit of parallel work
    counts: Counts  # (n_cells, MOST_COUNTS) what a process counts in each cell
    contacts: Contacts
    stopped: Ints  # (n_citizens,) [persons] wrongly stopped this month
    marks: Marks
    parameters: Rows  # (1,) the scenario's


def make_aside(state: State, parameters: Parameters, marks: Marks) -> Aside:
    """Return what belongs to a state, before the survey."""
    n_citizens, cells = len(state.citizens.weight), _cells(state.cities)
    return Aside(
        cells,
        np.zeros((len(cells), MOST_COUNTS), np.int64),
        np.zeros((CONTACTS, n_citizens), np.uint16),
        np.zeros(n_citizens, np.int32),
        marks,
        np.array([parameters]),
    )


def _cells(cities: Rows) -> NDArray[np.void]:
    rows = [
        (i, start, min(start + CELL_SIZE, first + n), 0, 0.0)
        for i, (first, n) in enumerate(zip(cities.first_citizen.tolist(), cities.n_citizens.tolist(), strict=True))
        for start in range(first, first + n, CELL_SIZE)
    ]
    return np.array(rows, CELL_DTYPE)


@kernel
def survey(state: State, aside: Aside, seed: int) -> None:
    """Find bounds for each cell, and everybody's lasting contacts."""
    c, cells = state.citizens, aside.cells
    for k in range(cells.shape[0]):
        _survey_cell(cells[k], c.weight, c.mobility, state.cities[cells[k].city], aside.contacts, seed)


@kernel
def _survey_cell(cell: Row, weight: Ints, mobility: Floats, city: Row, contacts: Contacts, seed: int) -> None:
    heaviest, most_mobile = 0, 0.0
    for q in range(cell.first, cell.end):
        heaviest = max(heaviest, int(weight[q]))
        most_mobile = max(most_mobile, np.float64(mobility[q]))
    cell.heaviest, cell.most_mobile = heaviest, most_mobile
    n_cell = cell.end - cell.first
    if is_complete(n_cell):
        return
    words = np.empty((4, BLOCK), np.uint32)
    for first in range(cell.first, cell.end, BLOCK):
        n = min(BLOCK, cell.end - first)
        draw_words(words, n, seed, first - city.first_citizen, city.code, NO_MONTH, _CONTACTS)
        for k in range(CONTACTS):
            for q in range(n):
                step = contact_step(n_cell, coarse(words[k, q]))
                contacts[k, first + q] = PAD + round_the_cell(first - cell.first + q + step, n_cell)
