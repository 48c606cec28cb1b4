"""What must not matter changes no bit; what does matter shows from its first month, and not before."""

import random

import numpy as np
import pytest

from sim.engines import RunResult, make_engine
from sim.engines.compiled import engine as compiled
from sim.engines.compiled import threads
from sim.engines.compiled.engine import CompiledEngine
from sim.engines.recording import Recorder, Recording, record
from sim.engines.reference.engine import ReferenceEngine
from sim.engines.reference.model import RolloutModel
from sim.model.initial import initial_state
from sim.model.levers import LEVER_NAMES
from sim.model.policies.moratorium import Moratorium
from sim.model.state import Adaptive, Policy, World
from tests.engines.watching import watched_run
from tests.worlds import (
    BUSY,
    DECOUPLED,
    EFFECTIVE_WITH,
    busy_world,
    city,
    far_from_default,
    policy,
    rearranged,
    six_cities,
    world,
)

# Three cities buy during the run, contracts run out, everything else happens all the time; protest hurries nobody.
LIVELY = BUSY | {
    "adoption_innovation_per_year": 0.7, "contract_months": 12.0, "tender_months": 1.0, "unrest_response": 0.0,
    "workload_response": 0.0,
}  # fmt: skip
SEED = 3


def run(made: World, arm: Policy, seed: int = SEED, threads: int = 1) -> RunResult:
    return make_engine("compiled", threads=threads).run(made, arm, seed)


def assert_same(one: RunResult, other: RunResult, months: int | None = None) -> None:
    np.testing.assert_array_equal(one.country[:months], other.country[:months])
    np.testing.assert_array_equal(one.cities[:months], other.cities[:months])


def differs(one: RunResult, other: RunResult, first: int = 0) -> bool:
    return not np.array_equal(one.country[first:], other.country[first:], equal_nan=True)


def lively(**changes) -> World:
    return six_cities(**({"n_months": 72, "people_per_agent": 200} | LIVELY | changes))


def test_a_run_repeated_gives_the_same_bits_and_another_seed_others() -> None:
    made = lively()
    assert_same(run(made, policy(made)), run(made, policy(made)))
    assert differs(run(made, policy(made)), run(made, policy(made), SEED + 1))
    assert differs(run(made, policy(made)), run(made, policy(made), SEED + (1 << 40)))


def test_a_policy_that_changes_nothing_is_the_baseline() -> None:
    made = lively()
    silent = Adaptive(Moratorium(0.0), 5, 30, np.ones(len(made.cities), bool))
    base = run(made, policy(made))
    assert_same(base, run(made, policy(made, "another name")))
    assert_same(base, run(made, policy(made, "silent", adaptive=(silent,))))
    loud = silent._replace(decide=Moratorium(1.0))
    assert differs(base, run(made, policy(made, "loud", adaptive=(loud,))))


@pytest.mark.parametrize("lever", LEVER_NAMES)
def test_arms_part_when_a_lever_differs_and_not_before(lever: str) -> None:
    made, start = lively(), 12
    around = EFFECTIVE_WITH.get(lever, {})
    changed = policy(made, "arm", **around)
    changed.levers[lever][start:] = far_from_default(lever)
    base, arm = run(made, policy(made, **around)), run(made, changed)
    assert_same(base, arm, start)
    assert differs(base, arm, start)


def test_a_lever_that_is_put_back_leaves_the_months_before_alone() -> None:
    made = lively()
    base, arm = policy(made), policy(made, "arm")
    arm.levers.existing_fr_permitted[10:14] = False
    one, other = run(made, base), run(made, arm)
    assert_same(one, other, 10)
    assert differs(one, other, 10)


@pytest.mark.parametrize("people_per_agent", [200, 7])
def test_threads_do_not_matter(people_per_agent: int) -> None:
    made = lively(people_per_agent=people_per_agent)
    assert_same(run(made, policy(made), threads=1), run(made, policy(made), threads=2))


def many_cells() -> World:
    cities = [city("Many", 13_000, cameras_per_1000_start=9.0, fr_stage_start=4), city("Few", 400)]
    return world(cities, n_months=6, people_per_agent=1, **BUSY)


