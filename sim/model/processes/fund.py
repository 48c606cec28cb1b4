"""fund: once a year the federal pool is shared out among cities that ask for it, by score and code."""

import numpy as np
from numpy.typing import NDArray

from sim.model.draws import Process, uniform
from sim.model.processes.adopt import can_pay, purchase_rub
from sim.model.rule import int64, kernel
from sim.model.rules.funding import applicant_score, eligible_rub, offer_rub
from sim.model.state import Now, Parameters, Rows, Stage, State

_NONE, _CONTEST = int(Stage.NONE), int64(Process.CONTEST)


def fund(state: State, now: Now) -> None:
    """In January, or in the first month, offer this year's federal money; offers not taken fall back."""
    if now.month % 12 == 0 or now.index == 0:
        state.cities.grant_offer_rub = 0.0
        scores = np.zeros(len(state.cities))
        eligible = np.zeros(len(state.cities))
        price = state.factors.compute_price * state.nation.stream_price_factor
        fixed = state.factors.fixed_cost
        _apply(state.cities, state.levers, fixed, price, scores, eligible, now.world.parameters, now.seed, now.month)
        # Best score first, then the lower code: cities are kept in the order of their codes.
        order = np.lexsort((np.arange(len(scores)), -scores))
        pool_rub = float(state.levers.federal_pool_rub_per_year.max())
        _share_out(state.cities, state.levers, order, eligible, pool_rub, now.world.parameters)
    state.cities.grant_offer_rub[state.levers.federal_subsidy_share <= 0.0] = 0.0


@kernel
def _apply(
    cities: Rows,
    levers: Rows,
    fixed: NDArray[np.float64],
    price: NDArray[np.float64],
    scores: NDArray[np.float64],
    eligible: NDArray[np.float64],
    p: Parameters,
    seed: int,
    month: int,
) -> None:
    for i in range(cities.shape[0]):
        city = cities[i]
        if city.stage == _NONE and levers[i].new_fr_permitted:
            wanted = eligible_rub(purchase_rub(city, fixed[i], price[i], p), levers[i].federal_subsidy_share)
            if can_pay(city, fixed[i], price[i], wanted, p):  # who cannot pay the rest may not apply
                eligible[i] = wanted
        cap_rub = city.security_cap_rub_per_month / city.population
        draw = uniform(seed, city.code, month, _CONTEST)
        scores[i] = applicant_score(levers[i].subsidy_formula, cap_rub, draw)


@kernel
def _share_out(
    cities: Rows,
    levers: Rows,
    order: NDArray[np.int64],
    eligible: NDArray[np.float64],
    pool_rub: float,
    p: Parameters,
) -> None:
    heads = 0
    for i in range(cities.shape[0]):
        if eligible[i] > 0.0:
            heads += cities[i].population
    per_head_rub = pool_rub / max(1, heads)
    left_rub = pool_rub
    for i in order:
        offer = offer_rub(
            levers[i].subsidy_formula, eligible[i], left_rub, per_head_rub, cities[i].population, p.contest_grant_rub
        )
        cities[i].grant_offer_rub = offer
        left_rub -= offer
