"""A control room's own threshold: it becomes stricter where staff cannot follow, and laxer only by a parameter."""

import numpy as np
import pytest

from sim.engines.month import now_at
from sim.model.initial import initial_state
from sim.model.processes.operate import operate
from sim.model.rules.detection import detection_probability
from sim.model.rules.operation import SMALLEST_FPIR
from sim.model.state import Row, Stage, World
from tests.engines.watching import watched_run
from tests.model.busy import busy
from tests.worlds import city, policy, world

PEOPLE = 1_000_000
DAYS = 30.4375
FELL = 1.0 - 1e-9  # a threshold that is as many times itself has become stricter, not only rounded


class Room:
    """The control room of one large city: time passes only where a test says so."""

    def __init__(self, **changes: float) -> None:
        given = {"staff_money_exponent": 0.0, "true_acted_on_share": 1.0} | changes
        self.made = world([city("Metropolis", PEOPLE, Stage.OPERATING, cameras_per_1000_start=5.0)], n_months=1,
                          people_per_agent=50_000, public_place_share=0.0, transport_share=0.0, **given)  # fmt: skip
        self.state = initial_state(self.made, 1)
        self.state.factors[:] = self.made.factors[0]

    @property
    def row(self) -> Row:
        return self.state.cities[0]

    @property
    def limit(self) -> float:
        """Return how many alerts staff can act on in a month."""
        return float(self.made.parameters.alert_capacity_per_100k_day * PEOPLE / 1e5 * DAYS)

    def month(self, searches: float, **levers: float) -> float:
        """Set the threshold for so many searches a resident and month; return the FPIR."""
        p = self.made.parameters
        passes = p.faces_per_entrance_day * p.usable_face_share
        self.row.cameras_recognising = self.row.recognising_entrance = round(searches * PEOPLE / DAYS / passes)
        for name, value in levers.items():
            self.state.levers[name] = value
        operate(self.state, now_at(self.made, policy(self.made), 1, 0, self.state))
        return float(self.row.fpir_operating)

    def false_alerts(self) -> float:
        return float(self.row.fpir_operating * self.row.searches_per_resident * PEOPLE)

    def alerts(self) -> float:
        """Return the alerts that the room expects in a month, true and false."""
        row, hard_share = self.row, self.made.parameters.hard_share
        new = row.population * row.becoming_sought_probability * row.findable_probability
        hard = row.sought_hard + hard_share * new
        easy = row.sought_findable + new - hard
        searches = float(row.searches_per_resident)
        of_easy = detection_probability(searches, float(row.hit_probability_easy))
        of_hard = detection_probability(searches, float(row.hit_probability_hard))
        return float(easy * of_easy + hard * of_hard) + self.false_alerts()


UP_AND_DOWN = (0.01, 1.0, 30.0, 3.0, 0.1, 0.01, 60.0, 0.3)  # searches a resident and month


@pytest.mark.parametrize("held", [3e-6, 2.1e-4, 1.5e-2])
@pytest.mark.parametrize("capacity", [0.06, 1.0, 20.0])
def test_a_room_that_keeps_its_threshold_has_the_strictest_one_that_it_ever_needed(
    held: float, capacity: float
) -> None:
    kept = Room(held_fpir=held, alert_capacity_per_100k_day=capacity)
    alone = [Room(held_fpir=held, alert_capacity_per_100k_day=capacity).month(x) for x in UP_AND_DOWN]
    lived = [kept.month(x) for x in UP_AND_DOWN]
    np.testing.assert_allclose(lived, np.minimum.accumulate(alone), rtol=1e-5)


@pytest.mark.parametrize("held", [3e-6, 2.1e-4, 1.5e-2])
@pytest.mark.parametrize("capacity", [0.06, 1.0, 20.0])
def test_a_room_that_becomes_laxer_at_once_fills_the_time_of_staff_where_practice_allows(
    held: float, capacity: float
) -> None:
    room = Room(held_fpir=held, alert_capacity_per_100k_day=capacity, loosening_share_per_month=1.0)
    filled = 0
    for x in UP_AND_DOWN:
        if room.month(x) < 1.001 * SMALLEST_FPIR:
            continue  # true alerts alone are too many
        assert room.alerts() <= room.limit * (1.0 + 1e-6)
        is_held = room.row.fpir_operating == pytest.approx(held, rel=1e-9)
        assert is_held or room.alerts() > room.limit * (1.0 - 1e-4)
        filled += not is_held
    assert filled > 0 or held == 3e-6


def test_a_room_goes_a_share_of_the_way_each_month() -> None:
    room = Room(held_fpir=1e-2, loosening_share_per_month=0.25)
    strict = room.month(30.0)
    laxest = Room(held_fpir=1e-2).month(0.1)
    way = np.log(laxest / strict)
    assert way > 1.0
    left = [np.log(laxest / room.month(0.1)) / way for _ in range(4)]
    np.testing.assert_allclose(left, 0.75 ** np.arange(1, 5), rtol=1e-4)


