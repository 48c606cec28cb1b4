"""Federal money, tenders, clearances, publication: what must hold whatever the numbers are."""

import numpy as np
import pytest

from sim.engines import make_engine
from sim.engines.month import now_at
from sim.model.initial import initial_state
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.processes.procure import engines_of
from sim.model.schedule import SCHEDULE
from sim.model.state import Policy, Stage, State, World
from tests.stepping import run_cities
from tests.worlds import BUSY, busy_world, city, policy, world

PER_HEAD, NEED, CONTEST = 0, 1, 2
POOR = {"budget_rub_per_resident_year": 20_000.0}


def many_cities(n_months: int = 36, **changes: float) -> World:
    cities = [
        city(
            f"city-{k}",
            20_000 + 1_000 * k,
            budget_rub_per_resident_year=30_000.0 + 1_000.0 * (k % 7),
            cameras_per_1000_start=1.0,
        )
        for k in range(12)
    ]
    eager = {
        "adoption_innovation_per_year": 5.0,
        "fr_fixed_cost_rub": 4e6,
        "build_months_mean": 2.0,
        "pilot_months": 2.0,
    }
    return world(cities, n_months=n_months, people_per_agent=1_000_000, **(eager | changes))


def live(made: World, arm: Policy, seed: int, *steps: str, until: str = "observe"):
    """Run the city part of each month, and yield the state after a step."""
    state = initial_state(made, seed)
    for index in range(made.n_months):
        now = now_at(made, arm, seed, index, state)
        for step in SCHEDULE:
            run_cities(step, state, now)
            if step.name in (steps or (until,)):
                yield (now, state) if not steps else (step.name, now, state)


def committed_rub(state: State) -> float:
    return float(state.cities.grant_rub.sum())


@pytest.mark.parametrize("formula", [PER_HEAD, NEED, CONTEST])
def test_no_more_is_offered_in_a_year_than_the_pool_holds(formula: int) -> None:
    made = many_cities()
    pool = 9e6
    arm = policy(made, federal_subsidy_share=0.8, subsidy_formula=formula, federal_pool_rub_per_year=pool)
    before, offers = 0.0, []
    for step, now, state in live(made, arm, 1, "fund", "adopt"):
        if step == "fund" and now.month % 12 == 0:
            offers.append(float(state.cities.grant_offer_rub.sum()))
            before = committed_rub(state)
        assert committed_rub(state) - before <= pool * (1 + 1e-12)
    assert max(offers) > 0.5 * pool
    assert max(offers) <= pool * (1 + 1e-12)


def test_what_the_federation_pays_is_what_was_granted() -> None:
    made = many_cities(n_months=140)
    arm = policy(made, federal_subsidy_share=0.8, subsidy_formula=NEED)
    granted = np.zeros(len(made.cities))
    paid = np.zeros(len(made.cities))
    for _, state in live(made, arm, 1, until="deploy"):
        granted = np.maximum(granted, state.cities.grant_rub)
        paid += state.cities.federal_rub
    assert (granted > 0).sum() >= 3
    assert (paid <= granted * (1 + 1e-12)).all()
    over = (granted > 0) & (state.cities.grant_rub == 0)  # a follow-up contract has begun
    assert over.sum() >= 2
    np.testing.assert_allclose(paid[over], granted[over], rtol=1e-12)


def test_need_serves_the_poorest_first() -> None:
    made = many_cities()
    arm = policy(made, federal_subsidy_share=0.8, subsidy_formula=NEED, federal_pool_rub_per_year=9e6)
    _, state = next(live(made, arm, 1, until="fund"))
    per_head = state.cities.security_cap_rub_per_month / state.cities.population
    served = state.cities.grant_offer_rub > 0
    assert 0 < served.sum() < len(served)
    assert per_head[served].max() <= per_head[~served].min()


def test_per_head_gives_all_the_same_per_resident_and_a_contest_at_most_its_grant() -> None:
    made = many_cities(contest_grant_rub=3e6)
    levers = {"federal_subsidy_share": 0.8, "federal_pool_rub_per_year": 9e6}
    _, heads = next(live(made, policy(made, subsidy_formula=PER_HEAD, **levers), 1, until="fund"))
    per_head = heads.cities.grant_offer_rub / heads.cities.population
    np.testing.assert_allclose(per_head, per_head[0], rtol=1e-9)
    _, contest = next(live(made, policy(made, subsidy_formula=CONTEST, **levers), 1, until="fund"))
    assert sorted(contest.cities.grant_offer_rub)[-3:] == [3e6] * 3
    assert contest.cities.grant_offer_rub.sum() == 9e6


def test_without_a_subsidy_nothing_is_paid_and_with_one_more_cities_adopt() -> None:
    made = many_cities()
    counts = {}
    for share in (0.0, 0.9):
        states = [state for _, state in live(made, policy(made, federal_subsidy_share=share), 1)]
        counts[share] = int((states[-1].cities.stage > Stage.NONE).sum())
        if share == 0.0:
            assert states[-1].cities.grant_rub.sum() == 0.0
    assert counts[0.9] > counts[0.0]


@pytest.mark.parametrize("seed", range(5))
def test_attributed_clearances_are_at_least_incremental_ones(seed: int) -> None:
    made = busy_world(people_per_agent=1000, **BUSY)
    run = dict(zip(OUTCOME_NAMES, make_engine("compiled").run(made, policy(made), seed).country.T, strict=True))
    assert (run["clearances_total"] >= run["clearances_attributed"]).all()
    assert (run["clearances_attributed"] >= run["clearances_incremental"]).all()
    assert run["clearances_incremental"].sum() > 0
    np.testing.assert_array_equal(run["clearances_reported"], run["clearances_attributed"])


