"""What operators in the model believe: places that differ, and a rival form by the precision that they have seen."""

import math

import numpy as np
import pytest

from sim.model.initial import initial_state
from sim.model.rules.belief import acted_on_share, believed_share, precision_seen
from sim.model.rules.rates import remembered_share
from sim.model.state import World
from tests.model.busy import busy, cities, outcomes
from tests.stepping import every_step
from tests.worlds import city, policy, world

AMPLE = {"alert_capacity_per_100k_day": 1e5}  # staff never is what limits alerts


def many_towns(n: int = 400, **changes: float) -> World:
    return world([city(f"town-{k}", 1_000) for k in range(n)], n_months=1, people_per_agent=1_000, **changes)


def test_places_differ_as_standard_deviations_do() -> None:
    """400 places: mean and spread within 4.9 standard errors of 0 and 1, so a false alarm is one in a million."""
    deviations = initial_state(many_towns(), 7).cities.operators_deviation
    assert abs(deviations.mean()) < 4.9 / math.sqrt(400)
    assert abs(deviations.std(ddof=1) - 1.0) < 4.9 / math.sqrt(800)
    assert len(set(deviations.tolist())) == 400


def test_a_place_is_the_same_under_all_arms_and_another_with_another_seed() -> None:
    made = busy(n_months=30)
    usual = cities(made, policy(made), "operators_deviation", seed=1)
    assert (usual == usual[0]).all()
    for settings in ({"operator_review_share": 1.0}, {"new_fr_permitted": False}, {"contract_fpir": 1e-7}):
        arm = policy(made, "arm", 6, **settings)
        np.testing.assert_array_equal(cities(made, arm, "operators_deviation", seed=1), usual)
    assert (cities(made, policy(made), "operators_deviation", seed=2)[0] != usual[0]).all()


@pytest.mark.parametrize(("share", "review"), [(0.15, 0.0), (0.4, 0.0), (0.7, 0.0), (0.4, 1.0)])
def test_without_spread_stops_are_that_share_of_alerts(share: float, review: float) -> None:
    """With a second look, half of them are dismissed before. 4.9 standard errors."""
    made = busy(n_months=24, acted_on_share=share, acted_on_spread_logit=0.0, **AMPLE)
    run = outcomes(made, policy(made, operator_review_share=review))
    stops, alerts = run["stops_wrongful"].sum(), run["alerts_false"].sum()
    wanted = share * (1.0 - review * made.parameters.review_dismissal_probability)
    assert alerts > 1_000
    assert abs(stops / alerts - wanted) < 4.9 * math.sqrt(wanted * (1.0 - wanted) / alerts)


@pytest.mark.parametrize(("share", "stopped"), [(0.0, 0.0), (1.0, 1.0)])
def test_who_believes_nothing_stops_nobody_and_who_believes_all_stops_everybody(share: float, stopped: float) -> None:
    made = busy(n_months=12, acted_on_share=share)
    run = outcomes(made, policy(made))
    assert run["stops_wrongful"].sum() == stopped * run["alerts_false"].sum()


def test_operators_act_on_a_share_of_true_alerts() -> None:
    made = busy(n_months=24, true_acted_on_share=0.55, **AMPLE)
    run = outcomes(made, policy(made))
    found, alerts = run["detections"].sum(), run["alerts_true"].sum()
    assert abs(found / alerts - 0.55) < 4.9 * math.sqrt(0.55 * 0.45 / alerts)


def test_in_the_rival_form_operators_remember_what_their_alerts_were_worth() -> None:
    """The share of each month follows from all alerts before, by hand; before the first one, belief is half-way."""
    made = busy(n_months=36, belief_by_precision_share=1.0)
    p, kept = made.parameters, remembered_share(made.parameters.belief_memory_months)
    true, all_alerts, compared = np.zeros(3), np.zeros(3), 0
    for name, state in every_step(made, policy(made), 3):
        c = state.cities
        watched = c.searches_per_resident > 0.0
        if name == "operate":
            for i in np.flatnonzero(watched):
                seen = precision_seen(true[i], all_alerts[i], p.belief_half_precision)
                belief = (p.belief_low_share, p.belief_high_share, p.belief_half_precision, p.belief_steepness)
                assert c.acted_on_share[i] == pytest.approx(believed_share(seen, *belief), rel=1e-9)
                if all_alerts[i] == 0.0:
                    assert c.acted_on_share[i] == pytest.approx((p.belief_low_share + p.belief_high_share) / 2.0)
                compared += 1
        if name == "review":
            of_listed = c.alerts_true + c.alerts_other_groups
            true = np.where(watched, kept * true + of_listed, true)
            all_alerts = np.where(watched, kept * all_alerts + of_listed + c.alerts_false, all_alerts)
    assert compared > 60


def test_half_of_the_rival_form_lies_between() -> None:
    both = [acted_on_share(0.4, 0.1, x) for x in np.linspace(0.0, 1.0, 11)]
    assert both == sorted(both, reverse=True)
