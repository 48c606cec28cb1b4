"""What arms could share is added up as it says; no test looks at a time."""

import pytest

from benchmarks.arms import Cost, arm_rows, busy_shares, mixture
from benchmarks.worlds import grown_classroom, world_of
from sim.model.schedule import CITIZEN_PROCESSES, CitizenProcess


def test_draws_made_once_for_four_arms_leave_a_quarter_of_them_to_each() -> None:
    assert Cost(10.0, 4.0).most_gained == pytest.approx(40.0 / (4 * 6.0 + 4.0))
    assert Cost(10.0, 0.0).most_gained == 1.0


def test_a_mixture_counts_a_process_where_it_has_something_to_do() -> None:
    costs: dict[CitizenProcess, Cost] = {"become_sought": Cost(4.0, 2.0), "protest": Cost(10.0, 3.0)}
    assert mixture(costs, {"become_sought": 1.0, "protest": 0.1}) == pytest.approx(Cost(5.0, 2.3))


def test_processes_rest_where_they_have_nothing_to_do() -> None:
    national = busy_shares(*world_of("russia", 1_000_000))
    assert national["become_sought"] == national["form_opinion"] == pytest.approx(1.0)
    assert 0.0 < national["suffer_breach"] < national["pass_cameras"] < 1.0
    assert 0.0 < national["protest"] < 1.0
    assert busy_shares(*grown_classroom(20_000, 3))["pass_cameras"] == pytest.approx(1.0)


def test_a_line_for_every_process_and_both_mixtures() -> None:
    rows = arm_rows(200, 1_000_000)
    labels = [*CITIZEN_PROCESSES, "all processes busy", "mixture of the national scenario"]
    assert [row.what for row in rows] == [f"4 arms, {label}" for label in labels]
    assert [bool(row.met) for row in rows] == [False] * 5 + [True, True]
    assert rows[3].time.endswith("0.0 of it draws"), "forming opinions draws nothing"