def test_published_clearances_are_the_incremental_ones() -> None:
    made = busy_world(people_per_agent=1000, **BUSY)
    run = make_engine("compiled").run(made, policy(made, publication_share=1.0), 1)
    values = dict(zip(OUTCOME_NAMES, run.country.T, strict=True))
    np.testing.assert_array_equal(values["clearances_reported"], values["clearances_incremental"])


def test_all_of_displaced_offences_arrive() -> None:
    made = busy_world(people_per_agent=1000, **BUSY)
    for _, state in live(made, policy(made), 0, until="offend"):
        arriving = (state.cities.displaced_out[:, np.newaxis] * state.neighbour_weights).sum()
        assert arriving == pytest.approx(state.cities.displaced_out.sum(), rel=1e-12)
        assert arriving > 0


def test_full_opening_of_tenders_leaves_no_single_bid() -> None:
    made = busy_world(n_months=60, people_per_agent=1_000_000, contract_months=6.0, **BUSY)
    for share, lowest in ((0.0, 1), (1.0, 2)):
        arm = policy(made, competitive_tender_share=share)
        bidders = [n for _, state in live(made, arm, 3) for n in state.cities.bidders[state.cities.stage == 4] if n > 0]
        followers = bidders[len(bidders) // 2 :]
        assert min(followers) == lowest


def test_a_mandate_raises_cameras_and_stays_within_the_cap() -> None:
    made = busy_world(n_months=60, people_per_agent=1_000_000, **BUSY)
    last = {}
    for density in (0.0, 20.0):
        for _, state in live(made, policy(made, camera_mandate_per_1000=density), 3):
            last[density] = state.cities.cameras_installed.copy()
            bought = state.cities.cameras_bought > 0
            assert (state.cities.spend_rub[bought] <= state.cities.security_cap_rub_per_month[bought] + 1.0).all()
    assert (last[20.0] >= last[0.0]).all()
    assert last[20.0].sum() > last[0.0].sum()


@pytest.mark.parametrize(("factor", "response"), [("unrest", "unrest_response"), ("public_offences", "crime_response")])
def test_unrest_and_crime_bring_adoption_nearer(factor: str, response: str) -> None:
    hazards, waiting = {}, np.ones(12, bool)
    for level in (1.0, 3.0):
        made = many_cities(n_months=10, adoption_innovation_per_year=0.1, fr_fixed_cost_rub=1e4, **{response: 0.4})
        made.factors[factor] = level
        *_, (_, state) = live(made, policy(made), 1, until="adopt")
        hazards[level] = state.cities.adoption_hazard.copy()
        waiting &= state.cities.stage == Stage.NONE  # adopters' hazards no longer run
    assert waiting.sum() >= 6
    assert (hazards[3.0] > hazards[1.0])[waiting].all()


def test_a_large_follow_up_contract_is_split_between_two_engines() -> None:
    """From the second contract on, and for large systems only; streams and error rates are those of both engines."""
    systems = [city("large", 400_000, Stage.BUILDING, cameras_per_1000_start=20.0),
               city("small", 40_000, Stage.BUILDING, cameras_per_1000_start=20.0)]  # fmt: skip
    made = world(systems, n_months=30, people_per_agent=1_000_000, contract_months=12.0, build_months_mean=2.0,
                 pilot_months=2.0, slip_probability_per_year=0.0, second_engine_streams=200.0,
                 second_engine_share=0.4, budget_rub_per_resident_year=1e6)  # fmt: skip
    split = False
    for _, state in live(made, policy(made), 5):
        (large, small) = (state.cities[state.cities.population == people][0] for people in (400_000, 40_000))
        assert small.second_supplier == -1
        assert large.second_supplier == -1 or large.contracts > 1
        if large.second_supplier >= 0:
            split = True
            assert large.second_supplier != large.supplier
            assert large.second_engine_share == 0.4
            served = state.suppliers.streams[[large.supplier, large.second_supplier]].sum()
            assert served >= large.cameras_recognising
            before = min(state.suppliers.fnir_reference[s] for s in (large.supplier, large.second_supplier))
            after = max(state.suppliers.fnir_reference[s] for s in (large.supplier, large.second_supplier))
            assert before <= engines_of(large, state.suppliers)[0] <= after
    assert split


def test_a_second_engine_is_bought_at_the_price_of_changing_unless_it_ran_before() -> None:
    """One engine alone against two, on the same luck: 0.4 of the streams at the other's price, 30 % for changing."""
    system = [city("large", 400_000, Stage.OPERATING, cameras_per_1000_start=20.0)]
    paid = []
    for share in (0.0, 0.4):
        made = world(system, n_months=4, people_per_agent=1_000_000, contract_months=2.0, second_engine_streams=200.0,
                     second_engine_share=share, budget_rub_per_resident_year=1e6, switching_cost_share=0.3)  # fmt: skip
        (_, first), *_, (_, last) = ((now, int(state.cities[0].supplier)) for now, state in live(made, policy(made), 5))
        *_, (_, state) = live(made, policy(made), 5)
        paid.append(float(state.cities[0].contract_rub_per_month))
    second = int(state.cities[0].second_supplier)
    assert second not in (-1, last)
    price = state.suppliers.price_factor[second] / state.suppliers.price_factor[last]
    factor = price if second == first else 1.3 * price
    assert paid[1] == pytest.approx(paid[0] * (1.0 + 0.4 * (factor - 1.0)), rel=1e-12)
