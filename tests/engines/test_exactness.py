"""What must not matter changes no bit; what does matter shows from its first month, and not before."""

import random

import numpy as np
import pytest

from sim.engines import RunResult
from sim.engines.compiled import engine as compiled
from sim.engines.compiled import threads
from sim.engines.compiled.engine import CompiledEngine
from sim.engines.recording import Recorder, Recording, record
from sim.engines.reference.engine import ReferenceEngine
from sim.engines.reference.model import RolloutModel
from sim.model.levers import LEVER_NAMES
from sim.model.policies.moratorium import Moratorium
from sim.model.state import Adaptive, World
from tests.engines.lively import SEED, assert_same, differs, lively, run
from tests.engines.watching import watched_run
from tests.worlds import (
    BUSY,
    EFFECTIVE_WITH,
    busy_world,
    city,
    far_from_default,
    policy,
    world,
)


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
