"""The citizen process of protest over columns: it applies the rules that `reference/citizen.py` applies one by one.

A city without a wave is passed over by one branch a cell. In a wave one block of draws decides for each citizen;
to most single people surely nothing happens, and traits and grievances are worked out for the others only.
"""

import numpy as np
from numba import prange

from sim.engines.compiled.blocks import BLOCK, Counts, Floats, Ints, Words, draw_words
from sim.model.draws import NO_MONTH, Process, fine, uniform_four
from sim.model.rule import int64, kernel, parallel_kernel
from sim.model.rules.chilling import chilled_share, cohort_trust
from sim.model.rules.opinion import expressed_support
from sim.model.rules.protest import grievance, joining_probability, solo_probability, willingness
from sim.model.state import Row, Rows
from sim.model.variates import binomial, surely_none

_TRAITS, _PROTEST = int64(Process.TRAITS), int64(Process.PROTEST)


@parallel_kernel
def protest(
    weight: Ints, support: Floats, shock: Floats, cells: Rows, cities: Rows, counts: Counts, parameters: Rows,
    seed: int, month: int,
) -> None:  # fmt: skip
    """People join a protest or act alone. Counts: participants, solo acts."""
    for c in prange(cells.shape[0]):
        city = cities[cells[c].city]
        if city.called_share <= 0.0:
            continue
        words = np.empty((4, BLOCK), np.uint32)
        noted = np.empty(BLOCK, np.int32)
        city_shock = city.leak_shock + city.success_shock + city.stops_shock
        for first in range(cells[c].first, cells[c].end, BLOCK):
            end = min(first + BLOCK, cells[c].end)
            member = first - city.first_citizen
            draw_words(words, end - first, seed, member, city.code, month, _PROTEST)
            for k in range(_note_called(weight[first:end], words, city.called_share, parameters[0], noted)):
                q = noted[k]
                expressed = expressed_support(
                    np.float64(support[first + q]), np.float64(shock[first + q]), city_shock
                )  # fmt: skip
                _decide(weight[first + q], expressed, words[:, q], city, parameters[0], counts[c], seed, member + q)


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
def _decide(
    weight: int, expressed: float, words: Words, city: Row, p: Row, counts: Counts, seed: int, member: int
) -> None:
    _, _, hardship, aversion = uniform_four(seed, member, city.code, NO_MONTH, _TRAITS)
    trust = cohort_trust(city.trust_mean, expressed, city.support_mean, p.trust_by_support)
    chilled = chilled_share(p.chilling_share, city.perceived_surveillance_share, trust)
    felt = grievance(hardship, p.legitimacy_share, expressed, p.privacy_grievance, city.backlash_memory)
    encouragement = p.joining_peer_weight * city.joined_share
    threshold, spread = p.protest_threshold, p.protest_threshold_spread
    willing = willingness(felt, aversion * city.assembly_risk, encouragement, threshold, spread)
    alone = willingness(felt, aversion * city.solo_risk, 0.0, threshold, spread)
    joining = joining_probability(city.called_share, willing, chilled)
    joined = binomial(weight, joining, fine(words[0], words[1]))
    solo = solo_probability(city.called_share, p.solo_act_share, alone, willing, chilled)
    counts[0] += joined
    counts[1] += binomial(weight - joined, solo, fine(words[2], words[3]))
