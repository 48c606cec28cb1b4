"""What a page tells of pairs is what Python tells: each kernel of `model.wasm` and the native one, byte for byte."""

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.analysis.compare.correction import adjusted_p_values
from sim.analysis.compare.interval import bootstrap_median, student_interval, student_quantiles
from sim.engines.web.module import instance
from sim.numbers.paired import EXACT_PAIRS

Values = NDArray[np.float64]


def on_a_page(name: str, *given: Values, n_found: int = 3) -> Values:
    """Return what the module writes for arrays."""
    memory = instance()
    areas = memory.place(*given, np.zeros(n_found))
    memory.call(name, *areas)
    return memory.read(areas[-1])


def columns() -> list[Values]:
    """Return numbers of many sizes, with ties, cancelling, and few of them."""
    luck = np.random.default_rng(3)
    drawn = [luck.normal(size=n) * 10.0 ** luck.integers(-9, 12, size=n) for n in (2, 3, 6, 20, 20, 21, 200)]
    return [np.zeros(0), np.ones(1), np.zeros(20), luck.integers(-3, 3, size=20).astype(float), *drawn]


@pytest.mark.parametrize("values", columns(), ids=len)
def test_means_and_medians_are_the_same_to_the_byte(values: Values) -> None:
    mean = on_a_page("student", values, student_quantiles(200))
    assert mean.tobytes() == np.array(student_interval(values), float).tobytes()
    assert on_a_page("median_interval", values).tobytes() == np.array(bootstrap_median(values), float).tobytes()


@pytest.mark.parametrize(("n_questions", "n_pairs"), [(0, 4), (3, 0), (1, 1), (40, 6), (7, EXACT_PAIRS), (40, 20)])
def test_corrected_p_values_are_the_same_to_the_byte(n_questions: int, n_pairs: int) -> None:
    luck = np.random.default_rng(n_pairs)
    differences = luck.normal(size=(n_questions, n_pairs)) + luck.normal(size=n_pairs) + 0.5
    differences[luck.random(differences.shape) < 0.2] = 0.0
    found = on_a_page("adjusted", differences, n_found=n_questions)
    assert found.tobytes() == adjusted_p_values(differences).tobytes()


def test_beyond_the_table_of_quantiles_a_mean_has_no_interval() -> None:
    found = on_a_page("student", np.arange(5.0), student_quantiles(200)[:3])
    assert found[0] == 2.0
    assert np.isnan(found[1:]).all()
