"""Watchlists, warrants, consent, groups, courts and statutes: what must hold whatever the numbers are."""

import numpy as np
import pytest

from sim.engines.month import now_at
from sim.model.initial import initial_state
from sim.model.schedule import SCHEDULE
from sim.model.state import Stage, State
from tests.engines.watching import watched_run
from tests.model.busy import busy, cities, nation, outcomes
from tests.stepping import run_cities
from tests.worlds import BUSY, LITIGIOUS, city, policy, six_cities, world

WANTED, PROTESTERS = 0, 3


def test_function_creep_widens_the_list_step_by_step_and_no_further_than_the_lever() -> None:
    made = busy()
    scope = nation(made, policy(made), "watchlist_scope")
    assert scope[0] == 0
    assert scope[-1] == PROTESTERS
    assert set(np.diff(scope)) <= {0.0, 1.0}
    for widest in range(4):
        limited = cities(made, policy(made, watchlist_scope=widest), "watchlist_scope")
        assert limited.max() == widest
    size = outcomes(made, policy(made))["watchlist_size"]
    assert (np.diff(size) >= 0.0).all()
    assert size[-1] == pytest.approx(1e5 + 320 / 1e5 * 47_000)


def test_no_group_is_added_where_nobody_recognises_or_every_search_needs_a_warrant() -> None:
    made = world([city("Quiet", 20_000)], n_months=60, people_per_agent=1000, function_creep_hazard_per_year=50.0)
    assert nation(made, policy(made, new_fr_permitted=False), "watchlist_scope").max() == 0
    made = busy()
    assert nation(made, policy(made, warrant_share=1.0), "watchlist_scope").max() == 0


def test_waiting_for_the_next_group_is_exponential() -> None:
    """400 seeds, 4.9 standard errors around a mean of a year; a clock fires in the month that it passes."""
    made = busy(1, function_creep_hazard_per_year=1.0)
    clocks = np.array([float(initial_state(made, seed).nation.creep_clock) for seed in range(400)])
    assert abs(clocks.mean() - 1.0) < 4.9 / 20.0
    scope = nation(busy(120, function_creep_hazard_per_year=1.0), policy(busy(120)), "watchlist_scope", 7)
    assert int(np.argmax(scope > 0)) == int(np.ceil(float(initial_state(made, 7).nation.creep_clock) * 12.0)) - 1


def test_a_longer_list_misses_more_and_its_alerts_take_the_time_of_staff() -> None:
    crowds = {"creep_debtors_per_100k": 50_000.0, "function_creep_hazard_per_year": 1e3, "findable_share": 0.05}
    made = busy(24, alert_capacity_per_100k_day=20.0, **crowds)
    wide, narrow = policy(made), policy(made, watchlist_scope=WANTED)
    assert outcomes(made, wide)["alerts_other_groups"].sum() > 0
    assert outcomes(made, narrow)["alerts_other_groups"].sum() == 0
    assert outcomes(made, wide)["detections"].sum() < outcomes(made, narrow)["detections"].sum()
    assert (cities(made, wide, "fnir")[3:, 0] >= cities(made, narrow, "fnir")[3:, 0]).all()


def test_a_cap_keeps_wanted_people_first() -> None:
    made = busy(function_creep_hazard_per_year=1e3, creep_debtors_per_100k=50_000.0)
    for cap in (100_010.0, 1e5, 500.0):
        arm = policy(made, watchlist_cap=cap)
        assert cities(made, arm, "watchlist_size")[-1].max() == pytest.approx(cap)
        others = cities(made, arm, "others_enrolled")[-1].sum()
        assert others == pytest.approx(max(0.0, cap - 1e5))


@pytest.mark.parametrize(("mode", "share"), [(0, 1.0), (1, 0.54), (2, 0.024)])
def test_consent_leaves_a_share_of_false_alerts_and_of_the_store(mode: int, share: float) -> None:
    """With a threshold set by contract, false alerts fall to the share; a few sought before stay findable."""
    made = busy(24, alert_capacity_per_100k_day=1e5, held_fpir=1.0)
    base = outcomes(made, policy(made, contract_fpir=1e-4))
    asked = outcomes(made, policy(made, contract_fpir=1e-4, consent_mode=mode))
    assert asked["alerts_false"].sum() == pytest.approx(base["alerts_false"].sum() * share, rel=0.15)
    assert asked["face_passages_recorded"].sum() == pytest.approx(base["face_passages_recorded"].sum() * share)
    if mode:
        assert asked["detections"].sum() < base["detections"].sum()
        assert asked["spend_city_rub"].sum() > base["spend_city_rub"].sum()


def test_a_second_person_halves_wrongful_stops_and_not_the_machines_alerts() -> None:
    made = busy(24, alert_capacity_per_100k_day=1e5, held_fpir=1.0)
    one = outcomes(made, policy(made, contract_fpir=1e-4))
    two = outcomes(made, policy(made, contract_fpir=1e-4, operator_review_share=1.0))
    assert two["stops_wrongful"].sum() == pytest.approx(0.5 * one["stops_wrongful"].sum(), rel=0.1)
    assert two["alerts_false"].sum() == pytest.approx(one["alerts_false"].sum(), rel=0.1)


