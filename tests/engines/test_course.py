"""A run that is stopped, copied and gone on with gives the bits of one that never stopped."""

import functools

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numba.core.registry import CPUDispatcher

from sim.engines import Engine, RunResult, make_engine
from sim.engines.compiled import aside, opinions, sought
from sim.engines.compiled import month as months
from sim.engines.course import Checkpoint
from sim.model import initial
from sim.model.policies.moratorium import Moratorium
from sim.model.processes import adopt, deploy, fund, leak, learn, observe, procure
from sim.model.state import Adaptive, Policy, World
from tests.worlds import BUSY, busy_world, policy, six_cities

LIVELY = BUSY | {"adoption_innovation_per_year": 0.7, "contract_months": 12.0, "tender_months": 1.0}
SEED = 3
ENGINES = {
    "compiled": make_engine("compiled", threads=2), "reference": make_engine("reference"), "web": make_engine("web"),
}  # fmt: skip


def small() -> World:
    return busy_world(n_months=18, people_per_agent=500, **LIVELY)


def assert_same(one: RunResult, other: RunResult) -> None:
    np.testing.assert_array_equal(one.country, other.country)
    np.testing.assert_array_equal(one.cities, other.cities)


def arm_of(made: World) -> Policy:
    """Return a policy under which everything goes on happening, dated and adaptive."""
    pause = Adaptive(Moratorium(0.55), 4, made.n_months - 1, np.arange(len(made.cities)) > 0)
    return policy(made, adaptive=(pause,), federal_subsidy_share=0.7, publication_share=0.5)


def stopped_at(engine: Engine, made: World, arm: Policy, months: int) -> Checkpoint:
    course = engine.start(made, arm, SEED)
    course.advance(months)
    return course.checkpoint()


def finished(engine: Engine, made: World, arm: Policy, checkpoint: Checkpoint) -> RunResult:
    course = engine.resume(made, arm, checkpoint)
    course.advance(made.n_months)
    return course.result()


@functools.cache
def uninterrupted() -> RunResult:
    return ENGINES["compiled"].run(small(), arm_of(small()), SEED)


@pytest.mark.parametrize("second", ENGINES)
@pytest.mark.parametrize("first", ENGINES)
@pytest.mark.parametrize("months", [0, 1, 5, 17, 18])
def test_either_engine_goes_on_from_a_checkpoint_of_either(first: str, second: str, months: int) -> None:
    made, arm = small(), arm_of(small())
    checkpoint = stopped_at(ENGINES[first], made, arm, months)
    assert (checkpoint.months, len(checkpoint.recorded.country)) == (months, months)
    assert_same(finished(ENGINES[second], made, arm, checkpoint), uninterrupted())


def test_a_run_stopped_every_month_has_the_same_end() -> None:
    made, arm = small(), arm_of(small())
    checkpoint = stopped_at(ENGINES["compiled"], made, arm, 0)
    for month in range(1, made.n_months + 1):
        course = ENGINES[("reference", "compiled", "web", "compiled", "web")[month % 5]].resume(made, arm, checkpoint)
        course.advance(month)
        checkpoint = course.checkpoint()
    assert_same(checkpoint.recorded, uninterrupted())


@pytest.mark.parametrize("name", ENGINES)
def test_nothing_lived_later_reaches_a_checkpoint(name: str) -> None:
    made, arm = small(), arm_of(small())
    course = ENGINES[name].start(made, arm, SEED)
    course.advance(6)
    kept = course.checkpoint()
    before = everything(kept)
    course.advance(12)
    branch = ENGINES[name].resume(made, arm, kept)
    branch.advance(12)
    assert everything(kept) == before
    assert everything(course.checkpoint()) == everything(branch.checkpoint()) != before


def everything(checkpoint: Checkpoint) -> list[bytes]:
    state = checkpoint.state
    columns = [*state.citizens, state.cities, state.suppliers, state.nation, state.levers, state.factors]
    return [part.tobytes() for part in (*columns, state.published, *checkpoint.recorded)]


@pytest.mark.parametrize("name", ENGINES)
def test_branch_and_trunk_do_not_touch_each_other(name: str) -> None:
    made = small()
    base, ban = policy(made), policy(made, "ban", 7, existing_fr_permitted=False)
    trunk = ENGINES[name].start(made, base, SEED)
    trunk.advance(7)
    branch = trunk.branch(ban)
    trunk.advance(10)
    branch.advance(made.n_months)
    trunk.advance(made.n_months)
    assert_same(trunk.result(), ENGINES["compiled"].run(made, base, SEED))
    assert_same(branch.result(), ENGINES["compiled"].run(made, ban, SEED))
    assert not np.array_equal(branch.result().country[7:], trunk.result().country[7:], equal_nan=True)


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(months=st.integers(0, 48), seed=st.integers(0, 2**40))
def test_any_month_will_do(months: int, seed: int) -> None:
    made = six_cities(n_months=48, people_per_agent=300, **LIVELY)
    arm = policy(made, "arm", months, audit_share=0.5, existing_fr_permitted=False)
    trunk = ENGINES["compiled"].start(made, policy(made), seed)
    trunk.advance(months)
    branch = trunk.branch(arm)
    branch.advance(made.n_months)
    assert_same(branch.result(), ENGINES["compiled"].run(made, arm, seed))


def test_nothing_is_compiled_for_a_copy() -> None:
    modules = (aside, months, opinions, sought, initial, adopt, deploy, fund, leak, learn, observe, procure)
    kernels = [each for module in modules for each in vars(module).values() if isinstance(each, CPUDispatcher)]
    made, arm = small(), arm_of(small())
    checkpoint = stopped_at(ENGINES["compiled"], made, arm, 9)
    before = [len(kernel.signatures) for kernel in kernels]
    finished(ENGINES["compiled"], made, arm, checkpoint)
    assert len(before) > 20
    assert [len(kernel.signatures) for kernel in kernels] == before
