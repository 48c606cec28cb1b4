"""Limits and laws with a known answer. Statistical ones have a false-alarm rate of 1e-6: 4.9 standard errors."""

import math

import numpy as np
import pytest

from sim.engines import make_engine
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.state import Policy, Stage, State, World
from tests.engines.watching import watched_run
from tests.worlds import BUSY, busy_world, city, policy, six_cities, world

Z = 4.9
NO_CAMERAS = {"cameras_per_1000_start": 0.0, "cameras_per_1000_target": 0.0}


def same_cities(count: int, population: int, stage: Stage = Stage.NONE, **given: float) -> list[dict[str, object]]:
    return [city(f"{k}", population, stage, **given) for k in range(count)]


def column(made: World, arm: Policy, seed: int, name: str) -> np.ndarray:
    """Return one city column at the end of each month, shape (n_months, n_cities)."""
    noted: list[np.ndarray] = []

    def look(state: State, index: int) -> None:
        noted.append(state.cities[name].copy())

    watched_run(made, arm, seed, look)
    return np.array(noted, np.float64)


def total(made: World, arm: Policy, seed: int, name: str) -> float:
    result = make_engine("compiled").run(made, arm, seed)
    return float(np.nansum(result.country[:, OUTCOME_NAMES.index(name)]))


def assert_law(values: np.ndarray, mean: float, variance: float, kurtosis: float) -> None:
    assert abs(values.mean() - mean) < Z * math.sqrt(variance / values.size)
    assert abs(values.var() - variance) < Z * variance * math.sqrt((kurtosis + 2.0) / values.size)


@pytest.mark.parametrize("registered", [1395.0, 40_000.0])
def test_offences_are_binomial(registered: float) -> None:
    people = 3_000
    made = world(
        same_cities(150, people, **NO_CAMERAS), n_months=24, people_per_agent=1000,
        offences_registered_per_100k_year=registered, registration_share=0.5, crime_spread_log=1e-9,
    )  # fmt: skip
    offences = column(made, policy(made), 1, "offences")
    p = registered / 0.5 / 100_000 / 12
    assert_law(offences, people * p, people * p * (1 - p), (1 - 6 * p * (1 - p)) / (people * p * (1 - p)))


def test_registered_offences_are_a_binomial_share() -> None:
    made = world(same_cities(100, 3_000, **NO_CAMERAS), n_months=24, people_per_agent=1000, registration_share=0.35)
    offences = column(made, policy(made), 2, "offences").sum()
    registered = column(made, policy(made), 2, "offences_registered").sum()
    assert abs(registered - 0.35 * offences) < Z * math.sqrt(0.35 * 0.65 * offences)


def test_breaches_are_poisson() -> None:
    made = world(
        same_cities(150, 3_000, Stage.OPERATING, cameras_per_1000_start=5.0), n_months=24, people_per_agent=1000,
        breach_hazard_per_year=6.0, working_share_start=1.0, camera_life_years=100.0,
    )  # fmt: skip
    operating = column(made, policy(made), 3, "cameras_recognising") > 0
    breaches = column(made, policy(made), 3, "breaches")[operating]
    assert breaches.size > 3_000
    assert_law(breaches, 0.5, 0.5, 1 / 0.5)


def test_working_cameras_decay_exponentially_without_money() -> None:
    made = world(
        same_cities(100, 10_000, cameras_per_1000_start=10.0, budget_rub_per_resident_year=1e-6), n_months=36,
        people_per_agent=1000, working_share_start=1.0, camera_life_years=6.0,
    )  # fmt: skip
    working = column(made, policy(made), 4, "cameras_working")[-1]
    survive = math.exp(-36 / 12 / 6.0)
    assert abs(working.sum() / 10_000 - survive) < Z * math.sqrt(survive * (1 - survive) / 10_000)


def test_the_sought_stay_as_many_as_inflow_times_their_time() -> None:
    """Those who leave a month keep 1 - (1 - exp(-1/24)): the steady state is inflow over leaving, almost 2 years'."""
    made = world(
        same_cities(60, 20_000, **NO_CAMERAS), n_months=48, people_per_agent=1000,
        sought_inflow_per_100k_year=2_000.0, sought_years_mean=2.0,
    )  # fmt: skip
    sought = column(made, policy(made), 5, "sought")[-1]
    becoming, leaving = 1 - math.exp(-0.02 / 12), 1 - math.exp(-1 / 24)
    share = 0.04
    for _ in range(48):
        share = share * (1 - leaving) + (1 - share * (1 - leaving)) * becoming
    people = 60 * 20_000
    assert abs(sought.sum() / people - share) < Z * math.sqrt(share * (1 - share) / people)


