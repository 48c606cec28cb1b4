"""A difference stands only where all that are called different hold few false alarms together."""

import numpy as np
import pytest
from scipy import stats

from sim.analysis.compare.correction import adjusted_p_values
from sim.experiments.store.schema import LEVEL, MIN_PAIRS
from sim.numbers.paired import EXACT_PAIRS

N_QUESTIONS = 20


def worlds(generator, n_pairs, shift=0.0, shared=0.9):
    """Return differences of questions that hang together; the first half are shifted."""
    common = generator.standard_normal((1, n_pairs))
    own = generator.standard_normal((N_QUESTIONS, n_pairs))
    moved = np.where(np.arange(N_QUESTIONS) < N_QUESTIONS // 2, shift, 0.0)
    return np.sqrt(shared) * common + np.sqrt(1 - shared) * own + moved[:, None]


def test_two_questions_by_hand():
    """Of four patterns of three pairs two reach 6 of 6, in the first row or the second; step-down asks them in turn."""
    found = adjusted_p_values(np.array([[1.0, 2.0, 3.0], [1.0, 1.0, -2.0]]))
    # sizes: 6 / sqrt(14) = 1.604 and 0; in the second row patterns reach 0, 2, 2 and 4 / sqrt(6) = 1.633
    assert found.tolist() == [0.5, 1.0]


@pytest.mark.parametrize("n_pairs", [10, 24])
def test_one_experiment_in_twenty_at_most_holds_a_false_alarm(n_pairs):
    """Stated rate: LEVEL; allowed above it is the luck of so many experiments, three standard errors."""
    generator, n_experiments = np.random.default_rng(1), 400 if n_pairs <= EXACT_PAIRS else 60
    alarms = [adjusted_p_values(worlds(generator, n_pairs)).min() <= LEVEL for _ in range(n_experiments)]
    assert np.mean(alarms) <= LEVEL + 3 * np.sqrt(LEVEL * (1 - LEVEL) / n_experiments)


def test_false_alarms_stay_rare_beside_true_differences():
    generator = np.random.default_rng(2)
    found = [adjusted_p_values(worlds(generator, 10, shift=3.0)) for _ in range(300)]
    alarms = [p[N_QUESTIONS // 2 :].min() <= LEVEL for p in found]
    assert np.mean(alarms) <= LEVEL + 3 * np.sqrt(LEVEL * (1 - LEVEL) / len(alarms))


def test_it_finds_more_than_bonferroni_where_questions_hang_together():
    generator, ours, theirs = np.random.default_rng(3), 0, 0
    for _ in range(100):
        differences = worlds(generator, 12, shift=1.2)
        ours += int((adjusted_p_values(differences) <= LEVEL).sum())
        single = stats.ttest_1samp(differences, 0.0, axis=1).pvalue
        theirs += int((single * N_QUESTIONS <= LEVEL).sum())
    assert ours > 1.2 * theirs > 0


def test_what_never_varies_is_found_and_what_never_differs_is_not():
    found = adjusted_p_values(np.array([[-7.0] * MIN_PAIRS, [0.0] * MIN_PAIRS]))
    assert found.tolist() == [2 / 2**MIN_PAIRS, 1.0]


def test_fewer_pairs_than_the_least_never_stand():
    steady = np.arange(1.0, 10.0)
    assert adjusted_p_values(steady[None, : MIN_PAIRS - 1]).item() > LEVEL
    assert adjusted_p_values(steady[None, :MIN_PAIRS]).item() <= LEVEL


def test_ties_count_for_nothing():
    differing = np.array([[3.0, 1.0, 2.0, 5.0, 1.0, 4.0]])
    tied = np.pad(differing, ((0, 0), (0, 4)))
    assert adjusted_p_values(tied).item() == adjusted_p_values(differing).item()


def test_units_and_direction_do_not_matter():
    differences = worlds(np.random.default_rng(4), 9, shift=1.0)
    scales = np.logspace(-9, 9, N_QUESTIONS)[:, None] * np.where(np.arange(N_QUESTIONS) % 2, -1.0, 1.0)[:, None]
    assert adjusted_p_values(differences * scales) == pytest.approx(adjusted_p_values(differences))


def test_more_questions_make_no_difference_firmer():
    differences = worlds(np.random.default_rng(5), 10, shift=1.0)
    alone = np.array([adjusted_p_values(row[None]).item() for row in differences])
    assert (adjusted_p_values(differences) >= alone).all()


def test_drawn_patterns_are_the_same_each_time_and_near_those_of_all():
    differences = worlds(np.random.default_rng(6), EXACT_PAIRS + 1, shift=0.8)
    drawn = adjusted_p_values(differences)
    assert (drawn == adjusted_p_values(differences)).all()
    padded = np.pad(differences[:, :EXACT_PAIRS], ((0, 0), (0, 1)))  # a tie: patterns are drawn for the same question
    assert adjusted_p_values(padded) == pytest.approx(adjusted_p_values(differences[:, :EXACT_PAIRS]), abs=0.03)


def test_nothing_asked_is_nothing_answered():
    assert adjusted_p_values(np.zeros((0, 5))).size == 0
    assert adjusted_p_values(np.zeros((3, 0))).tolist() == [1.0, 1.0, 1.0]
