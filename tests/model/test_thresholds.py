"""Where control rooms set their thresholds: what practice, rules and the time of staff allow, and what follows."""

import itertools

import numpy as np
import pytest

from sim.engines.month import now_at
from sim.model.initial import initial_state
from sim.model.outcomes import OUTCOMES
from sim.model.processes.operate import operate
from sim.model.rules.detection import detection_probability, false_alert_probability
from sim.model.rules.operation import SMALLEST_FPIR, fpir_allowed, operating_fnir
from sim.model.state import Row, Stage
from tests.engines.watching import watched_run
from tests.model.busy import cities, outcomes
from tests.worlds import BUSY, city, parameters, policy, with_practice, world

SEARCHES = np.geomspace(1e-3, 100.0, 60)
AMPLE = {"alert_capacity_per_100k_day": 1e5}  # staff never is what limits alerts
ALIKE = {"staff_money_exponent": 0.0, "true_acted_on_share": 1.0}  # staff that money does not change, and no doubt
PEOPLE = 1_000_000
# NaN where there is nothing to divide by.
RATIOS = {one.name for one in OUTCOMES if one.over_time == "ratio"} | {"supplier_hhi"}


def operated(searches: float, practice_fmr: float = 1.0, **changes: float) -> Row:
    """Return the city after its control room has set the threshold for so many searches a resident and month."""
    made = world([city("Metropolis", PEOPLE, Stage.OPERATING, cameras_per_1000_start=5.0)], n_months=1,
                 people_per_agent=50_000, public_place_share=0.0, transport_share=0.0, **ALIKE | changes)  # fmt: skip
    with_practice(made, fmr=practice_fmr)
    state = initial_state(made, 1)
    state.factors[:] = made.factors[0]
    lone = state.cities[0]
    passes = made.parameters.faces_per_entrance_day * made.parameters.usable_face_share
    lone.cameras_recognising = lone.recognising_entrance = round(searches * PEOPLE / 30.4375 / passes)
    operate(state, now_at(made, policy(made), 1, 0, state))
    return lone


def false_alerts(lone: Row) -> float:
    return float(lone.population * false_alert_probability(float(lone.searches_per_resident), float(lone.fpir)))


def all_alerts(lone: Row) -> float:
    """Return the alerts that a control room expects in a month, true and false."""
    new = lone.population * lone.becoming_sought_probability * lone.findable_probability
    hard = lone.sought_hard + parameters().hard_share * new
    easy = lone.sought_findable + new - hard
    of_easy, of_hard = (
        detection_probability(float(lone.searches_per_resident), float(hits))
        for hits in (lone.hit_probability_easy, lone.hit_probability_hard)
    )
    searches = lone.searches_per_resident * lone.population
    return float(easy * of_easy + hard * of_hard + lone.fpir_operating * searches)


@pytest.mark.parametrize("findable", [0.005, 0.05, 0.5])
@pytest.mark.parametrize("held", [3e-6, 2.1e-4, 1.5e-2])
def test_more_cameras_never_lower_false_alerts_at_a_threshold_that_stays(held: float, findable: float) -> None:
    alerts = [false_alerts(operated(x, held_fpir=held, findable_share=findable, **AMPLE)) for x in SEARCHES]
    assert all(later >= earlier * (1.0 - 1e-9) for earlier, later in itertools.pairwise(alerts))
    assert alerts[-1] > alerts[0] > 0.0


@pytest.mark.parametrize("capacity", [0.06, 1.0, 20.0])
@pytest.mark.parametrize("held", [3e-6, 2.1e-4, 1.5e-2])
@pytest.mark.parametrize("findable", [0.005, 0.5])
def test_alerts_fit_the_time_of_staff_and_fill_it_where_practice_allows(
    held: float, capacity: float, findable: float
) -> None:
    limit = capacity * PEOPLE / 1e5 * 30.4375
    before = 0.0
    for x in SEARCHES:
        lone = operated(x, alert_capacity_per_100k_day=capacity, held_fpir=held, findable_share=findable)
        if lone.fpir_operating < 1.001 * SMALLEST_FPIR:
            continue  # true alerts alone are too many
        alerts = all_alerts(lone)
        assert alerts <= limit * (1.0 + 1e-9)
        assert lone.fpir_operating == held or alerts > limit * (1.0 - 1e-4)
        assert lone.capacity_share == 1.0
        assert alerts >= before * (1.0 - 1e-4)
        before = alerts
    assert before > 0.0


def test_where_true_alerts_alone_are_too_many_the_threshold_is_the_strictest_and_some_are_left() -> None:
    lone = operated(100.0, alert_capacity_per_100k_day=0.06, findable_share=1.0, fnir_floor=0.002, det_slope=0.0)
    assert lone.fpir_operating == pytest.approx(SMALLEST_FPIR, rel=1e-5)
    assert 0.0 < lone.capacity_share < 1.0


