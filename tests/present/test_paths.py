"""Bands over seeds: quantiles of what is defined, and of the right runs."""

import numpy as np
import pytest

from sim.experiments.store.reader import Results
from sim.model.outcomes import OUTCOMES
from sim.present.charts.paths import Course, band_of, bands


def test_a_band_leaves_out_what_is_undefined() -> None:
    nan = np.nan
    values = np.array([[1.0, nan, nan], [3.0, 2.0, nan], [5.0, 6.0, nan]])
    band = band_of(Course(("2021-01", "2021-02", "2021-03"), values))
    np.testing.assert_allclose(band.median, [3.0, 4.0, nan])
    np.testing.assert_allclose(band.low, [1.2, 2.2, nan])
    np.testing.assert_allclose(band.high, [4.8, 5.8, nan])


def test_bands_are_those_of_the_stored_runs(real: Results) -> None:
    (support,) = (outcome for outcome in OUTCOMES if outcome.name == "support_mean")
    found = bands(real.folder, [support])
    assert set(found) == {(arm, "support_mean") for arm in real.record.arms}
    band = found["pause", "support_mean"]
    assert (band.months[0], band.months[-1], len(band.months)) == ("2016-01", "2022-06", 78)
    assert ((band.low <= band.median) & (band.median <= band.high)).all()
    window = slice(band.months.index("2021-01"), None)
    row = real.comparison["pause", "support_mean"]
    assert row.baseline_mean is not None
    assert row.difference is not None
    usual = row.baseline_mean + row.difference  # mean over seeds and months; the median of four seeds is near it
    assert float(band.median[window].mean()) == pytest.approx(usual, abs=float((band.high - band.low)[window].mean()))