@pytest.mark.parametrize("citizens_of_a_part", [1, 5_000])
def test_the_size_of_parts_does_not_matter(citizens_of_a_part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made = many_cells()
    base = run(made, policy(made))
    monkeypatch.setattr(threads, "_CITIZENS_OF_A_PART", citizens_of_a_part)
    assert_same(base, run(made, policy(made), threads=2))


def test_the_order_of_cells_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    made = many_cells()
    base = run(made, policy(made))
    plain, orders = compiled.make_aside, []

    def shuffled(*given):
        aside = plain(*given)
        orders.append(np.random.default_rng(0).permutation(len(aside.cells)).tolist())
        return aside._replace(cells=aside.cells[orders[-1]])

    monkeypatch.setattr(compiled, "make_aside", shuffled)
    assert_same(base, run(made, policy(made)))
    assert orders[0] != sorted(orders[0])


def test_the_order_of_cities_does_not_matter_where_they_are_alone() -> None:
    made = lively(**DECOUPLED)
    order = [3, 0, 5, 1, 4, 2]
    other = run(rearranged(made, order), policy(made))
    base = run(made, policy(made))
    np.testing.assert_array_equal(base.cities[:, order], other.cities)
    np.testing.assert_array_equal(base.country, other.country)


def test_the_order_of_cities_changes_no_decision_where_they_are_coupled() -> None:
    """Sums over other cities round differently by order; the builder sorts cities, so users never see it."""
    made = lively()
    order = [3, 0, 5, 1, 4, 2]
    other = run(rearranged(made, order), policy(made))
    base = run(made, policy(made))
    np.testing.assert_allclose(base.cities[:, order], other.cities, rtol=1e-12)
    np.testing.assert_allclose(base.country, other.country, rtol=1e-12)


@pytest.mark.parametrize("left_out", range(6))
def test_leaving_out_a_city_renumbers_nobody(left_out: int) -> None:
    made = lively(**DECOUPLED)
    others = [i for i in range(6) if i != left_out]
    fewer = rearranged(made, others)
    np.testing.assert_array_equal(run(made, policy(made)).cities[:, others], run(fewer, policy(fewer)).cities)


def test_leaving_out_a_city_keeps_its_citizens_traits() -> None:
    made = lively()
    fewer = rearranged(made, [0, 1, 3, 4, 5])
    all_cities, some = initial_state(made, SEED), initial_state(fewer, SEED)
    for new, old in enumerate([0, 1, 3, 4, 5]):
        one, other = all_cities.cities[old], some.cities[new]
        for column, column_of_fewer in zip(all_cities.citizens, some.citizens, strict=True):
            np.testing.assert_array_equal(
                column[one.first_citizen : one.first_citizen + one.n_citizens],
                column_of_fewer[other.first_citizen : other.first_citizen + other.n_citizens],
            )


STRONG = {"retention_days": 2.0, "contract_fpir": 1e-9, "audit_share": 1.0, "existing_fr_permitted": False}


def reached(made: World, name: str, start: int) -> Policy:
    arm = policy(made, "one city")
    for lever, value in STRONG.items():
        arm.levers[lever][start:, made.city_names.index(name)] = value
    return arm


def test_a_policy_in_one_city_leaves_the_others_alone_where_nothing_couples_them() -> None:
    made = lively(**DECOUPLED)
    base, arm = run(made, policy(made)), run(made, reached(made, "Aleph", 8))
    there = made.city_names.index("Aleph")
    elsewhere = [i for i in range(6) if i != there]
    np.testing.assert_array_equal(base.cities[:, elsewhere], arm.cities[:, elsewhere])
    assert not np.array_equal(base.cities[8:, there], arm.cities[8:, there])


def coupled_quantities(made: World, arm: Policy) -> np.ndarray:
    """Return, by month, all that one city can learn of others."""
    noted: list[list[float]] = []

    def look(state, index: int) -> None:
        nation = [float(state.nation[name]) for name in state.nation.dtype.names]
        suppliers = [float(x) for name in state.suppliers.dtype.names for x in state.suppliers[name]]
        displaced = [float(x) for x in state.cities.displaced_out]
        noted.append([*nation, *suppliers, *displaced, *(state.cities.cameras_recognising > 0)])

    watched_run(made, arm, SEED, look)
    return np.array(noted)


def test_a_policy_in_one_city_reaches_others_only_through_what_couples_them() -> None:
    made = lively(displaced_share=0.5)
    arm = reached(made, "Aleph", 8)
    elsewhere = [i for i in range(6) if made.city_names[i] != "Aleph"]
    base, other = run(made, policy(made)), run(made, arm)
    moved = (coupled_quantities(made, policy(made)) != coupled_quantities(made, arm)).any(axis=1)
    first = int(moved.argmax())
    assert moved.any()
    assert first >= 8
    np.testing.assert_array_equal(base.cities[:first, elsewhere], other.cities[:first, elsewhere])
    assert not np.array_equal(base.cities[first:, elsewhere], other.cities[first:, elsewhere])


def test_recording_more_changes_nothing() -> None:
    made = lively()
    looks = []

    def look(state, index: int) -> None:
        more = Recorder(made, state, Recording(("sought", "displaced_out")))
        for _ in range(2):
            record(state, more.notes, index)
            looks.append(more.result(index + 1))

    assert_same(run(made, policy(made)), watched_run(made, policy(made), SEED, look))
    assert len(looks) == 2 * made.n_months


def test_the_order_of_agents_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    made = busy_world(n_months=8, people_per_agent=300, **BUSY)
    base = ReferenceEngine().run(made, policy(made), SEED)
    plain, luck = RolloutModel._activate, random.Random(5)

    def shuffled(self: RolloutModel, process) -> None:
        before = list(self.citizens)
        self.citizens = type(self.citizens)(luck.sample(before, len(before)), random=luck)
        assert list(self.citizens) != before
        plain(self, process)

    monkeypatch.setattr(RolloutModel, "_activate", shuffled)
    assert_same(base, ReferenceEngine().run(made, policy(made), SEED))


def test_a_longer_period_does_not_change_earlier_months() -> None:
    short, long = lively(n_months=20), lively(n_months=36)
    assert_same(run(short, policy(short)), run(long, policy(long)), 20)
    assert_same(run(short, policy(short)), RunResult(*(part[:20] for part in run(long, policy(long)))))


def test_a_shifted_calendar_has_other_luck() -> None:
    made = lively()
    assert differs(run(made, policy(made)), run(made._replace(start_month=made.start_month + 1), policy(made)))


def test_runs_do_not_touch_the_world_or_the_policy() -> None:
    made = lively()
    arm = policy(made, federal_subsidy_share=0.5)
    before = [made.cities.tobytes(), made.suppliers.tobytes(), made.factors.tobytes(), arm.levers.tobytes()]
    CompiledEngine().run(made, arm, SEED)
    assert before == [made.cities.tobytes(), made.suppliers.tobytes(), made.factors.tobytes(), arm.levers.tobytes()]
