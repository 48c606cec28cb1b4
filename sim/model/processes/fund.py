"""fund: once a year the federal pool is shared out among cities that ask for it, by score and code."""

import numpy as np
from numpy.typing import NDArray

from sim.model.processes.adopt import can_pay, purchase_rub
from sim.model.rules.funding import applicant_score, eligible_rub, offer_rub
from sim.model.state import Now, Parameters, Rows, Stage, State
from sim.numbers.compiler import int64, kernel
from sim.numbers.draws import Process, uniform

_NONE, _CONTEST = int(Stage.NONE), int64(Process.CONTEST)


@kernel
def fund(state: State, now: Now) -> None:
    """In January, or in the first month, offer this year's federal money; offers not taken fall back."""
    cities, levers = state.cities, state.levers
    if now.month % 12 == 0 or now.elapsed == 0:
        level = state.nation.stream_price_factor
        eligible = _eligible(cities, levers, state.factors, level, now.parameters)
        scores = _scores(cities, levers, now.seed, now.month)
        _share_out(cities, levers, best_first(scores), eligible, now.parameters)
    for i in range(cities.shape[0]):
        if levers[i].federal_subsidy_share <= 0.0:
            cities[i].grant_offer_rub = 0.0


@kernel
def _eligible(cities: Rows, levers: Rows, factors: Rows, level: float, p: Parameters) -> NDArray[np.float64]:
    """Return what each city may ask for [roubles]; who cannot pay the rest may not apply."""
    eligible = np.zeros(cities.shape[0])
    for i in range(cities.shape[0]):
        city = cities[i]
        if city.stage == _NONE and levers[i].new_fr_permitted:
            fixed, price = factors[i].fixed_cost, factors[i].compute_price * level
            wanted = eligible_rub(purchase_rub(city, fixed, price, p), levers[i].federal_subsidy_share)
            if can_pay(city, fixed, price, wanted, p):
                eligible[i] = wanted
    return eligible


@kernel
def _scores(cities: Rows, levers: Rows, seed: int, month: int) -> NDArray[np.float64]:
    scores = np.zeros(cities.shape[0])
    for i in range(cities.shape[0]):
        cap_rub = cities[i].security_cap_rub_per_month / cities[i].population
        draw = uniform(seed, cities[i].code, month, _CONTEST)
        scores[i] = applicant_score(levers[i].subsidy_formula, cap_rub, draw)
    return scores


@kernel
def best_first(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the order of cities: best score first, then the lower code, in whose order cities are kept."""
    order = np.zeros(scores.shape[0], np.int64)
    for i in range(scores.shape[0]):
        place = i
        while place > 0 and scores[order[place - 1]] < scores[i]:
            order[place] = order[place - 1]
            place -= 1
        order[place] = i
    return order


@kernel
def _share_out(
    cities: Rows, levers: Rows, order: NDArray[np.int64], eligible: NDArray[np.float64], p: Parameters
) -> None:
    heads = 0
    left_rub = 0.0
    for i in range(cities.shape[0]):
        left_rub = max(left_rub, levers[i].federal_pool_rub_per_year)
        if eligible[i] > 0.0:
            heads += cities[i].population
    per_head_rub = left_rub / max(1, heads)
    for i in order:
        offer = offer_rub(
            levers[i].subsidy_formula, eligible[i], left_rub, per_head_rub, cities[i].population, p.contest_grant_rub
        )
        cities[i].grant_offer_rub = offer
        left_rub -= offer
