"""The first month in which a policy can differ from another: not too late, and no earlier than need be."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from sim.model.policies.moratorium import Moratorium
from sim.model.state import Adaptive, Levers, Observation
from sim.scenario.difference import first_difference_between
from sim.scenario.parts.schedule import Policies
from tests.scenario.files import arms, load

EVERYWHERE = np.ones(3, bool)
PAUSE = Adaptive(Moratorium(0.4), 6, 23, EVERYWHERE)
OTHER = Adaptive(Moratorium(0.5), 6, 23, EVERYWHERE)
NOTHING = "    []\n"


def policies_of(folder: Path, entries: str) -> Policies:
    """Return the policies of a scenario of 24 months whose arm `short` has these entries."""
    made = load(folder, arms(entries)).policies
    assert made.n_months == 24
    return made


def first(policies: Policies, arm: str = "short") -> int | None:
    found = first_difference_between(policies, arm, "status-quo")
    assert found == first_difference_between(policies, "status-quo", arm)
    return found


def months(folder: Path, ours: tuple[Adaptive, ...], theirs: tuple[Adaptive, ...]) -> int | None:
    return first(policies_of(folder, NOTHING).with_adaptive("short", ours).with_adaptive("status-quo", theirs))


def test_a_policy_does_not_differ_from_itself_or_its_like(tmp_path: Path) -> None:
    policies = policies_of(tmp_path, NOTHING)
    assert (first(policies, "status-quo"), first(policies)) == (None, None)


@pytest.mark.parametrize(("entry", "month"), [
    ("from: 2020-10, to: 2020-11, where: {cities: [XX-S/Gamma]}", 9), ("from: 2020-01", 0), ("from: 2021-12", 23),
])  # fmt: skip
def test_levers_differ_from_their_first_month_in_any_city(tmp_path: Path, entry: str, month: int) -> None:
    assert first(policies_of(tmp_path, f"    - {{lever: audit_share, value: 1.0, {entry}}}\n")) == month


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
def test_adaptive_entries_differ_where_others_are_in_force(tmp_path, ours, theirs, month) -> None:
    assert months(tmp_path, ours, theirs) == month


def test_levers_and_entries_count_together(tmp_path: Path) -> None:
    early = policies_of(tmp_path, "    - {lever: audit_share, value: 1.0, from: 2020-05}\n")
    both = early.with_adaptive("short", (PAUSE,))
    assert (first(both), first(both.with_adaptive("status-quo", (PAUSE,)))) == (4, 4)
    late = policies_of(tmp_path, "    - {lever: audit_share, value: 1.0, from: 2020-10}\n")
    assert first(late.with_adaptive("short", (PAUSE,))) == 6


def test_a_policy_that_cannot_be_compared_is_another(tmp_path: Path) -> None:
    @dataclass(frozen=True, eq=False)
    class Silent:
        def __call__(self, observed: Observation, levers: Levers) -> Levers:
            return levers

    assert months(tmp_path, (PAUSE._replace(decide=Silent()),), (PAUSE._replace(decide=Silent()),)) == 6


def test_what_is_in_force_anyway_is_no_difference(tmp_path: Path) -> None:
    policies = policies_of(tmp_path, "    - {lever: retention_days, value: 30, from: 2020-05}\n")
    assert {name: first(policies, name) for name in policies} == {"status-quo": None, "short": None, "pause": 12}


def test_entries_are_put_in_place_of_an_arms_own(tmp_path: Path) -> None:
    policies = policies_of(tmp_path, NOTHING)
    adapted = policies.with_adaptive("short", policies.adaptive("pause"))
    assert [len(each["short"].adaptive) for each in (policies, adapted)] == [0, 1]
