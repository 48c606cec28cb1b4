"""Money, cameras and people are conserved, month by month, whatever policies do."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.engines.reference.model import RolloutModel
from sim.model.initial import initial_state
from sim.model.levers import LEVERS
from sim.model.outcomes import CITY_OUTCOMES, OUTCOME_NAMES, OUTCOMES
from sim.model.state import Stage, State
from tests.engines.watching import watched_run
from tests.worlds import BUSY, busy_world, city, far_from_default, policy, six_cities, world

LIVELY = BUSY | {"adoption_innovation_per_year": 0.7, "contract_months": 12.0, "tender_months": 1.0}
MAY_BE_NEGATIVE = {"displaced_out", "unrest_memory", "backlash_memory", "operators_deviation",
                   "supplier", "second_supplier"}  # -1: none  # fmt: skip
LAWFUL = {
    "status quo": {},
    "subsidy": {"federal_subsidy_share": 0.7, "federal_pool_rub_per_year": 2e6, "subsidy_formula": 0},
    "ban": {"existing_fr_permitted": False, "new_fr_permitted": False, "ban_compliance_share": 0.6},
    "safeguards": {"audit_share": 1.0, "publication_share": 1.0, "retention_days": 5.0, "contract_fpir": 1e-6},
    "mandate": {"camera_mandate_per_1000": 40.0},
    "rights": {"warrant_share": 1.0, "consent_mode": 1, "operator_review_share": 1.0, "watchlist_scope": 0},
    "limits": {"fr_camera_cap_share": 0.1, "watchlist_cap": 50.0, "worst_group_fpir_cap": 1e-4},
    "liability": {"leak_liability_rub_per_person": 500.0},
    "white list": {"whitelist_share": 1.0},
}


def check_cameras(state: State, before: dict[str, np.ndarray]) -> None:
    c = state.cities
    assert (c.cameras_installed >= c.cameras_working).all()
    assert (c.cameras_working >= c.cameras_connected).all()
    assert (c.cameras_connected >= c.cameras_recognising).all()
    assert (c.cameras_recognising >= 0).all()
    np.testing.assert_array_equal(
        c.cameras_installed - before["cameras_installed"], c.cameras_bought - c.cameras_scrapped
    )
    sites = c.recognising_entrance + c.recognising_public_place + c.recognising_transport
    np.testing.assert_array_equal(sites, c.cameras_recognising)
    assert state.suppliers.streams.sum() == c.cameras_recognising.sum()
    for s, supplier in enumerate(state.suppliers):
        of_second = (c.second_engine_share * c.cameras_recognising).astype(int)
        served = (c.cameras_recognising - of_second)[c.supplier == s].sum() + of_second[c.second_supplier == s].sum()
        assert supplier.streams == served


def check_people(state: State, before: dict[str, np.ndarray]) -> None:
    c, people = state.cities, state.citizens
    firsts = c.first_citizen
    np.testing.assert_array_equal(np.add.reduceat(people.weight, firsts), c.population)
    findable = np.add.reduceat(people.sought_findable, firsts)
    hidden = np.add.reduceat(people.sought_hidden, firsts)
    np.testing.assert_array_equal(findable, c.sought_findable)
    np.testing.assert_array_equal(findable + hidden, c.sought)
    assert (people.sought_findable + people.sought_hidden <= people.weight).all()
    np.testing.assert_array_equal(np.add.reduceat(people.sought_hard, firsts), c.sought_hard)
    assert (people.sought_hard <= people.sought_findable).all()
    # Those sought were so before or are new; nobody who is held stays on the list.
    assert (c.sought <= before["sought"] + c.new_sought - c.detained).all()
    assert (c.detained <= c.detections).all()
    assert (c.detections <= c.alerts_true).all()
    assert (c.stops_wrongful <= c.alerts_false).all()
    assert (c.stops_worst_group <= c.stops_wrongful).all()
    assert (c.stops_repeated <= c.stops_wrongful).all()
    assert (c.stops_most_burdened <= c.stops_wrongful).all()
    stopped, listed = ([c[f"{name}_{k}"] for k in range(1, 5)] for name in ("stopped", "whitelisted"))
    new = np.sum(stopped, axis=0) - np.sum([before[f"stopped_{k}"] for k in range(1, 5)], axis=0)
    np.testing.assert_array_equal(new, c.stops_wrongful - c.stops_repeated)
    assert (np.sum(stopped, axis=0) <= c.population).all()
    assert (np.array(listed) <= np.array(stopped)).all()
    assert (c.alerts_other_groups <= c.others_enrolled + 1.0).all()
    for count in ("alerts_false", "people_leaked", "lookups_illicit", "offences", "sought"):
        assert (c[count] <= c.population).all(), count
    assert (c.clearances_incremental <= c.clearances_attributed).all()
    assert (c.clearances_attributed <= c.clearances_total).all()
    assert (c.clearances_total <= c.offences_registered).all()
    assert (c.offences_registered <= c.offences).all()
    assert (c.leak_events_public <= c.lookups_illicit + c.breaches).all()
    assert (c.people_leaked[c.breaches == 0] == 0).all()
    assert (c.protest_participants + c.protest_solo_acts <= c.population).all()
    assert (c.detentions_after_protest <= c.protest_participants + c.protest_solo_acts).all()
    assert (c.protest_participants[state.factors.unrest <= 1.0] == 0).all()


def check_money(state: State, before: dict[str, np.ndarray], p) -> None:
    c = state.cities
    old, new = before["contract_months_left"], c.contract_months_left
    signed = new > old
    pays = (old > 0) | signed | ((old == 0) & (new > 0))
    assert (new[pays & ~signed] == old[pays & ~signed] - 1).all()
    instalment = np.where(pays, c.contract_rub_per_month, 0.0)
    spent = c.running_cost_rub + instalment + c.cameras_bought * c.camera_cost_rub
    np.testing.assert_allclose(c.spend_rub + c.federal_rub, spent, rtol=1e-12)
    assert (c.federal_rub <= instalment).all()
    # Debts are paid from what the cap leaves; no month adds more than its staff and those whose data leaked are owed.
    leaked = state.levers.leak_liability_rub_per_person * (c.people_leaked + c.lookups_illicit)
    assert (c.owed_rub - before["owed_rub"] <= (c.staff_hours * p.staff_rub_per_hour + leaked) * (1.0 + 1e-9)).all()
    assert (c.running_cost_rub >= np.maximum(0.0, before["owed_rub"] - c.owed_rub)).all()
    assert (c.federal_rub[c.grant_rub == 0.0] == 0.0).all()
    # New cameras are bought from what the security cap leaves, never on credit.
    bought = c.cameras_bought > 0
    assert (c.spend_rub[bought] <= c.security_cap_rub_per_month[bought] * (1.0 + 1e-9)).all()


def check_ranges(state: State) -> None:
    for table in (state.cities, state.suppliers):
        for name in table.dtype.names:
            values = np.asarray(table[name], np.float64)
            assert np.isfinite(values).all(), name
            if name.endswith(("_share", "_probability")) or name in ("fpir", "fnir", "support_mean", "success"):
                assert ((values >= 0.0) & (values <= 1.0)).all(), name
            elif name.endswith("_shock"):
                assert ((values >= -1.0) & (values <= 1.0)).all(), name
            elif name not in MAY_BE_NEGATIVE and name != "reputation":
                assert (values >= 0.0).all(), name
    people = state.citizens
    for shares in (people.support, people.anchor):
        assert ((shares >= 0.0) & (shares <= 1.0)).all()
    assert ((people.shock >= -1.0) & (people.shock <= 0.0)).all()
    assert set(state.cities.stage.tolist()) <= set(map(int, Stage))


class Ledger:
    """Checks every month against the one before."""

    def __init__(self, made, seed: int) -> None:
        self.made = made
        self.before = self.copy(initial_state(made, seed))
        self.months = 0

    @staticmethod
    def copy(state: State) -> dict[str, np.ndarray]:
        return {name: state.cities[name].copy() for name in state.cities.dtype.names}

    def __call__(self, state: State, index: int) -> None:
        check_cameras(state, self.before)
        check_people(state, self.before)
        check_money(state, self.before, self.made.parameters)
        check_ranges(state)
        self.before = self.copy(state)
        self.months += 1


@pytest.mark.parametrize("name", LAWFUL)
@pytest.mark.parametrize("people_per_agent", [500, 10])
def test_every_month_balances(name: str, people_per_agent: int) -> None:
    made = six_cities(n_months=40, people_per_agent=people_per_agent, **LIVELY)
    ledger = Ledger(made, 4)
    watched_run(made, policy(made, name, 10, **LAWFUL[name]), 4, ledger)
    assert ledger.months == 40


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.data(), st.integers(0, 2**40))
def test_every_month_balances_under_any_levers(data: st.DataObject, seed: int) -> None:
    made = busy_world(n_months=18, people_per_agent=500, **LIVELY)
    chosen = data.draw(st.lists(st.sampled_from(LEVERS), max_size=4, unique=True))
    made.factors.mobility[9:] = data.draw(st.floats(0.0, 2.0))
    arm = policy(made, "arm", 5, **{lever.name: far_from_default(lever.name) for lever in chosen})
    watched_run(made, arm, seed, Ledger(made, seed))


def test_a_tiny_and_a_poor_city_balance() -> None:
    cities = [
        city("One", 1, Stage.OPERATING, cameras_per_1000_start=5.0),
        city("Poor", 3_000, Stage.OPERATING, cameras_per_1000_start=5.0, budget_rub_per_resident_year=10.0),
        city("Watched", 50, Stage.OPERATING, cameras_per_1000_start=150.0),
    ]
    made = world(cities, n_months=24, people_per_agent=1, **LIVELY)
    watched_run(made, policy(made), 1, Ledger(made, 1))


def test_outcomes_add_up() -> None:
    """The country is the sum of its cities, and no outcome leaves its range."""
    made = six_cities(n_months=30, people_per_agent=200, **LIVELY)
    result = watched_run(made, policy(made), 2, lambda state, index: None)
    for k, outcome in enumerate(OUTCOMES):
        values = result.country[:, k][~np.isnan(result.country[:, k])]
        assert (values >= 0.0).all(), outcome.name
        if "share" in outcome.unit or "index" in outcome.unit:
            assert (values <= 1.0).all(), outcome.name
    for k, name in enumerate(CITY_OUTCOMES):
        if OUTCOMES[OUTCOME_NAMES.index(name)].unit != "share":
            country = result.country[:, OUTCOME_NAMES.index(name)]
            np.testing.assert_allclose(result.cities[:, :, k].sum(axis=1), country, rtol=1e-12)


def test_federal_money_stays_within_the_pool() -> None:
    """What is offered in a year never exceeds the pool, and what is paid never exceeds what was granted."""
    pool = 1.5e6
    made = six_cities(n_months=48, people_per_agent=500, **(LIVELY | {"adoption_innovation_per_year": 0.3}))
    paid = np.zeros(6)
    granted = np.zeros(6)
    offers = []

    def look(state: State, index: int) -> None:
        offers.append(float(state.cities.grant_offer_rub.sum()))
        np.maximum(granted, state.cities.grant_rub, out=granted)
        np.add(paid, state.cities.federal_rub, out=paid)

    arm = policy(made, federal_subsidy_share=0.9, federal_pool_rub_per_year=pool)
    watched_run(made, arm, 1, look)
    assert 0.0 < max(offers) <= pool * (1.0 + 1e-12)
    assert paid.sum() > 0.0
    assert (paid <= granted * (1.0 + 1e-9)).all()


def test_citizens_of_the_reference_engine_balance() -> None:
    made = busy_world(n_months=10, people_per_agent=500, **BUSY)
    model = RolloutModel(made, policy(made), 3)
    for _ in range(made.n_months):
        model.step()
        for number, row in enumerate(model.city_rows):
            members = [c for c in model.citizens if c.city is row]
            assert sum(c.weight for c in members) == made.cities.population[number]
            assert sum(c.sought_findable for c in members) == row.sought_findable
            assert sum(c.sought_findable + c.sought_hidden for c in members) == row.sought
