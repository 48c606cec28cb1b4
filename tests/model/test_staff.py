"""Staff: money buys what it can act on, and its hours are what was done, owed when worked and paid once."""

import itertools

import numpy as np
import pytest

from sim.model.outcomes import CITY_OUTCOMES
from sim.model.rules.belief import capacity_by_money, control_room_hours
from sim.model.rules.budget import DAYS_PER_MONTH, audit_hours_per_month
from sim.model.rules.leak import authorised_users
from sim.model.state import Stage, State, World
from tests.model.busy import busy, cities, outcomes
from tests.stepping import every_step
from tests.worlds import BUSY, city, policy, world

ALERTS = ("alerts_true", "alerts_other_groups", "alerts_false")
ARMS: dict[str, dict[str, float]] = {
    "status quo": {},
    "audit": {"audit_share": 1.0},
    "review": {"operator_review_share": 1.0},
    "white list": {"whitelist_share": 1.0},
    "warrant": {"warrant_share": 1.0},
    "all": {"audit_share": 0.5, "operator_review_share": 0.5, "whitelist_share": 0.5, "warrant_share": 0.5},
}


def alerts_of(state: State) -> np.ndarray:
    return np.sum([state.cities[name] for name in ALERTS], axis=0)


def test_more_money_never_lowers_capacity_and_exponent_0_makes_it_not_matter() -> None:
    budgets = np.geomspace(0.01, 1e4, 60)
    for exponent in (0.25, 0.5, 1.0):
        capacity = [capacity_by_money(1.0, float(x), 6.5, exponent) for x in budgets]
        assert all(later > earlier for earlier, later in itertools.pairwise(capacity))
        assert capacity_by_money(1.0, 6.5, 6.5, exponent) == pytest.approx(1.0)
    assert {capacity_by_money(1.0, float(x), 6.5, 0.0) for x in budgets} == {1.0}


def town(rub_per_resident_year: float, **changes: float) -> World:
    """Return a town of 200,000 whose staff is what limits its alerts."""
    given = city("Town", 200_000, Stage.OPERATING, cameras_per_1000_start=8.0,
                 budget_rub_per_resident_year=rub_per_resident_year)  # fmt: skip
    scarce = {"alert_capacity_per_100k_day": 1.0, "held_fpir": 1e-2, "success_budget_response": 0.0}
    return world([given], n_months=3, people_per_agent=1_000, **scarce | changes)


def thresholds(rub_per_resident_year: float, **changes: float) -> float:
    made = town(rub_per_resident_year, **changes)
    return float(cities(made, policy(made), "fpir_operating")[0, 0])


def test_a_richer_town_follows_more_alerts() -> None:
    set_at = [thresholds(rub) for rub in (5e4, 1e5, 2e5, 5e5)]
    assert all(later > earlier for earlier, later in itertools.pairwise(set_at))
    assert len({thresholds(rub, staff_money_exponent=0.0) for rub in (5e4, 1e5, 2e5, 5e5)}) == 1


@pytest.mark.parametrize("rub", [5e4, 5e5])
def test_alerts_stay_within_what_staff_can_act_on(rub: float) -> None:
    """Where staff limits them, the false alerts that a room foresees are at most what money and time allow."""
    made = town(rub)
    p = made.parameters
    for name, state in every_step(made, policy(made), 1):
        if name != "operate":
            continue
        lone = state.cities[0]
        usual_rub = p.budget_rub_per_resident_year * p.security_budget_share / 12.0
        per_100k = capacity_by_money(
            p.alert_capacity_per_100k_day, lone.security_cap_rub_per_month / lone.population, usual_rub,
            p.staff_money_exponent,
        )  # fmt: skip
        foreseen = lone.fpir_operating * lone.searches_per_resident * lone.population * lone.matchable_share
        assert 0.0 < foreseen <= per_100k * lone.population / 1e5 * DAYS_PER_MONTH * (1.0 + 1e-9)
        assert foreseen < p.held_fpir * lone.searches_per_resident * lone.population


@pytest.mark.parametrize("arm", ARMS)
def test_hours_are_what_was_done(arm: str) -> None:
    """Audit is worked when the month is paid, alerts and stops when they are reviewed; warrants come on top."""
    made = busy(n_months=18)
    p, settings = made.parameters, ARMS[arm]
    review_looks = 1.0 + settings.get("operator_review_share", 0.0) * p.review_time_share
    before, warrants = np.zeros(3), 0.0
    for name, state in every_step(made, policy(made, arm, 6, **settings), 2):
        c, levers = state.cities, state.levers
        if name == "deploy":
            users = [authorised_users(p.users_per_camera, float(n)) for n in c.cameras_connected]
            assert (c.staff_hours > 0.0).tolist() == (levers.audit_share * np.array(users) > 0.0).tolist()
        if name == "review":
            looks = np.where(levers.operator_review_share > 0.0, review_looks, 1.0)
            hours = [
                control_room_hours(float(n), float(look), float(new), p.whitelist_time_share, p.alert_minutes)
                for n, look, new in zip(alerts_of(state), looks, c.whitelist_entries, strict=True)
            ]
            hours = np.array(hours) + (c.stops_wrongful + c.detections) * p.stop_hours
            hours[c.searches_per_resident <= 0.0] = 0.0
            np.testing.assert_allclose(c.staff_hours - before, hours, rtol=1e-9, atol=1e-9)
        if name == "investigate":
            worked = c.staff_hours - before
            assert (worked >= 0.0).all()
            assert (worked[levers.warrant_share == 0.0] == 0.0).all()
            warrants += float(worked.sum())
        before = c.staff_hours.copy()
    assert (warrants > 0.0) == (settings.get("warrant_share", 0.0) > 0.0)


