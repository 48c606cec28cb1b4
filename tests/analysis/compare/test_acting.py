"""Whether a policy acted and lasted, from the months of its runs."""

import numpy as np
import pytest

from sim.analysis.compare import window
from sim.analysis.compare.acting import acting_policies
from sim.experiments.store.parquet import write_columns

MONTHS = tuple(f"{year}-{month:02d}" for year in (2021, 2022, 2023) for month in (6, 12))
USUAL = [100, 100, 100, 100, 100, 100]


def write(folder, runs):
    """Write months of runs: (policy, seed, place) -> recognising cameras."""
    rows = [(*run, month, value) for run, values in runs.items() for month, value in zip(MONTHS, values, strict=True)]
    policy, seed, place, month, value = (np.array(column) for column in zip(*rows, strict=True))
    outcome = np.full(len(rows), "cameras_recognising")
    columns = {"policy": policy, "seed": seed, "place": place, "month": month, "outcome": outcome, "value": value * 1.0}
    write_columns(columns, folder / "outcomes.parquet", "")
    return acting_policies(folder, "usual")


@pytest.fixture
def country(tmp_path):
    def acted(*values):
        runs = {("usual", seed, "country"): USUAL for seed in range(len(values))}
        return write(tmp_path, runs | {("ban", seed, "country"): own for seed, own in enumerate(values)})["ban"]

    return acted


def test_runs_that_differ_are_counted_with_their_first_month(country):
    acted = country(USUAL, [100, 100, 90, 90, 90, 90], [100, 100, 100, 100, 100, 101])
    assert (acted.n_pairs, acted.n_acted, acted.first_months) == (3, 2, ("2022-06", "2023-12"))


def test_undefined_in_one_arm_alone_is_a_difference(country):
    assert country([100, 100, np.nan, 100, 100, 100]).n_acted == 1


def test_a_change_that_is_mostly_gone_at_the_end_is_undone_since_it_fell_under_half(country):
    acted = country([100, 0, 0, 40, 60, 80], [0, 0, 0, 0, 0, 40], [100, 70, 100, 100, 100, 100])
    assert acted.undone_months == ("2023-06",)


def test_an_expansion_may_be_undone_too(country):
    assert country([200, 200, 150, 120, 100, 100]).undone_months == ("2022-12",)


def test_a_change_that_turns_into_its_opposite_is_undone(country):
    assert country([0, 0, 0, 100, 150, 150]).n_undone == 1


def test_cities_count_that_stop_and_come_back_and_not_those_that_come_later(tmp_path):
    cities = {
        "back": [50, 0, 0, 0, 10, 10], "away": [50, 0, 0, 0, 0, 0], "late": [0, 0, 0, 10, 20, 20], "on": [50] * 6,
    }  # fmt: skip
    runs = {("usual", 0, place): USUAL for place in ("country", *cities)}
    runs |= {("ban", 0, place): values for place, values in cities.items()} | {("ban", 0, "country"): [1] * 6}
    acted = write(tmp_path, runs)["ban"]
    assert (acted.stopped, acted.again, acted.n_again, acted.cities_again) == ((2,), (1,), 1, 1.0)


def test_seeds_may_be_looked_at_one_at_a_time(country, monkeypatch):
    pairs = (USUAL, [100, 100, 90, 90, 90, 90], [100, 20, 20, 100, 100, 100], [100, 100, 100, 100, 100, 101])
    together = country(*pairs)
    monkeypatch.setattr(window, "_ROWS_AT_ONCE", 1)
    assert country(*pairs) == together
    assert (together.n_pairs, together.n_acted, together.n_undone) == (4, 3, 1)
