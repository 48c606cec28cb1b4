"""The first month in which a policy can differ from another: not too late, and no earlier than need be."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from sim.model.policies.moratorium import Moratorium
from sim.model.state import Adaptive, Levers, Observation
from sim.scenario.difference import first_difference, first_difference_between
from tests.scenario.files import arms, load
from tests.worlds import busy_world, policy

WORLD = busy_world(n_months=24)
EVERYWHERE = np.ones(3, bool)
PAUSE = Adaptive(Moratorium(0.4), 6, 23, EVERYWHERE)
OTHER = Adaptive(Moratorium(0.5), 6, 23, EVERYWHERE)
BASE = policy(WORLD)


def months(ours: tuple[Adaptive, ...], theirs: tuple[Adaptive, ...]) -> int | None:
    one, other = policy(WORLD, "arm", adaptive=ours), policy(WORLD, adaptive=theirs)
    found = first_difference(one, other)
    assert found == first_difference(other, one)
    return found


def test_a_policy_does_not_differ_from_itself_or_its_like() -> None:
    assert first_difference(BASE, BASE) is None
    assert first_difference(policy(WORLD, "another name"), BASE) is None


def test_levers_differ_from_their_first_month_in_any_city() -> None:
    arm = policy(WORLD, "arm")
    arm.levers.audit_share[9:11, 2] = 0.5
    assert first_difference(arm, BASE) == 9
    assert first_difference(policy(WORLD, "arm", 0, audit_share=1.0), BASE) == 0
    assert first_difference(policy(WORLD, "arm", 23, audit_share=1.0), BASE) == 23


@pytest.mark.parametrize(("ours", "theirs", "month"), [
    ((PAUSE,), (), 6),
    ((PAUSE,), (PAUSE,), None),
    ((PAUSE,), (PAUSE._replace(decide=Moratorium(0.4), target=EVERYWHERE.copy()),), None),  # equal by value
    ((PAUSE,), (OTHER,), 6),
    ((PAUSE,), (PAUSE._replace(first=3),), 3),  # months in force count from the first
    ((PAUSE,), (PAUSE._replace(last=15),), 16),
    ((PAUSE._replace(last=30),), (PAUSE._replace(last=40),), None),  # both beyond the end
    ((PAUSE,), (PAUSE._replace(target=np.array([True, False, True])),), 6),
    ((PAUSE, OTHER), (OTHER, PAUSE), 6),  # they are applied in turn
    ((PAUSE, OTHER._replace(first=12)), (PAUSE,), 12),
    ((PAUSE._replace(last=8), OTHER._replace(first=12)), (OTHER._replace(first=12), PAUSE._replace(last=8)), None),
    ((PAUSE, PAUSE), (PAUSE,), 6),
])  # fmt: skip
def test_adaptive_entries_differ_where_others_are_in_force(ours, theirs, month) -> None:
    assert months(ours, theirs) == month


def test_levers_and_entries_count_together() -> None:
    arm = policy(WORLD, "arm", 4, (PAUSE,), audit_share=1.0)
    assert first_difference(arm, policy(WORLD, adaptive=(PAUSE,))) == 4
    assert first_difference(arm, BASE) == 4
    assert first_difference(policy(WORLD, "arm", 9, (PAUSE,), audit_share=1.0), BASE) == 6


def test_a_policy_that_cannot_be_compared_is_another() -> None:
    @dataclass(frozen=True, eq=False)
    class Silent:
        def __call__(self, observed: Observation, levers: Levers) -> Levers:
            return levers

    assert months((PAUSE._replace(decide=Silent()),), (PAUSE._replace(decide=Silent()),)) == 6


def test_what_is_in_force_anyway_is_no_difference(tmp_path: Path) -> None:
    policies = load(tmp_path, arms("    - {lever: retention_days, value: 30, from: 2020-05}\n")).policies
    found = {name: first_difference(each, policies["status-quo"]) for name, each in policies.items()}
    assert found == {"status-quo": None, "short": None, "pause": 12}


def test_two_arms_are_told_apart_without_their_tables(tmp_path: Path) -> None:
    policies = load(tmp_path, arms("    - {lever: retention_days, value: 5, from: 2020-05}\n")).policies
    for name in policies:
        expected = first_difference(policies[name], policies["status-quo"])
        assert first_difference_between(policies, name, "status-quo") == expected
    assert first_difference_between(policies, "short", "status-quo") == 4
    adapted = policies.with_adaptive("short", policies.adaptive("pause"))
    assert [len(each["short"].adaptive) for each in (policies, adapted)] == [0, 1]