def test_the_worst_group_is_stopped_as_much_more_often_as_its_error_rate_says() -> None:
    """A binomial share of all stops: within 4.9 standard errors."""
    loose = {"worst_group_fmr": 1e-12}  # so is every threshold
    made = busy(48, worst_group_factor=8.0, worst_group_share=0.25, alert_capacity_per_100k_day=20.0, **loose)
    run = outcomes(made, policy(made))
    expected = 0.25 * 8.0 / (0.75 + 0.25 * 8.0)
    stops = cities(made, policy(made), "stops_wrongful").sum()
    worst = cities(made, policy(made), "stops_worst_group").sum()
    assert abs(worst - expected * stops) < 4.9 * np.sqrt(stops * expected * (1.0 - expected))
    ratio = run["stops_per_100k_worst_group"].sum() / run["stops_per_100k_others"].sum()
    assert ratio == pytest.approx(8.0, rel=0.2)


def test_a_standard_for_the_worst_group_shifts_tenders_to_the_fairer_supplier() -> None:
    many = [city(f"{k}", 5_000, Stage.TENDER) for k in range(200)]
    made = world(many, n_months=12, people_per_agent=1000, worst_group_fmr=1e-9, **BUSY)
    made.suppliers.worst_group_factor = (40.0, 2.0)
    won = {}
    for cap in (1.0, 1e-3):
        chosen = cities(made, policy(made, worst_group_fpir_cap=cap), "supplier")[-1]
        won[cap] = int((chosen == 1).sum())
    assert won[1e-3] > 1.2 * won[1.0] > 0


def test_recognition_stays_below_its_cap_and_fewer_streams_are_bought() -> None:
    made = six_cities(n_months=48, people_per_agent=1000, **BUSY)
    arm = policy(made, fr_camera_cap_share=0.2)
    recognising, connected = cities(made, arm, "cameras_recognising"), cities(made, arm, "cameras_connected")
    assert recognising.sum() > 0
    assert (recognising <= 0.2 * connected).all()


def test_liability_is_paid_from_the_cap_until_nothing_is_owed_and_brings_audit() -> None:
    made = busy(60)
    owed: list[float] = []
    audit: list[float] = []

    def look(state: State, index: int) -> None:
        owed.append(float(state.cities.owed_rub.sum()))
        audit.append(float(state.levers.audit_share.max()))

    watched_run(made, policy(made, leak_liability_rub_per_person=300.0), 1, look)
    assert max(owed) > 0.0
    assert max(audit) > 0.0
    base, liable = outcomes(made, policy(made)), outcomes(made, policy(made, leak_liability_rub_per_person=300.0))
    assert liable["lookups_illicit"].sum() < base["lookups_illicit"].sum()


def test_warrants_cost_searches_and_hours() -> None:
    slow = {"warrant_latency_hours": 96.0, "warrant_refusal_share": 0.3, "identification_odds_factor": 100.0}
    made = busy(60, offences_registered_per_100k_year=1e5, **slow)
    base, under = (outcomes(made, policy(made, retention_days=5.0, warrant_share=w)) for w in (0.0, 1.0))
    assert under["clearances_incremental"].sum() < base["clearances_incremental"].sum()
    assert under["spend_city_rub"].sum() > base["spend_city_rub"].sum()


def test_courts_decide_nothing_without_a_publicised_harm() -> None:
    made = busy(24, leak_publicity_probability=0.0, breach_publicity_probability=0.0, **LITIGIOUS)
    assert outcomes(made, policy(made))["lawsuits"].sum() == 0
    assert outcomes(made, policy(made, publication_share=1.0))["lawsuits"].sum() > 0


def test_a_win_puts_a_floor_under_audit_and_publication() -> None:
    made = busy(24, **(LITIGIOUS | {"court_win_probability": 1.0, "court_win_effect_share": 0.5}))
    floors: list[tuple[int, float, float]] = []

    def look(state: State, index: int) -> None:
        levers = state.levers
        floors.append((int(state.nation.wins), float(levers.audit_share.min()), float(levers.publication_share.min())))

    watched_run(made, policy(made), 1, look)
    for (wins, _, _), (_, audit, publication) in zip(floors, floors[1:], strict=False):
        assert publication == pytest.approx(1.0 - 0.5**wins)
        assert audit >= publication
    assert floors[-1][0] > 0


def test_a_foreign_ruling_comes_years_after_the_first_loss_and_does_nothing_by_default() -> None:
    usual = {"court_win_probability": 0.0, "lawsuits_per_year": 60.0, "statute_hazard_per_year": 0.0}
    made = busy(36, ruling_lag_years=1.0, **usual)
    plain, effective = (outcomes(busy(36, ruling_lag_years=1.0, ruling_effect_share=share, **usual), policy(made))
                        for share in (0.0, 0.5))  # fmt: skip
    lost = nation(made, policy(made), "months_since_loss")
    first = int(np.argmax(lost > 12.0))
    assert first > 12
    np.testing.assert_array_equal(plain["spend_city_rub"][: first + 1], effective["spend_city_rub"][: first + 1])
    assert (plain["spend_city_rub"] != effective["spend_city_rub"])[first + 1 :].any()


def test_levers_of_the_law_change_nothing_before_their_step() -> None:
    """Regulate works on this month's levers: the schedule of the policy stays as it was."""
    made = busy(12, **(LITIGIOUS | {"court_win_probability": 1.0}))
    arm = policy(made)
    before = arm.levers.tobytes()
    state = initial_state(made, 1)
    for index in range(12):
        for step in SCHEDULE:
            run_cities(step, state, now_at(made, arm, 1, index, state))
    assert arm.levers.tobytes() == before