BASS = {
    "fr_fixed_cost_rub": 0.0, "crime_response": 0.0, "unrest_response": 0.0, "success_response": 0.0,
    "workload_response": 0.0, "leader_example_per_year": 0.0, "tender_months": 1.0, "build_months_mean": 1e-6,
    "working_share_start": 1.0, "connected_share": 1.0, "camera_life_years": 1e6, "grant_paperwork_months": 0.0,
}  # fmt: skip


def discrete_bass(innovation: float, imitation: float, months: int, n: int) -> np.ndarray:
    """Bass's model by months: who adopts in one month recognises at the end of the next, and is an example then."""
    adopted = np.zeros(months + 2)  # two months before the start
    hazard = 0.0
    for t in range(months):
        hazard += (innovation + imitation * adopted[t] * n / (n - 1)) / 12.0
        adopted[t + 2] = 1.0 - math.exp(-hazard)
    return adopted[2:]


def test_adoption_follows_the_discrete_bass_recurrence() -> None:
    """3,600 cities in all. Spread of a share about 0.5 / sqrt(n): bound 4.9 of them, which sees 15 % more imitation."""
    count, months, seeds = 900, 48, 4
    made = world(
        same_cities(count, 2_000, cameras_per_1000_start=5.0), n_months=months, people_per_agent=1000,
        adoption_innovation_per_year=0.1, adoption_imitation_per_year=1.5, **BASS,
    )  # fmt: skip
    adopted = np.mean(
        [(column(made, policy(made), seed, "stage") > Stage.NONE).mean(axis=1) for seed in range(seeds)], axis=0
    )
    bound = Z * 0.5 / math.sqrt(count * seeds)
    assert 0.5 < adopted[-1] < 0.999
    assert np.abs(adopted - discrete_bass(0.1, 1.5, months, count)).max() < bound
    for wrong in (discrete_bass(0.1, 1.5 * 1.15, months, count), discrete_bass(0.125, 1.5, months, count)):
        assert np.abs(adopted - wrong).max() > bound


def test_the_strictest_contract_leaves_no_false_alert() -> None:
    """Expected: under 1e-5 false alerts in the whole run."""
    made = busy_world(n_months=24, people_per_agent=100, **BUSY)
    strict = policy(made, contract_fpir=1e-12)
    assert total(made, policy(made), 1, "alerts_false") > 0
    assert total(made, strict, 1, "alerts_false") == 0
    assert total(made, strict, 1, "stops_wrongful") == 0


def test_without_cameras_nobody_is_seen() -> None:
    made = world(same_cities(3, 20_000, **NO_CAMERAS), n_months=24, people_per_agent=100, **BUSY)
    seen = ("alerts_true", "alerts_false", "detections", "lookups_illicit", "breaches", "people_leaked",
            "clearances_attributed", "stops_wrongful", "spend_city_rub", "cameras_recognising")  # fmt: skip
    assert {name: total(made, policy(made), 1, name) for name in seen} == dict.fromkeys(seen, 0.0)
    assert total(made, policy(made), 1, "offences") > 0


def test_what_is_not_kept_cannot_leak_or_help() -> None:
    made = six_cities(n_months=24, people_per_agent=100, **BUSY)
    nothing_kept = policy(made, retention_days=0.0)
    for name in ("people_leaked", "lookups_illicit", "clearances_attributed"):
        assert total(made, policy(made), 1, name) > 0, name
        assert total(made, nothing_kept, 1, name) == 0, name
    assert total(made, nothing_kept, 1, "breaches") > 0


@pytest.mark.parametrize("compliance", [1.0, 0.5, 0.0])
def test_a_ban_reaches_as_far_as_it_is_complied_with(compliance: float) -> None:
    made = six_cities(n_months=24, people_per_agent=100, **(BUSY | {"ban_reversal_hazard_per_year": 0.0}))
    ban = policy(made, "ban", 12, existing_fr_permitted=False, new_fr_permitted=False, ban_compliance_share=compliance)
    recognising = column(made, ban, 1, "cameras_recognising").sum(axis=1)
    before, after = recognising[11], recognising[12:]
    assert before > 50
    if compliance == 1.0:
        assert (after == 0).all()
        assert total(made, ban, 1, "alerts_true") > 0
    else:
        assert (after > 0).all()
        assert after[0] <= before
    if compliance == 0.5:
        assert after[-1] < 0.75 * before
