"""The citizen process of protest over columns: it applies the rules that `reference/citizen.py` applies one by one.

A city without a wave is passed over by one branch a cell. In a wave one block of draws decides for each citizen;
to most single people surely nothing happens, and traits and grievances are worked out for the others only.
"""

import numpy as np
from numpy.typing import NDArray

from sim.engines.compiled.aside import Aside
from sim.engines.compiled.blocks import BLOCK, Ints, Words, draw_words
from sim.engines.recording import PROTESTED
from sim.model.rules.chilling import chilled_share, cohort_trust
from sim.model.rules.opinion import city_shock, expressed_support
from sim.model.rules.protest import grievance, joining_probability, solo_probability, willingness
from sim.model.state import Citizens, Now, Row, State
from sim.numbers.compiler import int64, kernel
from sim.numbers.draws import NO_MONTH, Process, fine, uniform_four
from sim.numbers.variates import binomial, surely_none

_TRAITS, _PROTEST = int64(Process.TRAITS), int64(Process.PROTEST)


@kernel
def protest(state: State, now: Now, aside: Aside) -> None:
    """Let people join a protest or act alone. Counts: participants, solo acts."""
    c, p = state.citizens, aside.parameters[0]
    words = np.empty((4, BLOCK), np.uint32)
    noted = np.empty(BLOCK, np.int32)
    for k in range(aside.cells.shape[0]):
        cell, city, counts = aside.cells[k], state.cities[aside.cells[k].city], aside.counts[k]
        counts[0], counts[1] = 0, 0
        if city.called_share > 0.0:
            for first in range(cell.first, cell.end, BLOCK):
                end = min(first + BLOCK, cell.end)
                member = first - city.first_citizen
                draw_words(words, end - first, now.seed, member, city.code, now.month, _PROTEST)
                for m in range(_note_called(c.weight[first:end], words, city.called_share, p, noted)):
                    _act(c, first + noted[m], words[:, noted[m]], city, now, aside, counts)


@kernel
def add_protest(state: State, now: Now, aside: Aside) -> None:
    """Add the counts of cells up by city."""
    for i in range(state.cities.shape[0]):
        state.cities[i].protest_participants, state.cities[i].protest_solo_acts = 0, 0
    for c in range(aside.cells.shape[0]):
        city = state.cities[aside.cells[c].city]
        city.protest_participants += aside.counts[c, 0]
        city.protest_solo_acts += aside.counts[c, 1]


@kernel
def _note_called(weight: Ints, words: Words, called: float, p: Row, noted: Ints) -> int:
    """Note whom the call may move: nobody is surer to join than called, or to act alone than the share of them."""
    alone = called * p.solo_act_share
    found = 0
    for q in range(weight.shape[0]):
        stays = surely_none(weight[q], called, fine(words[0, q], words[1, q])) & surely_none(
            weight[q], alone, fine(words[2, q], words[3, q])
        )
        noted[found] = q
        found += not stays
    return found


@kernel
def _act(
    c: Citizens, k: int, words: NDArray[np.uint32], city: Row, now: Now, aside: Aside, counts: NDArray[np.int64]
) -> None:
    """Decide who of citizen k's people join, and who act alone."""
    p = aside.parameters[0]
    news = city_shock(city.leak_shock, city.success_shock, city.stops_shock)
    expressed = expressed_support(np.float64(c.support[k]), np.float64(c.shock[k]), news)
    _, _, hardship, aversion = uniform_four(now.seed, k - city.first_citizen, city.code, NO_MONTH, _TRAITS)
    trust = cohort_trust(city.trust_mean, expressed, city.support_mean, p.trust_by_support)
    chilled = chilled_share(p.chilling_share, city.perceived_surveillance_share, trust)
    felt = grievance(hardship, p.legitimacy_share, expressed, p.privacy_grievance, city.backlash_memory)
    encouragement = p.joining_peer_weight * city.joined_share
    threshold, spread = p.protest_threshold, p.protest_threshold_spread
    willing = willingness(felt, aversion * city.assembly_risk, encouragement, threshold, spread)
    alone = willingness(felt, aversion * city.solo_risk, 0.0, threshold, spread)
    joining = joining_probability(city.called_share, willing, chilled)
    joined = binomial(c.weight[k], joining, fine(words[0], words[1]))
    solo = solo_probability(city.called_share, p.solo_act_share, alone, willing, chilled)
    acted_alone = binomial(c.weight[k] - joined, solo, fine(words[2], words[3]))
    counts[0] += joined
    counts[1] += acted_alone
    if aside.marks.shape[0] > 0 and joined + acted_alone > 0:
        aside.marks[now.elapsed, k] |= np.uint8(PROTESTED)
