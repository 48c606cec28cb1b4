"""Entries that do nothing, or less than they say, are told with the reason; the ordinary ways to write are not."""

from pathlib import Path

import pytest

from tests.scenario.files import arms, load


def entry(value: object, when: str, lever: str = "retention_days") -> str:
    return f"    - {{lever: {lever}, value: {value}, {when}}}\n"


def told(folder: Path, *entries: str) -> list[str]:
    """Return the warnings about the arm `short`, whose first entry stands in line 18."""
    warnings = load(folder, arms("".join(entries))).warnings
    return [w.split("small.yaml:", 1)[1] for w in warnings if "arms.short" in w]


FIRST = "18:7: arms.short.0: "
NEVER = [
    ([entry(5, "from: 2021-01"), entry(10, "from: 2020-06")], "dates"),
    ([entry(5, "from: 2021-01"), entry(10, "from: 2021-01")], "line 19 sets retention_days after it"),
    ([entry(5, "from: 2021-01, to: 2021-06"), entry(9, "from: 2020-02, to: 2021-06")], "order of their dates"),
    ([entry(5, "from: 2021-01, where: {region: North}"), entry(9, "from: 2020-02")], "order of their dates"),
    ([entry("false", "from: 2021-01", "new_fr_permitted"), entry("true", "from: 2021-01", "new_fr_permitted")], "19"),
    ([entry(30, "from: 2021-01"), entry(5, "from: 2021-06")], "is 30 in its months and cities anyway"),
    ([entry("none", "from: 2021-01", "consent_mode"), entry(5, "from: 2021-06")], "consent_mode is none"),
    ([entry(0, "from: 2021-01, ramp_months: 12", "audit_share"), entry(5, "from: 2021-06")], "audit_share is 0"),
    ([entry(5, "from: 2021-01, ramp_months: 3"), entry(9, "from: 2021-01")], "the later entry wins"),
    ([entry(5, "from: 2021-02"), entry(9, "from: 2021-01, to: 2021-05"), entry(8, "from: 2021-04")], "line 20"),
]
SHORTER = [
    ([entry(5, "from: 2021-01, to: 2021-10"), entry(9, "from: 2021-06")], "in force until 2021-05 only, not 2021-10"),
    ([entry(5, "from: 2021-01"), entry(9, "from: 2020-06, to: 2021-03")], "in force from 2021-04 only, not 2021-01"),
    ([entry(5, "from: 2021-01, ramp_months: 24")], "ramp cut short after 12 of 24 months, in 2021-12, where the"),
    ([entry(5, "from: 2021-01, to: 2021-03, ramp_months: 6")], "after 3 of 6 months, in 2021-03"),
    (
        [entry(5, "from: 2020-01, ramp_months: 12"), entry(9, "from: 2020-07")],
        "after 6 of 12 months, in 2020-06: line 19",
    ),
]
ORDINARY = [
    [entry(10, "from: 2020-06"), entry(5, "from: 2021-01")],  # steps in order of date
    [entry(10, "from: 2020-06, to: 2020-12"), entry(5, "from: 2021-01")],
    [entry(10, "from: 2021-01"), entry(5, "from: 2020-03, to: 2020-12")],  # out of order, and apart
    [entry(10, "from: 2020-06"), entry(5, "from: 2020-09, to: 2020-10")],  # an exception in time
    [entry(10, "from: 2021-01"), entry(5, "from: 2021-01, where: {cities: Alpha}")],  # and in space
    [entry(10, "from: 2021-01, to: 2021-05"), entry(5, "from: 2021-01, where: {cities: Alpha}")],
    [entry(5, "from: 2021-01, ramp_months: 12")],  # arrives in the last month
    [entry(5, "from: 2020-01, to: 2020-12, ramp_months: 12"), entry(9, "from: 2021-01")],
    [entry(5, "from: 2021-01"), entry(1, "from: 2021-01", "audit_share")],
]


@pytest.mark.parametrize(("entries", "why"), NEVER)
def test_an_entry_that_is_never_in_force_is_told(tmp_path: Path, entries: list[str], why: str) -> None:
    first = told(tmp_path, *entries)[0]
    assert first.startswith(f"{FIRST}never in force: ")
    assert why in first


@pytest.mark.parametrize(("entries", "what"), SHORTER)
def test_an_entry_that_is_shorter_than_it_says_is_told(tmp_path: Path, entries: list[str], what: str) -> None:
    (only,) = told(tmp_path, *entries)
    assert only.startswith(FIRST)
    assert what in only


@pytest.mark.parametrize("entries", ORDINARY)
def test_ordinary_ways_to_write_an_arm_are_not_told(tmp_path: Path, entries: list[str]) -> None:
    assert told(tmp_path, *entries) == []


def test_an_arm_in_use_that_hides_an_own_entry_is_told_and_the_other_way_round_is_not(tmp_path: Path) -> None:
    used = "  strict:\n    - {lever: retention_days, value: 1, from: 2021-01}\n"
    own = entry(5, "from: 2021-06")
    (hidden,) = told(tmp_path, own, "    - {use: strict}\n", used)
    assert hidden.startswith(f"{FIRST}never in force: line 19 sets retention_days after it")
    assert told(tmp_path, "    - {use: strict}\n", own, used) == []


def test_a_default_that_other_arms_change_may_be_stated(tmp_path: Path) -> None:
    rival = "  rival:\n" + entry("per_head", "from: 2021-01", "subsidy_formula")
    stated = (entry(0.5, "from: 2021-01", "federal_subsidy_share"), entry("need", "from: 2021-01", "subsidy_formula"))
    assert told(tmp_path, *stated, rival) == []
    (alone,) = told(tmp_path, *stated)
    assert "arms.short.1: never in force: subsidy_formula is need" in alone


def test_every_order_of_steps_but_that_of_the_dates_is_told(tmp_path: Path) -> None:
    from itertools import permutations

    starts = ["2020-03", "2020-09", "2021-02"]
    for order in permutations(starts):
        found = told(tmp_path, *(entry(n + 1, f"from: {start}") for n, start in enumerate(order)))
        assert bool(found) == (list(order) != starts), order
