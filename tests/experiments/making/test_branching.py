"""Arms that branch from one history have the bits of runs made alone, and history is lived once."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.engines import RunResult, make_engine
from sim.engines.course import Course
from sim.experiments.design.experiment import Experiment
from sim.experiments.making.branching import Histories, Job
from sim.experiments.making.families import missing_families
from tests.experiments.folders import divide_by_zero, experiment, small, with_policy

ARMS = {
    "dated": "[{lever: retention_days, value: 5, from: 2017-02}, {lever: audit_share, value: 1, from: 2017-09}]",
    "put-back": "[{lever: existing_fr_permitted, value: false, from: 2016-04, to: 2016-10}]",
    "ramp": "[{lever: publication_share, value: 1, from: 2016-11, ramp_months: 9}]",
    "where": "[{lever: contract_fpir, value: 1.0e-8, from: 2017-02, where: {population_above: 1000}}]",
    "adaptive": "[{adaptive: moratorium, from: 2016-03, options: {support_floor: 0.9}}]",
    "both": "[{adaptive: moratorium, from: 2017-02, to: 2017-08}, {lever: audit_share, value: 1, from: 2017-04}]",
    "at-once": "[{lever: publication_share, value: 1, from: 2016-01}]",
    "last-month": "[{lever: retention_days, value: 1, from: 2017-12}]",
    "same": "[]",
    "same-value": "[{lever: retention_days, value: 30, from: 2016-09}]",
}


def made_of(arms: dict[str, str], **changes: str) -> Experiment:
    given = {f"arms__{name}": text for name, text in arms.items()} | {"period__end": "2017-12"} | changes
    return experiment(small(arms=tuple(arms), **given))


EXPERIMENT = made_of(ARMS)


def branched(made: Experiment, seed: int, months: list[int] | None = None, finished: set[str] = frozenset()):
    """Return the result of every run of a seed, by policy."""
    watch = (lambda month: None) if months is None else months.append
    histories = Histories(Job(made, Path("nowhere")), make_engine("compiled"), watch)
    (family,) = missing_families(made, 1, finished)
    runs = [run._replace(seed=seed) for run in family.runs]
    return {run.policy: result for run, result in histories.live(seed, runs, None)}


def alone(made: Experiment, policy: str, seed: int) -> RunResult:
    return make_engine("compiled").run(made.scenario.world, made.scenario.policies[policy], seed)


def assert_same(one: RunResult | str, other: RunResult) -> None:
    assert not isinstance(one, str), one
    np.testing.assert_array_equal(one.country, other.country)
    np.testing.assert_array_equal(one.cities, other.cities)


@pytest.mark.parametrize("policy", [arm.name for arm in EXPERIMENT.arms if arm.name != "same"])
def test_a_branch_is_the_run_made_alone(policy: str, results: dict[str, RunResult]) -> None:
    assert_same(results[policy], alone(EXPERIMENT, policy, 4))


@pytest.fixture(scope="module")
def results() -> dict[str, RunResult]:
    return branched(EXPERIMENT, 4)


def test_arms_differ_only_where_they_should(results: dict[str, RunResult]) -> None:
    base = results["status-quo"].country
    unlike = {name for name, made in results.items() if not np.array_equal(made.country, base, equal_nan=True)}
    assert unlike == set(ARMS) - {"same", "same-value"}
    assert "same" not in results  # another name for the baseline is no run of its own


def test_history_is_lived_once() -> None:
    months: list[int] = []
    made = made_of({"early": ARMS["put-back"], "late": ARMS["dated"], "late-too": ARMS["where"]})
    branched(made, 0, months)
    trunk, early, late = list(range(1, 25)), list(range(4, 25)), list(range(14, 25))
    assert sorted(months) == sorted(trunk + early + late + late)


def test_a_stored_baseline_is_lived_as_far_as_it_is_needed() -> None:
    months: list[int] = []
    made = made_of({"late": ARMS["dated"]})
    (baseline,) = [run.identity for run in missing_families(made, 1, ())[0].runs if run.policy == "status-quo"]
    made_runs = branched(made, 0, months, {baseline})
    assert list(made_runs) == ["late"]
    assert months == list(range(1, 25))


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    firsts=st.lists(st.integers(0, 23), min_size=1, max_size=4),
    levers=st.lists(st.sampled_from(["audit_share", "publication_share", "interoperability_share"]), min_size=4),
    seed=st.integers(0, 2**40),
)
def test_arms_may_branch_in_any_month(firsts: list[int], levers: list[str], seed: int) -> None:
    arms = {
        f"arm-{k}": f"[{{lever: {levers[k]}, value: {k + 1}.0e-1, from: {2016 + first // 12}-{first % 12 + 1:02d}}}]"
        for k, first in enumerate(firsts)
    }
    made = made_of(arms)
    for policy, result in branched(made, seed).items():
        assert_same(result, alone(made, policy, seed))


def test_a_fault_in_a_branch_is_its_own() -> None:
    made = experiment(with_policy(small(), "ban", divide_by_zero))
    results = branched(made, 0)
    assert results["ban"] == "ZeroDivisionError: division by zero"
    for policy in ("status-quo", "retention-5"):
        assert_same(results[policy], alone(made, policy, 0))


def test_a_fault_in_the_trunk_is_that_of_everyone_with_the_same_past() -> None:
    early = "[{lever: retention_days, value: 5, from: 2018-01}]"
    faulty = with_policy(small(**{"arms__retention-5": early}), "status-quo", divide_by_zero)
    ban = faulty.policies["ban"]._replace(adaptive=faulty.policies["status-quo"].adaptive)
    faulty = replace(faulty, policies={**faulty.policies, "ban": ban})
    results = branched(experiment(faulty), 0)
    assert set(results) == {"status-quo", "ban", "retention-5"}
    assert results["status-quo"] == results["ban"] == "ZeroDivisionError: division by zero"
    assert isinstance(results["retention-5"], RunResult)


def test_at_most_two_states_are_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    import gc
    import weakref

    alive: weakref.WeakSet[Course] = weakref.WeakSet()
    most = []
    plain = Course.__init__

    def counted(self: Course, *given: object) -> None:
        plain(self, *given)
        alive.add(self)
        gc.collect()
        most.append(len(alive))

    monkeypatch.setattr(Course, "__init__", counted)
    branched(EXPERIMENT, 1)
    assert len(most) == 1 + 8  # the baseline and all that differ from it
    assert max(most) == 2
