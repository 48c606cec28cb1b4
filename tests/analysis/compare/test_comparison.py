"""Worked comparisons and what must hold for any."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.compare.comparison import compare, compare_paired, share_better
from sim.analysis.compare.interval import bootstrap_median, student_interval
from sim.analysis.compare.window import Window, add_up, comparison_window
from sim.experiments.problems import UsageError
from sim.experiments.store.reader import read_results
from sim.experiments.store.record import read_record
from sim.model.outcomes import OUTCOMES
from tests.experiments.folders import run

MONTHS = Window("2021-01", "2030-12")
OUTCOME = {outcome.name: outcome for outcome in OUTCOMES}
VALUES = st.lists(st.tuples(st.integers(-1000, 1000), st.integers(-1000, 1000)), min_size=2, max_size=12)

# Student (1908), Biometrika 6(1), table of additional hours of sleep; the data set `sleep` of R.
FIRST_DRUG = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])
SECOND_DRUG = np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])


def test_paired_interval_of_students_sleep_data():
    # R: t.test(extra ~ group, paired): -1.58, 95 % -2.4598858 to -0.7001142
    row = compare_paired(OUTCOME["detections"], "second", SECOND_DRUG, FIRST_DRUG, MONTHS)
    assert row.difference == pytest.approx(1.58)
    assert (row.lo95, row.hi95) == pytest.approx((0.7001142, 2.4598858), abs=1e-7)
    assert row.baseline_mean == pytest.approx(0.75)
    assert row.n_pairs == 10
    # by hand: variances 3.200556 and 4.009, of the differences 1.512889
    assert row.variance_reduction == pytest.approx((3.2005556 + 4.0090000) / 1.5128889, rel=1e-6)
    assert row.p_better == pytest.approx(0.95)  # nine better, one tie
    assert row.median_difference == pytest.approx(1.3)
    assert (row.unit, row.label, row.reading) == ("persons", "sought people found by cameras", "more")
    assert row.window == "2021-01 to 2030-12"


def test_one_seed_has_no_interval():
    row = compare_paired(OUTCOME["offences"], "a", np.array([3.0]), np.array([5.0]), MONTHS)
    assert row[:9] == ("offences", "a", -2.0, None, None, 5.0, 1, None, 1.0)
    assert row[11:16] == ("no interval", "2021-01 to 2030-12", -2.0, None, None)


def test_equal_runs_have_an_interval_of_zero_and_no_variance_reduction():
    same = np.array([1.0, 4.0, 2.0])
    row = compare_paired(OUTCOME["offences"], "a", same, same, MONTHS)
    assert row[:9] == ("offences", "a", 0.0, 0.0, 0.0, pytest.approx(7 / 3), 3, None, 0.5)
    assert row[11:16] == ("equal", "2021-01 to 2030-12", 0.0, 0.0, 0.0)


def test_nothing_paired_is_undefined():
    row = compare_paired(OUTCOME["offences"], "a", np.array([]), np.array([]), MONTHS)
    assert row[:9] == ("offences", "a", None, None, None, None, 0, None, None)
    assert row[11:16] == ("undefined", "2021-01 to 2030-12", None, None, None)


@given(VALUES)
def test_swapping_the_arms_turns_the_comparison_round(pairs):
    a, b = np.array(pairs, dtype=float).T
    there, back = (compare_paired(OUTCOME["offences"], "p", *arms, MONTHS) for arms in ((a, b), (b, a)))
    assert there.difference == -back.difference
    assert (there.lo95, there.hi95) == (-back.hi95, -back.lo95)
    assert there.variance_reduction == back.variance_reduction
    assert there.p_better + back.p_better == pytest.approx(1.0)
    assert there.lo95 <= there.difference <= there.hi95


@given(VALUES)
def test_an_outcome_without_direction_is_never_better(pairs):
    a, b = np.array(pairs, dtype=float).T
    assert share_better(OUTCOME["cameras_installed"], a - b) is None


def test_the_interval_covers_as_often_as_it_says():
    rng = np.random.default_rng(1)
    intervals = [student_interval(rng.normal(size=5)) for _ in range(2000)]
    covered = np.mean([interval.lo95 <= 0 <= interval.hi95 for interval in intervals])
    assert abs(covered - 0.95) < 5 * np.sqrt(0.95 * 0.05 / 2000)


def exact_median_distribution(values):
    """Return every resample's median with its probability, by going through all of them."""
    resamples = np.array(list(product(values, repeat=len(values))))
    return np.median(resamples, axis=1)


