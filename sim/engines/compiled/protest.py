"""The citizen process of protest over columns: it applies the rules that `reference/citizen.py` applies one by one.

A city without a wave is passed over by one branch a cell. Two blocks of draws a citizen in a wave: lasting traits,
and one for joining and acting alone.
"""

import numpy as np
from numba import prange

from sim.engines.compiled.citizens import Counts, Floats, Ints
from sim.model.draws import NO_MONTH, Process, uniform_four, uniform_pair
from sim.model.rule import parallel_kernel
from sim.model.rules.chilling import chilled_share, cohort_trust
from sim.model.rules.opinion import expressed_support
from sim.model.rules.protest import grievance, joining_probability, solo_probability, willingness
from sim.model.state import Rows
from sim.model.variates import binomial

_TRAITS, _PROTEST = int(Process.TRAITS), int(Process.PROTEST)


@parallel_kernel
def protest(
    weight: Ints, support: Floats, shock: Floats, cells: Rows, cities: Rows, counts: Counts, parameters: Rows,
    seed: int, month: int,
) -> None:  # fmt: skip
    """People join a protest or act alone. Counts: participants, solo acts."""
    legitimacy, privacy = parameters[0].legitimacy_share, parameters[0].privacy_grievance
    threshold, spread = parameters[0].protest_threshold, parameters[0].protest_threshold_spread
    theta, solo_share = parameters[0].joining_peer_weight, parameters[0].solo_act_share
    chilling, slope = parameters[0].chilling_share, parameters[0].trust_by_support
    for c in prange(cells.shape[0]):
        city = cities[cells[c].city]
        if city.called_share <= 0.0:
            continue
        code, called, perceived = city.code, city.called_share, city.perceived_surveillance_share
        city_shock = city.leak_shock + city.success_shock + city.stops_shock
        encouragement = theta * city.joined_share
        for i in range(cells[c].first, cells[c].end):
            member = i - city.first_citizen
            _, _, hardship, aversion = uniform_four(seed, member, code, NO_MONTH, _TRAITS)
            for_mass, for_solo = uniform_pair(seed, member, code, month, _PROTEST)
            expressed = expressed_support(np.float64(support[i]), np.float64(shock[i]), city_shock)
            chilled = chilled_share(
                chilling, perceived, cohort_trust(city.trust_mean, expressed, city.support_mean, slope)
            )
            felt = grievance(hardship, legitimacy, expressed, privacy, city.backlash_memory)
            willing = willingness(felt, aversion * city.assembly_risk, encouragement, threshold, spread)
            alone = willingness(felt, aversion * city.solo_risk, 0.0, threshold, spread)
            joined = binomial(weight[i], joining_probability(called, willing, chilled), for_mass)
            counts[c, 0] += joined
            counts[c, 1] += binomial(
                weight[i] - joined, solo_probability(called, solo_share, alone, willing, chilled), for_solo
            )