@pytest.mark.parametrize("arm", ARMS)
@pytest.mark.parametrize("rub", [2_000.0, 500_000.0])
def test_hours_are_owed_when_worked_and_paid_once(arm: str, rub: float) -> None:
    """Audit is paid in its month. The rest becomes a debt at an hour's price, and a debt falls by what is paid."""
    towns = [city(f"{k}", 20_000, Stage.OPERATING, cameras_per_1000_start=6.0, budget_rub_per_resident_year=rub)
             for k in range(3)]  # fmt: skip
    made = world(towns, n_months=18, people_per_agent=1_000, **BUSY)
    rate = made.parameters.staff_rub_per_hour
    hours, owed, running, paid_rub, worked_rub = np.zeros(3), np.zeros(3), np.zeros(3), 0.0, 0.0
    for name, state in every_step(made, policy(made, arm, 6, **ARMS[arm]), 2):
        c = state.cities
        if name == "deploy":
            paid = owed - c.owed_rub
            assert (paid >= 0.0).all()
            np.testing.assert_allclose(c.running_cost_rub - running - c.staff_hours * rate, paid, atol=1e-6)
            paid_rub += float(paid.sum())
        elif name in ("review", "investigate"):
            np.testing.assert_allclose(c.owed_rub - owed, (c.staff_hours - hours) * rate, rtol=1e-9, atol=1e-6)
            worked_rub += float((c.staff_hours - hours).sum()) * rate
        else:
            np.testing.assert_array_equal(c.owed_rub, owed)
        hours, owed, running = c.staff_hours.copy(), c.owed_rub.copy(), c.running_cost_rub.copy()
    assert worked_rub > 0.0
    assert paid_rub + float(owed.sum()) == pytest.approx(worked_rub, rel=1e-9)


def test_audit_is_paid_by_its_hours() -> None:
    made = busy(n_months=6)
    for name, state in every_step(made, policy(made, audit_share=1.0), 2):
        if name == "budget":
            p, before = made.parameters, state.cities.running_cost_rub.copy()
            users = [authorised_users(p.users_per_camera, float(n)) for n in state.cities.cameras_connected]
        if name == "deploy":
            worked = [audit_hours_per_month(n, p.queries_per_user_month, 1.0, p.audit_minutes_per_query) for n in users]
            np.testing.assert_allclose(state.cities.staff_hours, worked)
            paid = state.cities.running_cost_rub - before
            assert (paid >= np.array(worked) * p.staff_rub_per_hour * (1.0 - 1e-9)).all()
            return


@pytest.mark.parametrize("arm", ["audit", "warrant"])
def test_safeguards_that_ask_for_staff_raise_hours_and_spending(arm: str) -> None:
    made = busy(n_months=36)
    usual, changed = outcomes(made, policy(made)), outcomes(made, policy(made, arm, 6, **ARMS[arm]))
    for name in ("staff_hours", "spend_city_rub"):
        assert changed[name].sum() > usual[name].sum(), name


@pytest.mark.parametrize("changes", [{"looks": 1.5}, {"entries": 20.0}], ids=["review", "white list"])
def test_a_second_look_and_an_entry_take_time_of_operators(changes: dict[str, float]) -> None:
    """At the same alerts; that fewer people are stopped saves the time of others."""
    usual = {"alerts": 60.0, "looks": 1.0, "entries": 0.0, "entry_time_share": 0.5, "minutes_per_alert": 10.0}
    assert control_room_hours(**usual | changes) > control_room_hours(**usual) == 10.0


def test_a_stop_takes_hours() -> None:
    long, short = busy(n_months=24, stop_hours=9.0), busy(n_months=24, stop_hours=0.0)
    hours = [outcomes(made, policy(made))["staff_hours"].sum() for made in (short, long)]
    assert hours[1] > 2.0 * hours[0] > 0.0


def test_hours_are_an_outcome_of_the_country() -> None:
    made = busy(n_months=12)
    total = cities(made, policy(made), "staff_hours").sum(axis=1)
    np.testing.assert_allclose(outcomes(made, policy(made))["staff_hours"], total, rtol=1e-12)
    assert "staff_hours" not in CITY_OUTCOMES