def test_alerts_that_happen_stay_within_the_time_of_staff() -> None:
    """What rooms foresee is an upper bound: people who pass often are found once. 4.9 standard errors."""
    towns = [city(f"{k}", 20_000, Stage.OPERATING, cameras_per_1000_start=8.0) for k in range(4)]
    made = world(towns, n_months=24, people_per_agent=1000, **(BUSY | ALIKE | {"alert_capacity_per_100k_day": 20.0}))
    run, shares = outcomes(made, policy(made)), cities(made, policy(made), "capacity_share")
    assert (shares == 1.0).all()
    happened = sum(run[name].sum() for name in ("alerts_true", "alerts_other_groups", "alerts_false"))
    limit = 24 * 20.0 * 0.8 * 30.4375
    assert 0.5 * limit < happened < limit + 4.9 * np.sqrt(limit)


def test_a_stricter_contract_never_raises_the_threshold_or_the_hits() -> None:
    contracts = np.geomspace(1e-12, 1.0, 40)
    for held, group in itertools.product((1e-7, 1e-4, 1.5e-2), (1.0, 1e-5)):
        fpir = [fpir_allowed(held, float(c), group, 10.0) for c in contracts]
        fnir = [operating_fnir(x, 1e5, 0.3, 1e-6, 0.15, 0.002) for x in fpir]
        assert fpir == sorted(fpir)
        assert fnir == sorted(fnir, reverse=True)


def test_a_longer_list_never_finds_more_at_the_same_fpir() -> None:
    for fpir in (1e-9, 1e-6, 1e-3):
        fnir = [operating_fnir(fpir, float(size), 0.3, 1e-6, 0.15, 0.002) for size in np.geomspace(1.0, 1e9, 50)]
        assert fnir == sorted(fnir)


def test_a_shorter_list_never_raises_false_alerts_by_any_practice() -> None:
    sizes = (1e3, 1e4, 1e5)
    at_a_threshold = [false_alerts(operated(1.0, 1.7e-8, watchlist_size=size, **AMPLE)) for size in sizes]
    assert sorted(set(at_a_threshold)) == at_a_threshold
    at_a_rate = [false_alerts(operated(1.0, watchlist_size=size, **AMPLE)) for size in sizes]
    assert len(set(at_a_rate)) == 1


def test_an_fpir_is_linear_in_the_list_at_a_threshold_as_an_independent_test_found() -> None:
    """Published: NPL 2023, 1 in 60,000 searches at 1,000 enrolled and 1 in 6,000 at 10,000."""
    for size, one_in in ((1e3, 60_000.0), (1e4, 6_000.0)):
        lone = operated(1.0, 1.0 / 6e7, watchlist_size=size, **AMPLE)
        assert lone.fpir_operating == pytest.approx(1.0 / one_in, rel=1e-9)


SAFE = {
    "an empty list": {"sought_inflow_per_100k_year": 0.0, "watchlist_size": 1.0, "function_creep_hazard_per_year": 0.0},
    "nobody can be found": {"findable_share": 0.0},
    "no cameras": {"cameras_per_1000_target": 0.0, "cameras_per_1000_target_large": 0.0},
    "least fpir": {"held_fpir": SMALLEST_FPIR},
    "no staff": {"alert_capacity_per_100k_day": 0.0},
    "every search alerts": {"held_fpir": 1.0, "alert_capacity_per_100k_day": 1e5},
}  # fmt: skip


@pytest.mark.parametrize("changes", SAFE.values(), ids=SAFE)
def test_worlds_at_the_edge_are_safe(changes: dict[str, float]) -> None:
    cameras = {"cameras_per_1000_start": 0.0 if "cameras_per_1000_target" in changes else 8.0}
    towns = [city(f"{k}", 2_000, Stage.OPERATING, leader=k == 0, **cameras) for k in range(3)]
    made = world(towns, n_months=24, people_per_agent=1000, **(BUSY | changes))
    shares: list[np.ndarray] = []
    names = ["fpir_operating", "fpir", "fnir", "hit_probability", "capacity_share"]
    watched_run(made, policy(made), 1, lambda state, index: shares.append(np.array([state.cities[n] for n in names])))
    assert (np.array(shares) >= 0.0).all()
    assert (np.array(shares) <= 1.0).all()
    run = outcomes(made, policy(made))
    for name, values in run.items():
        assert np.isfinite(values).all() or name in RATIOS, name
        assert not np.isinf(values).any(), name
    alerts = {name: run[name].sum() for name in ("alerts_true", "alerts_other_groups", "alerts_false")}
    assert min(alerts.values()) >= 0.0
    if "held_fpir" in changes and changes["held_fpir"] == 1.0:
        assert alerts["alerts_false"] > 0.0
    else:
        assert alerts["alerts_false"] < 24 * sum(town["population"] for town in towns)


def test_one_sought_person_is_found_and_the_list_stays_as_it_was() -> None:
    towns = [city("Alone", 2_000, Stage.OPERATING, cameras_per_1000_start=20.0)]
    once = {"sought_inflow_per_100k_year": 12.0, "findable_share": 1.0, "detention_probability": 1.0}
    made = world(towns, n_months=120, people_per_agent=1, **(BUSY | once))
    found = [outcomes(made, policy(made), seed)["detections"].sum() for seed in range(12)]
    assert 0.0 < np.mean(found) <= 10.0
