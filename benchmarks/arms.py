"""What one pass over citizens could share among the arms of a seed: their draws, which no policy changes.

A limit, since the draws made once must also be kept and read again. How the national scenario mixes
the processes is counted: cameras, breaches and protest rest in cities where there are none.
"""

from collections.abc import Callable, Mapping
from statistics import median
from typing import NamedTuple

import numpy as np

from benchmarks.compiled import Compiled
from benchmarks.table import Bar, Row
from benchmarks.timing import once
from benchmarks.worlds import grown_classroom, world_of
from sim.engines.compiled.blocks import draw_words, first_words
from sim.engines.month import now_at
from sim.model.schedule import CITIZEN_PROCESSES, SCHEDULE, CitizenProcess
from sim.model.state import Now, Policy, Rows, State, World
from sim.numbers.compiler import int64
from sim.numbers.draws import Process

N_ARMS = 4
PAYS = Bar(">= 1.4 x", low=1.4)
ROUNDS = 12
_CHUNK = 16_384  # [citizens] drawn by one call: few enough for a cache, many beside the time of a call
_DRAWS: dict[CitizenProcess, tuple[Process, bool]] = {  # and whether all four words are drawn for everyone
    "become_sought": (Process.BECOME_SOUGHT, False),
    "pass_cameras": (Process.FALSE_ALERT, False),
    "suffer_breach": (Process.LEAKED, True),
    "protest": (Process.PROTEST, True),
}
Measure = Callable[[CitizenProcess, Compiled, Now], object]


class Cost(NamedTuple):
    """CPU time of a citizen in a month [ns]."""

    whole: float
    draws: float  # of it

    @property
    def most_gained(self) -> float:
        """How many times faster all arms could be together than one after the other."""
        return self.whole / (self.whole - self.draws * (N_ARMS - 1) / N_ARMS)


def arm_rows(n_citizens: int = 1_000_000, people_per_agent: int = 100_000) -> list[Row]:
    """Return a line for each citizen process, for all of them busy, and for their mixture in the national scenario."""
    costs = costs_of(n_citizens)
    shares = busy_shares(*world_of("russia", people_per_agent))
    busy, national = (mixture(costs, share) for share in (dict.fromkeys(costs, 1.0), shares))
    lines = [_row(f"{N_ARMS} arms, {process}", n_citizens, cost) for process, cost in costs.items()]
    lines.append(_row(f"{N_ARMS} arms, all processes busy", n_citizens, busy).against(PAYS, busy.most_gained))
    mixed = _row(f"{N_ARMS} arms, mixture of the national scenario", n_citizens, national)
    return [*lines, mixed.against(PAYS, national.most_gained)]


def costs_of(n_citizens: int, rounds: int = ROUNDS) -> dict[CitizenProcess, Cost]:
    """Return what each process takes of single residents, draws apart, in turns; a first month does not count."""
    world, policy = grown_classroom(n_citizens, 1 + rounds)
    taken: dict[CitizenProcess, list[tuple[float, float]]] = {process: [] for process in CITIZEN_PROCESSES}

    def measure(process: CitizenProcess, people: Compiled, now: Now) -> None:
        whole = once(lambda: people.step(process, now)).cpu
        draws = once(lambda: _draw(process, n_citizens, now)).cpu if process in _DRAWS else 0.0
        taken[process].append((whole, draws))

    _live(world, policy, measure)
    medians = {
        process: [1e9 * median(part) for part in zip(*times[1:], strict=True)] for process, times in taken.items()
    }
    return {process: Cost(whole / n_citizens, draws / n_citizens) for process, (whole, draws) in medians.items()}


def busy_shares(world: World, policy: Policy) -> dict[CitizenProcess, float]:
    """Return in what share of residents' months each process has something to do."""
    residents = np.asarray(world.cities.population) / world.cities.population.sum()
    shares: dict[CitizenProcess, float] = dict.fromkeys(CITIZEN_PROCESSES, 0.0)

    def count(process: CitizenProcess, people: Compiled, now: Now) -> None:
        shares[process] += float(residents[_is_busy(process, people.state)].sum()) / world.n_months
        people.step(process, now)

    _live(world, policy, count)
    return shares


def mixture(costs: Mapping[CitizenProcess, Cost], shares: Mapping[CitizenProcess, float]) -> Cost:
    """Return what all processes take together where each has something to do in a share of the months."""
    return Cost(*(sum(shares[process] * cost[part] for process, cost in costs.items()) for part in range(2)))


def _live(world: World, policy: Policy, measure: Measure) -> None:
    people = Compiled(world, 0, 1)
    for index in range(world.n_months):
        now = now_at(world, policy, 0, index, people.state)
        for step in SCHEDULE:
            if step.cities is not None:
                step.cities(people.state, now)
            if step.citizens is not None:
                measure(step.citizens, people, now)


def _draw(process: CitizenProcess, n_citizens: int, now: Now) -> None:
    number, all_words = _DRAWS[process]
    words = np.empty((4, _CHUNK), np.uint32)
    for first in range(0, n_citizens, _CHUNK):
        key = min(_CHUNK, n_citizens - first), now.seed, first, 1, now.month, int64(number)
        draw_words(words, *key) if all_words else first_words(words[0], *key)


def _is_busy(process: CitizenProcess, state: State) -> Rows:
    column = {"pass_cameras": "searches_per_resident", "suffer_breach": "breaches", "protest": "called_share"}
    return state.cities[column[process]] > 0 if process in column else np.ones(len(state.cities), np.bool_)


def _row(label: str, n_citizens: int, cost: Cost) -> Row:
    time = f"CPU {cost.whole:.1f} ns a citizen-month, {cost.draws:.1f} of it draws"
    return Row(label, f"{n_citizens:,}", time, ratio=f"together at best {cost.most_gained:.2f} x faster")