@pytest.mark.parametrize(
    "values", [[3.0, 1.0, 2.0, 7.0, 4.0], [5.0, -1.0, 0.5, 2.0], [1.0, 4.0], [0.0, 1.0, 2.0, 4.0, 8.0, 16.0]]
)
def test_the_bootstrap_draws_resamples_as_often_as_they_are(values):
    """Few numbers: all resamples can be listed. Quantiles lie where the listed ones do, within their luck."""
    exact = exact_median_distribution(values)
    middle, low, high = bootstrap_median(np.array(values))
    assert middle == np.median(values)
    allowance = 5 * np.sqrt(0.025 * 0.975 / 2000)
    for end, share in ((low, 0.025), (high, 0.975)):
        assert (exact < end).mean() - allowance <= share <= (exact <= end).mean() + allowance


@given(VALUES.map(lambda pairs: np.array([a for a, _ in pairs], dtype=float)))
def test_a_median_and_its_interval_are_of_the_numbers_and_made_again_the_same(values):
    middle, low, high = bootstrap_median(values)
    assert values.min() <= low <= middle <= high <= values.max()
    assert bootstrap_median(values[::-1]) == (middle, low, high)
    assert bootstrap_median(values + 1000.0) == (middle + 1000.0, low + 1000.0, high + 1000.0)


def test_the_medians_interval_covers_nearly_as_often_as_it_says():
    """The percentile bootstrap of a median is a little short in small samples; not under 90 % with twenty."""
    rng = np.random.default_rng(2)
    intervals = [bootstrap_median(rng.normal(size=20)) for _ in range(2000)]
    covered = np.mean([interval.lo95 <= 0 <= interval.hi95 for interval in intervals])
    assert 0.90 < covered < 0.97


class Sums:
    def __init__(self, total, mean=None, last=None, complete=True):
        self.total, self.mean, self.last, self.complete = total, mean, last, complete


def test_outcomes_add_up_as_the_dictionary_says():
    sums = {
        "offences": Sums(12.0, 4.0, 5.0),
        "support_mean": Sums(1.5, 0.5, 0.6),
        "cameras_installed": Sums(30.0, 10.0, 11.0),
        "alerts_true": Sums(1.0),
        "alerts_other_groups": Sums(2.0),
        "alerts_false": Sums(9.0),
    }
    names = ("offences", "support_mean", "cameras_installed", "alert_precision")
    assert [add_up(OUTCOME[name], sums) for name in names] == [12.0, 0.5, 11.0, 0.25]


def test_undefined_ratios_and_broken_sums_are_none():
    none = dict.fromkeys(("alerts_true", "alerts_other_groups", "alerts_false"), Sums(0.0))
    assert add_up(OUTCOME["alert_precision"], none) is None
    assert add_up(OUTCOME["offences"], {"offences": Sums(3.0, complete=False)}) is None


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("compared") / "experiment"
    run(path, n_seeds=4)
    return path


def test_arms_do_not_differ_before_their_first_lever_does(folder):
    for row in compare(folder, start="2016-01", end="2020-12"):
        assert row.difference in (0.0, None), row


def test_the_window_begins_with_the_first_difference_and_can_be_changed(folder):
    record = read_record(folder)
    assert comparison_window(record) == ("2021-01", "2021-12")
    assert comparison_window(record, "2020-05", "2021-03") == ("2020-05", "2021-03")
    for months in (("2015-12", None), (None, "2022-01"), ("2021-05", "2021-04"), ("2021-1", None), ("spring", None)):
        with pytest.raises(UsageError, match="period"):
            comparison_window(record, *months)


def test_a_comparison_computed_again_is_the_one_that_is_stored(folder):
    assert compare(folder) == list(read_results(folder).comparison.values())


def test_another_window_is_said_in_each_row(folder):
    assert {row.window for row in compare(folder, start="2021-03")} == {"2021-03 to 2021-12"}


def test_another_baseline_turns_the_table_round(folder):
    forth = {row.outcome: row for row in compare(folder) if row.policy == "ban"}
    back = {row.outcome: row for row in compare(folder, baseline="ban") if row.policy == "status-quo"}
    assert {name: row.difference and -row.difference for name, row in back.items()} == {
        name: row.difference for name, row in forth.items()
    }
    with pytest.raises(UsageError, match="status-quo, ban, retention-5"):
        compare(folder, baseline="bann")


def test_a_ban_turns_recognition_off(folder):
    (row,) = [row for row in compare(folder) if (row.policy, row.outcome) == ("ban", "cameras_recognising")]
    assert row.baseline_mean > 0
    assert row.difference == -row.baseline_mean
