"""The first test of the product: all engines give the same numbers, bit for bit."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.engines import make_engine
from sim.model.columns import FACTORS
from sim.model.policies.moratorium import Moratorium
from sim.model.policies.until_statute import UntilStatute
from sim.model.state import Adaptive, Policy, Stage, World
from sim.scenario.registry import registered_parameters
from tests.worlds import BUSY, LITIGIOUS, busy_world, city, policy, restless, world

# Much of everything, and staff who have time for many alerts, so that people are stopped wrongly, some of them twice.
EVERYTHING = BUSY | LITIGIOUS | {"alert_capacity_per_100k_day": 200.0}


def assert_same(world: World, arm: Policy, seed: int) -> None:
    compiled = make_engine("compiled", threads=2).run(world, arm, seed)
    for name in ("reference", "web"):
        other = make_engine(name).run(world, arm, seed)
        np.testing.assert_array_equal(compiled.country, other.country)
        np.testing.assert_array_equal(compiled.cities, other.cities)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    count = draw(st.integers(1, 3))
    cities = [
        city(
            f"city-{k}",
            draw(st.integers(1, 600)) * draw(st.sampled_from([1, 1000])),
            draw(st.sampled_from([Stage.NONE, Stage.TENDER, Stage.BUILDING, Stage.PILOT, Stage.OPERATING])),
            cameras_per_1000_start=draw(st.floats(0.0, 30.0)),
            leader=k == 0,
        )
        for k in range(count)
    ]
    varied = draw(st.lists(st.sampled_from(registered_parameters()), max_size=8, unique=True))
    values = {p.name: draw(st.floats(p.low, p.high)) for p in varied if p.name != "large_city_population"}
    people_per_agent = draw(st.sampled_from([1, 1000])) if max(c["population"] for c in cities) < 700 else 20_000
    made = world(cities, n_months=draw(st.integers(1, 14)), people_per_agent=people_per_agent, **(BUSY | values))
    restless(made)
    factor = draw(st.sampled_from(FACTORS))
    made.factors[factor][made.n_months // 2 :] = draw(st.floats(0.0, 2.0))
    return made


@st.composite
def arms(draw: st.DrawFn, made: World) -> Policy:
    start = draw(st.integers(0, made.n_months - 1))
    levers = {
        "retention_days": draw(st.floats(0.0, 90.0)), "audit_share": draw(st.floats(0.0, 1.0)),
        "new_fr_permitted": draw(st.booleans()), "existing_fr_permitted": draw(st.booleans()),
        "ban_compliance_share": draw(st.floats(0.0, 1.0)), "contract_fpir": draw(st.floats(1e-9, 1.0)),
        "federal_subsidy_share": draw(st.floats(0.0, 0.95)), "subsidy_formula": draw(st.integers(0, 2)),
        "federal_pool_rub_per_year": draw(st.floats(0.0, 1e8)), "camera_mandate_per_1000": draw(st.floats(0.0, 20.0)),
        "competitive_tender_share": draw(st.floats(0.0, 1.0)), "publication_share": draw(st.floats(0.0, 1.0)),
        "interoperability_share": draw(st.floats(0.0, 1.0)), "assembly_fr_permitted": draw(st.booleans()),
        "fr_camera_cap_share": draw(st.floats(0.0, 1.0)), "warrant_share": draw(st.floats(0.0, 1.0)),
        "leak_liability_rub_per_person": draw(st.floats(0.0, 1e4)), "consent_mode": draw(st.integers(0, 2)),
        "operator_review_share": draw(st.floats(0.0, 1.0)), "watchlist_scope": draw(st.integers(0, 3)),
        "whitelist_share": draw(st.floats(0.0, 1.0)),
        "watchlist_cap": draw(st.sampled_from([1.0, 3e4, 1e9])), "worst_group_fpir_cap": draw(st.floats(1e-9, 1.0)),
    }  # fmt: skip
    target = np.ones(len(made.cities), bool)
    decide = draw(st.sampled_from([Moratorium(draw(st.floats(0.3, 0.7))), UntilStatute(draw(st.integers(0, 12)))]))
    adaptive = Adaptive(decide, start, made.n_months - 1, target)
    return policy(made, "arm", start, (adaptive,) if draw(st.booleans()) else (), **levers)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.data(), st.integers(0, 2**40))
def test_engines_agree_on_generated_scenarios(data: st.DataObject, seed: int) -> None:
    made = data.draw(worlds())
    assert_same(made, data.draw(arms(made)), seed)


@pytest.mark.parametrize("people_per_agent", [1000, 30])
def test_engines_agree_where_everything_happens(people_per_agent: int) -> None:
    made = busy_world(n_months=30, people_per_agent=people_per_agent, **EVERYTHING)
    levers = {"federal_subsidy_share": 0.7, "subsidy_formula": 2, "publication_share": 0.5, "audit_share": 0.1}
    rules = {"warrant_share": 0.3, "consent_mode": 1, "operator_review_share": 0.5, "fr_camera_cap_share": 0.5,
             "whitelist_share": 0.5,
             "leak_liability_rub_per_person": 20.0, "worst_group_fpir_cap": 1e-3}  # fmt: skip
    arm = policy(made, **levers, **rules, competitive_tender_share=0.5, interoperability_share=0.5)
    arm.levers.existing_fr_permitted[20:24] = False
    assert_same(made, arm, 5)


@pytest.mark.parametrize("share", [0.3, 1.0])
def test_engines_agree_where_rooms_become_laxer(share: float) -> None:
    short = {"alert_capacity_per_100k_day": 20.0, "loosening_share_per_month": share}
    made = busy_world(n_months=18, people_per_agent=1000, **(EVERYTHING | short))
    arm = policy(made, start=9, watchlist_cap=1e3, consent_mode=1)
    arm.levers.contract_fpir[4:8] = 1e-6
    assert_same(made, arm, 3)


def test_engines_agree_at_weight_one_across_cells() -> None:
    big = [city("Big", 4_500, Stage.OPERATING, cameras_per_1000_start=10.0)]
    made = restless(world(big, n_months=4, people_per_agent=1, **BUSY))
    assert_same(made, policy(made), 1)


def test_everything_happens_in_the_busy_world() -> None:
    """The agreement above means something only if every count moves."""
    from sim.model.outcomes import OUTCOME_NAMES

    made = busy_world(n_months=30, people_per_agent=30, **EVERYTHING)
    arm = policy(made, federal_subsidy_share=0.7, publication_share=0.5, audit_share=0.1)
    totals = np.nansum(make_engine("compiled").run(made, arm, 5).country, axis=0)
    idle = [name for name, total in zip(OUTCOME_NAMES, totals, strict=True) if total == 0]
    assert idle == []