@pytest.mark.parametrize("lever", ["contract_fpir", "worst_group_fpir_cap"])
def test_a_rule_that_ends_gives_the_rooms_own_threshold_back(lever: str) -> None:
    room = Room(held_fpir=1e-2)
    own = room.month(3.0)
    assert own < 1e-2
    assert room.month(3.0, **{lever: 1e-8}) <= 1e-8
    assert room.month(3.0, **{lever: 1.0}) == pytest.approx(own, rel=1e-9)


def test_what_staff_cannot_follow_under_a_contract_stays_after_it() -> None:
    room = Room(held_fpir=1e-2, alert_capacity_per_100k_day=0.06)
    room.month(0.001)
    bound = room.month(60.0, contract_fpir=1e-5)
    assert bound < 1e-5
    assert room.month(0.001, contract_fpir=1.0) == pytest.approx(bound, rel=1e-9)


@pytest.mark.parametrize("capacity", [1.0, 1e5])
def test_the_fpir_shrinks_with_the_list_and_grows_with_it_again(capacity: float) -> None:
    room = Room(held_fpir=1e-2, alert_capacity_per_100k_day=capacity)
    size, before, missed = float(room.row.watchlist_size), room.month(3.0), float(room.row.fnir)
    for share in (0.5, 0.1, 1.0):
        room.row.watchlist_size = share * size
        assert room.month(3.0) == pytest.approx(share * before, rel=1e-9)
        assert room.row.fnir == pytest.approx(missed, rel=1e-9)


def test_a_room_that_never_had_to_become_strict_may_raise_more_false_alerts_than_one_that_grew() -> None:
    """Why fewer cameras need not mean fewer stops than more would: true alerts take the time of the larger system."""
    scarce = {"held_fpir": 1e-2, "findable_share": 0.5, "sought_inflow_per_100k_year": 150.0}
    small, large = Room(**scarce), Room(**scarce)
    for x in (0.3, 1.0, 3.0):
        small.month(0.3)
        large.month(x)
    assert large.false_alerts() < small.false_alerts()


def own_thresholds(made: World, seed: int, **levers: float) -> np.ndarray:
    noted: list[np.ndarray] = []
    watched_run(made, policy(made, start=made.n_months // 2, **levers), seed,
                lambda state, index: noted.append(state.cities.fmr_own.copy()))  # fmt: skip
    return np.array(noted)


ARMS: dict[str, dict[str, float]] = {
    "none": {},
    "consent": {"consent_mode": 1},
    "list": {"watchlist_cap": 100.0},
    "second look": {"operator_review_share": 1.0},
    "white list": {"whitelist_share": 1.0},
    "cameras": {"fr_camera_cap_share": 0.1},
    "contract": {"contract_fpir": 1e-7},
    "warrant": {"warrant_share": 1.0},
}


@pytest.mark.parametrize("levers", ARMS.values(), ids=ARMS)
def test_no_room_of_a_busy_world_ever_becomes_laxer(levers: dict[str, float]) -> None:
    for seed, capacity in enumerate((1.0, 20.0, 200.0)):
        own = own_thresholds(busy(36, alert_capacity_per_100k_day=capacity), seed, **levers)
        begun = own[:-1] > 0.0
        assert (own[1:][begun] <= own[:-1][begun] * (1.0 + 1e-12)).all()
        assert (own[1:][begun] < own[:-1][begun] * FELL).any()


def test_rooms_of_a_busy_world_become_laxer_where_the_parameter_says_so() -> None:
    own = own_thresholds(
        busy(36, alert_capacity_per_100k_day=20.0, loosening_share_per_month=1.0), 1, watchlist_cap=100.0
    )
    begun = own[:-1] > 0.0
    assert (own[1:][begun] * FELL > own[:-1][begun]).any()


def test_another_practice_sets_the_threshold_anew() -> None:
    """A laxer one takes effect in a room that runs, and so does the end of a stricter one."""
    room = Room(held_fpir=2.1e-4)
    strict = room.month(30.0)
    assert strict < 2.1e-4
    assert room.month(0.01) == pytest.approx(strict, rel=1e-9)
    room.state.factors.held_fpir = 1e-3
    assert room.month(0.01) == pytest.approx(1e-3, rel=1e-9)
    room.state.factors.held_fpir = 1.0
    room.state.factors.held_fmr = 2e-10
    assert room.month(0.01) == pytest.approx(2e-10 * float(room.row.watchlist_size), rel=1e-9)
    room.state.factors.held_fmr = 1.0
    assert room.month(0.01) == pytest.approx(2.1e-4, rel=1e-9)
